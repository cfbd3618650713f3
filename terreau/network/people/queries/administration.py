"""People as those who administer them see them; and the further lines of the profile."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from terreau.foundation.access.words import Absent, one
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import queries as orgs
from terreau.foundation.text import names, words
from terreau.foundation.text.folding import fold
from terreau.foundation.text.keys import slug
from terreau.network.people import rules
from terreau.network.people.models import CustomField, Word
from terreau.network.people.queries.people import address, picture, seen_by

PAGE = 20
STATES = ("here", "not_yet", "suspended", "left")


@dataclass(frozen=True, slots=True)
class Administered:
    """Somebody as those who administer them see them: an account and a place, nothing they wrote."""

    id: int
    key: str
    name: str
    login: str
    kind: str
    unit: str
    site: str
    country: str
    state: str
    photo: str = ""

    @property
    def url(self) -> str:
        return f"/administration/people/{self.key}-{slug(self.name)}"

    @property
    def initials(self) -> str:
        return names.initials(self.name)

    @property
    def tone(self) -> int:
        return names.tone(self.key)

    @property
    def picture(self) -> str:
        return picture(self.photo)


Listed = tuple[list[Administered], int | None]
PLACES = ("placement__unit__name", "placement__site__name", "placement__country")


def administered(
    viewer: Person, *, text: str = "", state: str = "", unit: str = "", before: int | None = None
) -> Listed:
    """One page of the people the viewer administers, the newest account first, and the id where the next begins."""
    orgs.for_administrators(viewer)
    found = Person.objects.filter(orgs.administered_by(viewer), told_by(text), in_state(state))
    if unit:
        found = found.filter(placement__unit__path__startswith=orgs.unit_of(viewer, unit).path)
    if before:
        found = found.filter(pk__lt=before)
    columns = (
        "pk",
        "key",
        "name",
        "username",
        "email",
        "kind",
        *PLACES,
        "joined_at",
        "left_at",
        "suspended_at",
        "photo",
    )
    rows = list(found.order_by("-pk").values_list(*columns)[: PAGE + 1])
    shown = [administered_row(*row) for row in rows[:PAGE]]
    return shown, shown[-1].id if len(rows) > PAGE else None


def administered_row(
    pk: int, key: str, name: str, username: str | None, email: str | None, kind: str, *rest: Any
) -> Administered:
    unit, site, country, joined, left, suspended, photo = rest
    state = "left" if left else "suspended" if suspended else "here" if joined else "not_yet"
    place = (unit or "", site or "", country or "")
    return Administered(pk, key, name, email or username or "", kind, *place, state, photo)


def told_by(text: str) -> Q:
    """Found by the words of the directory, or by their whole user name or e-mail address."""
    asked = Q()
    for word in words.tokens(text)[:6]:
        asked &= Q(pk__in=Word.objects.filter(word__startswith=fold(word)).values("person_id"))
    whole = text.strip()
    return asked | Q(username__iexact=whole) | Q(email__iexact=whole) if whole else Q()


def in_state(state: str) -> Q:
    """`here`, `not_yet`, `suspended`, `left`; empty: all of them."""
    asked = {
        "here": Q(left_at=None, suspended_at=None, joined_at__isnull=False),
        "not_yet": Q(left_at=None, suspended_at=None, joined_at=None),
        "suspended": Q(left_at=None, suspended_at__isnull=False),
        "left": Q(left_at__isnull=False),
    }
    return asked.get(state, Q())


def administered_person(viewer: Person, key: str) -> Person:
    """Somebody whom the viewer administers, or `Absent`."""
    return one(Person.objects.filter(orgs.administered_by(viewer), key=key))


def administered_people(viewer: Person, keys: Collection[str]) -> list[Person]:
    """All of these people, if the viewer administers every one of them; otherwise `Absent`."""
    found = list(Person.objects.filter(orgs.administered_by(viewer), key__in=keys).order_by("pk"))
    if not found or len(found) != len(set(keys)):
        raise Absent
    return found


def named_exactly(viewer: Person, text: str) -> list[Person]:
    """Colleagues with this whole user name, e-mail address or name; two at most, so that nobody is guessed."""
    seen = seen_by(viewer).filter(left_at=None)
    exact = list(seen.filter(Q(username__iexact=text) | Q(email__iexact=text))[:2])
    return exact or list(seen.filter(name__iexact=text)[:2])


def account_of(viewer: Person, person: Person) -> dict[str, Any]:
    """What the page of somebody administered shows beside its forms, and what the viewer may do there."""
    placement = orgs.placement_of(viewer, person)
    columns = (person.pk, person.key, person.name, person.username, person.email, person.kind)
    unit, site = (placement.unit, placement.site) if placement else (None, None)
    where = (unit.name if unit else "", site.name if site else "", placement.country if placement else "")
    since = (person.joined_at, person.left_at, person.suspended_at)
    return {
        "row": administered_row(*columns, *where, *since, person.photo),
        "person": person,
        "placement": placement,
        "profile": address(person.key, person.name),
        "duties": orgs.duty_rows(viewer, person=person),
        "past": orgs.duty_rows(viewer, person=person, ended=True),
        "may_change": rules.may_change_account(viewer, person),
        "may_invite": bool(person.email) and rules.may_ask_in(viewer, person),
        "may_place": rules.may_place(viewer, person),
        "may_entrust": rules.may_be_entrusted(viewer, person),
        "sessions": person.sessions.count(),
    }


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A further line of the profile, with what its form begins with."""

    key: str
    label: str
    told: dict[str, Any]


def custom_fields(viewer: Person) -> list[FieldRow]:
    """The lines in force, in order; absent for whoever does not administer the whole network."""
    if not rules.may_add_lines(viewer):
        raise Absent
    rows = CustomField.objects.filter(ended_at=None).order_by("position", "slug")
    return [field_row(viewer, field) for field in rows]


def field_row(viewer: Person, field: CustomField) -> FieldRow:
    told = {f"label_{code}": label for code, label in field.labels.items()} | {"position": field.position}
    return FieldRow(field.slug, field.labels.get(viewer.language) or field.slug, told)


def custom_field(viewer: Person, key: str) -> CustomField:
    """One line in force, or `Absent`."""
    if not rules.may_add_lines(viewer):
        raise Absent
    return one(CustomField.objects.filter(slug=key, ended_at=None))


def open_lines(viewer: Person) -> list[tuple[str, str]]:
    """Word and name, in the viewer’s language, of the lines in force, in order: what everybody may fill in."""
    rows = CustomField.objects.filter(ended_at=None).order_by("position", "slug")
    return [(field.slug, field.labels.get(viewer.language) or field.slug) for field in rows]
