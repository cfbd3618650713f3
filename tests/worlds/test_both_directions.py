"""`visible` and `audience`, `readable` and `readers` are one rule read from both ends: proved over random worlds."""

import random
from collections.abc import Callable
from datetime import timedelta
from itertools import combinations, product
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from terreau.foundation.identity.models import Person
from terreau.foundation.orgs.models import Placement, Unit
from terreau.network.calendar import rules as calendar
from terreau.network.calendar.models import Event
from terreau.network.chat import queries as chat_queries
from terreau.network.chat import rules as chat
from terreau.network.chat.models import Conversation, Message, Participant
from terreau.network.files import rules as files
from terreau.network.files.models import Document
from terreau.network.pages import rules as pages
from terreau.network.pages.models import Page
from terreau.network.spaces import rules as spaces
from terreau.network.spaces.models import Discovery, GlassBreak, Invitation, Membership, Space

WORLDS = range(12)
NOW = timezone.now()


@pytest.fixture(params=WORLDS)
def dice(request: pytest.FixtureRequest, db: None) -> random.Random:
    """One random world, the same at every run: people in branches and countries, spaces of every kind among them."""
    dice = random.Random(request.param)
    units = branches(dice)
    people = [somebody(dice, number, units) for number in range(9)]
    for number in range(9):
        some_space(dice, number, units, people)
    for first, second in combinations(people, 2):
        if dice.random() < 0.3:
            talk = Conversation.objects.create(first=first, second=second)
            Participant.objects.bulk_create([Participant(conversation=talk, person=one) for one in (first, second)])
    for _number in range(4):
        some_group(dice, people)
    return dice


def some_group(dice: random.Random, people: list[Person]) -> None:
    """A few people, some of whom came later, and what was said meanwhile, some of it withdrawn."""
    talk = Conversation.objects.create(last_number=4)
    for one in dice.sample(people, dice.randrange(1, 6)):
        Participant.objects.create(conversation=talk, person=one, from_number=dice.choice([0, 0, 2, 4]))
    for number in range(1, 5):
        told = {"author": dice.choice(people), "withdrawn_at": dice.choice([None, None, NOW])}
        Message.objects.create(conversation=talk, number=number, body="<p>x</p>", **told)


def branches(dice: random.Random) -> list[Unit]:
    made: list[Unit] = []
    for number in range(5):
        parent = dice.choice([None, *made])
        unit = Unit.objects.create(kind=Unit.UNIT, name=f"Unit {number}", parent=parent)
        unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
        Unit.objects.filter(pk=unit.pk).update(path=unit.path)
        made.append(unit)
    return made


def somebody(dice: random.Random, number: int, units: list[Unit]) -> Person:
    """An employee, a guest or a bot; here, not yet here, gone or suspended; placed somewhere or nowhere."""
    person = Person.objects.create(
        username=f"person{number}",
        name=f"Person {number}",
        kind=dice.choice(["member", "member", "guest", "bot"]),
        joined_at=dice.choice([NOW, NOW, NOW, None]),
        left_at=dice.choice([None, None, None, None, NOW]),
        suspended_at=dice.choice([None, None, None, None, NOW]),
    )
    if dice.random() < 0.85:
        unit = dice.choice([None, *units])
        Placement.objects.create(person=person, unit=unit, country=dice.choice(["", "FR", "PL"]))
    return person


def some_space(dice: random.Random, number: int, units: list[Unit], people: list[Person]) -> Space:
    rows = [dice.choice(units) for _ in range(dice.choice([0, 0, 1, 2]))]
    country = dice.choice(["", "", "FR", "PL"])
    space = Space.objects.create(
        name=f"Space {number}",
        openness=dice.choice(["open", "closed", "secret"]),
        joining=dice.choice(["free", "request", "invitation"]),
        restricted=bool(rows or country),
        shown_at=dice.choice([NOW, NOW, NOW, None]),
        archived_at=dice.choice([None, None, NOW]),
        official_at=dice.choice([None, None, NOW]),
    )
    for unit in set(rows):
        Discovery.objects.create(space=space, unit=unit)
    if country:
        Discovery.objects.create(space=space, country=country)
    for person in people:
        surround(dice, space, person, people)
    return space


def surround(dice: random.Random, space: Space, person: Person, people: list[Person]) -> None:
    """Perhaps a member, perhaps invited (still, or once), perhaps looking in (still, or once)."""
    if dice.random() < 0.25:
        Membership.objects.create(space=space, person=person, role=dice.choice(["owner", "manager", "member", "guest"]))
    if dice.random() < 0.15:
        ended = {dice.choice(["accepted_at", "declined_at", "revoked_at"]): dice.choice([None, NOW])}
        Invitation.objects.create(space=space, person=person, invited_by=dice.choice(people), **ended)
    if dice.random() < 0.1:
        until = NOW + timedelta(days=dice.choice([-1, 1]))
        GlassBreak.objects.create(space=space, person=person, reason="A reason", until=until)


def disagreements(
    rows: "QuerySet[Any]", seen: Callable[[Person], Q], reached: Callable[[Any], "QuerySet[Person]"]
) -> list[str]:
    """Pairs of a person and a thing about which the two directions disagree."""
    wrong = []
    reach = {thing.pk: set(reached(thing).values_list("pk", flat=True)) for thing in rows}
    for person, thing in product(Person.objects.all(), rows):
        sees = rows.filter(seen(person), pk=thing.pk).exists()
        if sees != (person.pk in reach[thing.pk]):
            wrong.append(f"{person} ({person.kind}) {'sees' if sees else 'does not see'} {thing!r}, its reach differs")
    return wrong


def test_spaces_exist_for_their_audience(dice: random.Random) -> None:
    wrong = disagreements(Space.objects.all(), spaces.visible, spaces.audience)
    assert not wrong, "\n".join(wrong)


def test_spaces_are_read_by_their_readers(dice: random.Random) -> None:
    wrong = disagreements(Space.objects.all(), spaces.readable, spaces.readers)
    assert not wrong, "\n".join(wrong)


def test_pages_are_seen_by_their_audience(dice: random.Random) -> None:
    writer = Person.objects.order_by("pk")[0]
    for space, withdrawn in product(Space.objects.all(), (None, NOW)):
        Page.objects.create(space=space, title="Page", created_by=writer, changed_by=writer, withdrawn_at=withdrawn)
    wrong = disagreements(Page.objects.select_related("space"), pages.visible, pages.audience)
    assert not wrong, "\n".join(wrong)


def test_files_are_seen_by_their_audience(dice: random.Random) -> None:
    writer = Person.objects.order_by("pk")[0]
    for number, (space, withdrawn) in enumerate(product(Space.objects.all(), (None, NOW))):
        told = {"name": f"{number}.txt", "folded": f"{number}.txt", "order": f"{number}.txt", "withdrawn_at": withdrawn}
        Document.objects.create(space=space, created_by=writer, changed_by=writer, **told)
    wrong = disagreements(Document.objects.select_related("space"), files.visible, files.audience)
    assert not wrong, "\n".join(wrong)


def test_events_are_seen_by_their_audience(dice: random.Random) -> None:
    told = {"created_by": (writer := Person.objects.order_by("pk")[0]), "changed_by": writer, "zone": "Europe/Paris"}
    for space, called_off in product(Space.objects.all(), (None, NOW)):
        when = {"starts_at": NOW, "ends_at": NOW + timedelta(hours=1), "called_off_at": called_off}
        Event.objects.create(space=space, title="Event", **told, **when)
    wrong = disagreements(Event.objects.select_related("space"), calendar.visible, calendar.audience)
    assert not wrong, "\n".join(wrong)


def test_conversations_exist_for_those_who_take_part(dice: random.Random) -> None:
    wrong = disagreements(Conversation.objects.all(), chat.visible, chat.audience)
    assert not wrong, "\n".join(wrong)
    assert Conversation.objects.exists()


def test_messages_are_read_by_their_readers(dice: random.Random) -> None:
    wrong = disagreements(Message.objects.all(), chat.readable, chat.readers)
    assert not wrong, "\n".join(wrong)


def test_a_message_waits_for_those_it_is_said_to_wait_for(dice: random.Random) -> None:
    everybody = {person.pk: person for person in Person.objects.all()}
    for message in Message.objects.all():
        waits = {pk for pk, one in everybody.items() if chat_queries.unread_by(one).filter(pk=message.pk).exists()}
        assert waits == chat_queries.waiting_for(message.pk, set(everybody))


def test_who_reads_a_space_also_sees_it(dice: random.Random) -> None:
    for person in Person.objects.all():
        assert not Space.objects.filter(spaces.readable(person)).exclude(spaces.visible(person)).exists()


def test_a_visitor_sees_no_space(dice: random.Random) -> None:
    nobody: Q = spaces.visible(AnonymousUser()) | spaces.readable(AnonymousUser())  # type: ignore[arg-type]  # a visitor
    assert not Space.objects.filter(nobody).exists()


def test_the_worlds_hold_every_case(dice: random.Random) -> None:
    """A world in which nobody sees anything would prove nothing."""
    assert Space.objects.filter(shown_at__isnull=False).exists()
    assert any(Space.objects.filter(spaces.visible(person)).exists() for person in Person.objects.all())
