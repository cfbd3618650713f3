"""Who is told of what, in which words."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from terreau.foundation.activity.journal import KINDS, Kind, record
from terreau.foundation.activity.models import Activity, Cursor
from terreau.foundation.activity.pump import number_committed
from terreau.foundation.identity.models import Person
from terreau.foundation.live import nudges

happened = KINDS.get("tests.happened") or Kind("tests.happened", "made something happen")


def happen(space: Any = None, **data: Any) -> int:
    """One numbered activity in `space`; its number."""
    with transaction.atomic():
        activity = record(happened, None, space, space_id=space.pk if space else None, **data)
    while number_committed():
        pass
    return Activity.objects.get(pk=activity.pk).seq or 0


def told(among: list[Person], after: int = 0) -> dict[int, list[dict[str, Any]]]:
    """What each of `among` is told, by id, as the data of the events."""
    head, _ = nudges.newest()
    events = nudges.events_for(nudges.between(after, head), {person.pk for person in among})
    return {pk: [json.loads(sent.decode().split("data: ")[1]) for _, sent in theirs] for pk, theirs in events.items()}


def test_readers_of_the_space_are_told_by_ids_alone(secret: Any, alice: Person, bob: Person, charlie: Person) -> None:
    seq = happen(secret)
    heard = told([alice, bob, charlie])
    assert set(heard) == {alice.pk, bob.pk}
    assert heard[bob.pk] == [{"seq": seq, "kind": "tests.happened", "kinds": ["tests"], "space": secret.key}]


def test_only_the_connected_are_asked_about(secret: Any, alice: Person, bob: Person) -> None:
    happen(secret)
    assert set(told([bob])) == {bob.pk}


def test_who_lost_the_space_hears_nothing_more(secret: Any, alice: Person, bob: Person) -> None:
    happen(secret)
    secret.memberships.filter(person=bob).delete()
    assert bob.pk not in told([alice, bob])


def test_a_personal_activity_goes_to_its_person_and_names_no_space(secret: Any, alice: Person, bob: Person) -> None:
    seq = happen(secret, person_id=bob.pk)
    heard = told([alice, bob])
    assert heard == {bob.pk: [{"seq": seq, "kind": "tests.happened", "kinds": ["tests"]}]}


def test_several_persons_may_be_named(alice: Person, bob: Person, charlie: Person) -> None:
    happen(people=[alice.pk, charlie.pk])
    assert set(told([alice, bob, charlie])) == {alice.pk, charlie.pk}


def test_an_activity_that_nobody_claims_is_heard_by_nobody(alice: Person) -> None:
    happen()
    assert told([alice]) == {}


def test_a_burst_about_one_thing_is_told_once(space: Any, bob: Person) -> None:
    last = [happen(space) for _ in range(5)][-1]
    assert [event["seq"] for event in told([bob])[bob.pk]] == [last]


def test_another_room_may_add_what_else_to_look_at(
    settings: Any, space: Any, alice: Person, bob: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LIVE_AUDIENCES = {**settings.LIVE_AUDIENCES, "notifications": f"{__name__}.only_bob"}
    monkeypatch.setitem(globals(), "only_bob", lambda activities, among: {one.seq: {bob.pk} for one in activities})
    happen(space)
    heard = told([alice, bob])
    assert heard[alice.pk][0]["kinds"] == ["tests"]
    assert heard[bob.pk][0]["kinds"] == ["notifications", "tests"]


def test_pages_wait_for_the_listeners_they_will_ask_about(settings: Any, space: Any) -> None:
    settings.LIVE_AFTER = ["a.listener"]
    seq = happen(space)
    assert nudges.newest() == (seq, 0)
    Cursor.objects.create(listener="a.listener", seq=seq)
    assert nudges.newest() == (seq, seq)


def test_what_was_missed_is_told_with_the_rights_of_now(secret: Any, bob: Person) -> None:
    first, second = happen(secret), happen(secret, post_id=1)
    assert [seq for seq, _ in nudges.missed(first, second, bob.pk) or []] == [second]
    secret.memberships.filter(person=bob).delete()
    assert nudges.missed(first, second, bob.pk) == []


def test_a_page_that_has_seen_more_than_there_is_starts_over(space: Any, bob: Person) -> None:
    seq = happen(space)
    assert nudges.missed(seq + 1, seq, bob.pk) is None


def test_a_page_too_far_behind_starts_over(space: Any, bob: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nudges, "TOO_FAR", 1)
    first, last = happen(space), [happen(space) for _ in range(2)][-1]
    assert nudges.missed(first, last, bob.pk) is None
    assert nudges.missed(first + 1, last, bob.pk) is not None


def test_the_number_of_questions_does_not_grow_with_the_people(
    space: Any, alice: Person, bob: Person, charlie: Person, django_assert_num_queries: Callable[[int], Any]
) -> None:
    happen(space)
    batch = nudges.between(0, nudges.newest()[0])
    for among in ({bob.pk}, {alice.pk, bob.pk, charlie.pk}):
        with django_assert_num_queries(4):
            nudges.events_for(batch, among)


def test_who_left_is_told_nothing(space: Any, bob: Person) -> None:
    happen(space)
    Person.objects.filter(pk=bob.pk).update(left_at=timezone.now())
    assert told([bob]) == {}
