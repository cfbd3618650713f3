import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.accounts import actions as accounts
from terreau.foundation.activity.models import Activity
from terreau.foundation.orgs import actions as orgs
from terreau.foundation.orgs.models import Mandate
from terreau.network.spaces import rules
from terreau.network.spaces.actions import break_the_glass, end_looks
from terreau.network.spaces.actions.leaving import hear
from terreau.network.spaces.models import GlassBreak
from terreau.network.spaces.queries.space import looks_of
from terreau.network.spaces.tests.journal import kinds
from tests import cast
from tests.cast import with_duty

pytestmark = pytest.mark.django_db


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
