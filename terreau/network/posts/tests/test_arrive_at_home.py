"""Whose open home is told that a post arrived: those who would find it there, and may read it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from terreau.foundation.activity import numbers
from terreau.foundation.activity.pump import number_committed
from terreau.foundation.identity.models import Person
from terreau.network.people.models import Follow
from terreau.network.posts.actions import publish, react
from terreau.network.posts.rules import at_home
from terreau.network.spaces.models import Space

Told = Callable[..., set[int]]


@pytest.fixture
def told(alice: Person, bob: Person, charlie: Person, gaby: Person) -> Told:
    """Who of these four has the newest activity at home."""

    def ask() -> set[int]:
        number_committed()
        head = numbers.newest()
        among = {person.pk for person in (alice, bob, charlie, gaby)}
        found: Any = at_home(numbers.between(head - 1, head, 1), among)
        return set(found.get(head, set()))

    return ask


def test_members_have_it_at_home(told: Told, space: Space, alice: Person, bob: Person) -> None:
    publish(alice, space=space, body="<p>New</p>")
    assert told() == {alice.pk, bob.pk}


def test_so_have_those_who_follow_its_author_and_may_read_it(
    told: Told, space: Space, secret: Space, alice: Person, bob: Person, charlie: Person, gaby: Person
) -> None:
    for follower in (charlie, gaby):
        Follow.objects.create(follower=follower, followed=alice)
    publish(alice, space=space, body="<p>Open</p>")
    assert told() == {alice.pk, bob.pk, charlie.pk}
    publish(alice, space=secret, body="<p>Secret</p>")
    assert told() == {alice.pk, bob.pk}


def test_an_official_space_is_at_home_everywhere_it_may_be_read(
    told: Told, space: Space, alice: Person, bob: Person, charlie: Person
) -> None:
    Space.objects.filter(pk=space.pk).update(official_at=timezone.now())
    publish(alice, space=space, body="<p>Official</p>")
    assert told() == {alice.pk, bob.pk, charlie.pk}


def test_a_reaction_brings_no_post(told: Told, space: Space, alice: Person, bob: Person) -> None:
    post = publish(alice, space=space, body="<p>New</p>")
    react(bob, thing=post, kind="useful")
    assert told() == set()
