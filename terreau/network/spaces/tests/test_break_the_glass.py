from datetime import timedelta

import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.accounts import actions as accounts
from terreau.foundation.activity.models import Activity
from terreau.foundation.orgs import actions as orgs
from terreau.foundation.orgs.models import Mandate
from terreau.network.spaces import queries, rules
from terreau.network.spaces.actions import break_the_glass, end_looks
from terreau.network.spaces.actions.leaving import hear
from terreau.network.spaces.models import GlassBreak
from terreau.network.spaces.queries.space import looks_of
from terreau.network.spaces.tests.journal import kinds
from tests import cast
from tests.cast import with_duty

pytestmark = pytest.mark.django_db


def test_it_works_for_a_day_and_the_owners_see_it(alice, operator, secret):
    assert not rules.may_read(operator, secret)
    broken = break_the_glass(operator, space=secret, reason="Plainte 12")
    assert rules.may_read(operator, secret) and broken.until - broken.at == timedelta(hours=24)
    (look,) = queries.about(alice, secret).looks
    assert (look.name, look.reason) == ("Oscar Opera", "Plainte 12")
    assert kinds(secret) == ["glass_broken"]
    GlassBreak.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert not rules.may_read(operator, secret)


def test_it_needs_a_reason(operator, secret):
    with pytest.raises(Refused):
        break_the_glass(operator, space=secret, reason="  ")


def test_an_open_space_has_no_glass(operator, space):
    with pytest.raises(Refused):
        break_the_glass(operator, space=space, reason="x")


def test_who_may_not(alice, bob, charlie, dora, mathilde, secret):
    for person in (alice, bob, charlie, dora, mathilde):
        with pytest.raises(Refused):
            break_the_glass(person, space=secret, reason="x")
    assert not GlassBreak.objects.exists()


def test_what_it_costs(operator, secret, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        break_the_glass(operator, space=secret, reason="x")


def hear_all():
    hear(list(Activity.objects.order_by("pk")))


def sees_nothing(who, space):
    who.refresh_from_db()
    page = looks_of(who, space, lasting=True)
    return not rules.may_read(who, space) and who not in rules.readers(space) and not page


@pytest.mark.parametrize("duty", ["operator", "administrator"])
def test_it_ends_with_the_duty_at_once_and_for_good(operator, secret, duty):
    adam = with_duty(cast.person("adam", "Adam Reis", "FR"), duty)
    break_the_glass(adam, space=secret, reason="Plainte 12")
    assert rules.may_read(adam, secret) and adam in rules.readers(secret)
    orgs.end_duty(operator, mandate=Mandate.objects.get(person=adam))
    assert sees_nothing(adam, secret), "before anybody heard of it"
    hear_all()
    hear_all()
    assert kinds(secret) == ["glass_broken", "look_ended"] and not GlassBreak.objects.filter(until__gt=timezone.now())
    orgs.entrust(operator, person=adam, duty=duty)
    assert sees_nothing(adam, secret), "the duty given anew opens no glass"


def test_another_duty_is_no_loss(operator, secret):
    adam = with_duty(with_duty(cast.person("adam", "Adam Reis", "FR"), "operator"), "sponsor")
    break_the_glass(adam, space=secret, reason="Plainte 12")
    orgs.end_duty(operator, mandate=Mandate.objects.get(person=adam, duty="sponsor"))
    hear_all()
    assert rules.may_read(adam, secret)
    with pytest.raises(Refused):
        end_looks(None, person=adam)


@pytest.mark.parametrize(("away", "back"), [("deactivate", "reactivate"), ("leave", "come_back")])
def test_it_ends_with_the_account(operator, secret, away, back):
    adam = with_duty(cast.person("adam", "Adam Reis", "FR"), "operator")
    break_the_glass(adam, space=secret, reason="Plainte 12")
    getattr(accounts, away)(operator, person=adam)
    assert not rules.may_read(adam, secret) and adam not in rules.readers(secret)
    hear_all()
    getattr(accounts, back)(operator, person=adam)
    assert sees_nothing(adam, secret)
