from datetime import timedelta

import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.network.spaces import queries, rules
from terreau.network.spaces.actions import break_the_glass
from terreau.network.spaces.models import GlassBreak
from terreau.network.spaces.tests.journal import kinds

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
