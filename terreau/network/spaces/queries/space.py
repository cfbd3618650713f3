"""What the pages of one space say around their content."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand, one
from terreau.foundation.identity.composed import Composed
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import queries as orgs
from terreau.foundation.text import names
from terreau.network.spaces import rules
from terreau.network.spaces.models import Discovery, GlassBreak, Invitation, Membership, Openness, Request, Role, Space
from terreau.network.spaces.queries.rows import Keeper, address, by_key, named
from terreau.network.spaces.queries.templates import TEMPLATES, country_name, language_name

KEEPERS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class SpacePage:
    """The head and the side of a space’s page: what it is, who looks after it, what the viewer may do here."""

    id: int
    key: str
    name: str
    purpose: str
    openness: str
    joining: str
    language: str
    category: str
    member_count: int
    archived: bool
    official: bool
    source: str
    role: str
    level: str
    starred: bool
    readable: bool
    may_publish: bool
    may_manage: bool
    may_edit: bool
    may_join: bool
    may_request: bool
    waiting: bool
    invited_by: str
    asking: int
    keepers: list[Keeper]
    looking: "list[Look]"
    opened: datetime
    review_on: date | None

    @property
    def url(self) -> str:
        return address(self.key, self.name)

    @property
    def initials(self) -> str:
        return names.initials(self.name)

    @property
    def tone(self) -> int:
        return names.tone(self.key)

    @property
    def invited(self) -> bool:
        return bool(self.invited_by)

    @property
    def owners(self) -> int:
        return sum(keeper.role == Role.OWNER for keeper in self.keepers)

    @property
    def two_keys(self) -> bool:
        """Two people who can keep the space alive when one of them leaves."""
        return self.owners >= 2 or (self.owners == 1 and len(self.keepers) >= 2)


def membership_question(space: int, person: int) -> "QuerySet[Any, Any]":
    """A membership, and whether somebody looks into the space behind broken glass."""
    broken = Exists(GlassBreak.objects.filter(rules.lasting(), space=OuterRef("space")))
    return Membership.objects.filter(space_id=space, person_id=person).annotate(broken=broken)


membership = Composed(membership_question)


def page_of(viewer: Person, space: Space) -> SpacePage:
    """All that a space’s pages say around their content, for a space already known to be visible."""
    mine = next(iter(membership(space.pk, viewer.pk)), None)
    role = mine.role if mine else ""
    keeps = role in rules.KEEPERS
    living = space.archived_at is None
    return SpacePage(
        id=space.pk,
        key=space.key,
        name=named(space.name, space.names, viewer.language),
        purpose=named(space.purpose, space.purposes, viewer.language),
        openness=space.openness,
        joining=space.joining,
        language=space.language,
        category=space.category,
        member_count=space.member_count,
        archived=not living,
        official=space.official_at is not None,
        source=space.source,
        role=role,
        level=mine.level if mine else "",
        starred=mine is not None and mine.starred_at is not None,
        readable=mine is not None or rules.may_read(viewer, space),
        may_publish=mine is not None and living,
        may_manage=keeps,
        may_edit=keeps and living,
        may_join=mine is None and rules.walks_in(viewer, space),
        may_request=mine is None and rules.asks_at(viewer, space),
        waiting=mine is None and Request.objects.filter(space=space, person_id=viewer.pk, answered_at=None).exists(),
        invited_by="" if mine else inviter_of(viewer, space),
        asking=Request.objects.filter(space=space, answered_at=None).count() if keeps else 0,
        keepers=keepers_of(viewer, space) if mine or space.openness != Openness.SECRET else [],
        looking=looks_of(viewer, space, lasting=True) if mine and mine.broken else [],
        opened=space.created_at,
        review_on=space.review_on,
    )


def inviter_of(viewer: Person, space: Space) -> str:
    """Who invited the viewer, as long as the invitation holds; else nothing."""
    standing = Invitation.objects.filter(rules.open_invitation(viewer), space=space)
    return standing.values_list("invited_by__name", flat=True).first() or ""


def keepers_of(viewer: Person, space: Space) -> list[Keeper]:
    """Owners first, then community managers; those who left the company keep nothing."""
    return [Keeper(key, name, role, title or "", photo) for key, name, role, title, photo in keepers(space.pk)]


def keepers_question(space: int) -> "QuerySet[Membership, Any]":
    rank = Case(When(role=Role.OWNER, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = Membership.objects.filter(space_id=space, role__in=rules.KEEPERS, person__left_at=None)
    columns = ("person__key", "person__name", "role", "person__profile__title", "person__photo")
    return rows.order_by(rank, "joined_at").values_list(*columns)[:KEEPERS_SHOWN]


keepers: Composed[tuple[str, str, str, str | None, str]] = Composed(keepers_question)


@dataclass(frozen=True, slots=True)
class Look:
    """An administrator looked in: who, why, from when until when."""

    name: str
    reason: str
    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class About:
    """What decides a space’s life, for its page about itself."""

    meant_for: str
    template: str
    sponsor: Keeper | None
    care_hours: Decimal | None
    review_on: date | None
    created_at: datetime
    language: str
    spoken: list[tuple[str, str, str]]
    countries: list[str]
    units: list[str]
    looks: list[Look]
    may_leave: bool
    may_archive: bool
    may_administer: bool
    may_set_discovery: bool
    may_break_glass: bool

    @property
    def overdue(self) -> bool:
        return self.review_on is not None and self.review_on < timezone.localdate()


def about(viewer: Person, space: Space) -> About:
    """What a space says about itself, for a space already known to be visible."""
    limits = Discovery.objects.filter(space=space).values_list("country", "unit__name") if space.restricted else []
    carries = sponsor_of(viewer, space)
    sponsor = Keeper(carries.key, carries.name, role="", title="") if carries and carries.left_at is None else None
    inside = rules.role_of(viewer, space) is not None
    return About(
        meant_for=space.meant_for,
        template=str(TEMPLATES[space.template].name) if space.template in TEMPLATES else "",
        sponsor=sponsor,
        care_hours=space.care_hours,
        review_on=space.review_on,
        created_at=space.created_at,
        language=language_name(space.language, viewer.language),
        spoken=spoken(space, viewer.language),
        countries=sorted(country_name(country, viewer.language) for country, _unit in limits if country),
        units=sorted(unit for _country, unit in limits if unit),
        looks=looks_of(viewer, space) if inside else [],
        may_leave=inside and not rules.is_last_owner(viewer, space),
        may_archive=rules.may_archive(viewer, space),
        may_administer=rules.may_administer(viewer, space),
        may_set_discovery=rules.may_set_discovery(viewer, space),
        may_break_glass=not rules.may_read(viewer, space) and rules.may_break_glass(viewer, space),
    )


def looks_of(viewer: Person, space: Space, *, lasting: bool = False) -> list[Look]:
    """The newest times the glass was broken, for those who live behind it; with `lasting` those not over yet."""
    rows = GlassBreak.objects.filter(space=space).order_by("-at")
    if lasting:
        rows = rows.filter(rules.lasting())
    return [Look(*row) for row in rows.values_list("person__name", "reason", "at", "until")[:3]]


def looks(viewer: Person, space: Space) -> list[Look]:
    """The same for a program; `Refused` to who is not inside."""
    demand(rules.role_of(viewer, space) is not None, _("Those inside see who looked in."))
    return looks_of(viewer, space)


def spoken(space: Space, language: str) -> list[tuple[str, str, str]]:
    """The space’s names in its other languages: (language code, language’s name, name here)."""
    others = {code: name for code, name in space.names.items() if name and code != space.language}
    return [(code, language_name(code, language), name) for code, name in sorted(others.items())]


def further(viewer: Person, *, before: dict[str, str], sent: dict[str, str], own: str) -> dict[str, str]:
    """Words in other languages than the space’s own: those there were, with what the viewer sent in their place."""
    demand(own not in sent, _("In its own language a space has “name” and “purpose”: send those."))
    return {code: text for code, text in {**before, **sent}.items() if text and code != own}


def editable(viewer: Person, key: str) -> Space:
    """A space whose settings the viewer may change; `Absent` where it is hidden, `Refused` where it is not theirs."""
    space = by_key(viewer, key)
    demand(rules.may_edit(viewer, space), _("The keepers of this space change its settings."))
    return space


def name_of_sponsor(viewer: Person, space: Space) -> str:
    """The sponsor’s name as its settings show it; empty where nobody is named."""
    sponsor = sponsor_of(viewer, space)
    return sponsor.name if sponsor else ""


def sponsor_of(viewer: Person, space: Space) -> Person | None:
    """Who carries the space, as its settings name them."""
    return Person.objects.filter(pk=space.sponsor_id).first() if space.sponsor_id else None


def may_begin(viewer: Person) -> dict[str, bool]:
    """What the viewer may begin in the list of spaces."""
    return {
        "may_create": rules.may_create(viewer),
        "may_propose": rules.may_propose(viewer),
        "may_look_in": rules.may_look_in(viewer),
    }


def beginning(viewer: Person) -> dict[str, bool]:
    """The same for the page that asks for a space; `Refused` for guests."""
    demand(rules.may_propose(viewer), _("Colleagues propose spaces; guests take part in them."))
    return may_begin(viewer)


def behind_glass(viewer: Person, key: str) -> Space:
    """A space whose glass the viewer could break, or `Absent`."""
    return one(Space.objects.filter(rules.glass_before(viewer), key=key))


def places(viewer: Person) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Where a space’s discovery may be limited to: countries, and entities of the company, as choices."""
    found = list(orgs.entities(viewer).values_list("key", "name", "country"))
    countries = {code: country_name(code, viewer.language) for _key, _name, code in found if code}
    return sorted(countries.items(), key=lambda pair: pair[1]), [(key, name) for key, name, _code in found]


def choices(viewer: Person, space: Space) -> tuple[list[tuple[str, str]], list[tuple[str, str]]] | None:
    """The same for this space: None where the viewer does not decide who finds it."""
    return places(viewer) if rules.may_set_discovery(viewer, space) else None


def limits_of(viewer: Person, space: Space) -> tuple[list[str], list[tuple[str, str]]]:
    """The countries, and the entities by key and name, to which the space’s discovery is limited now."""
    rows = list(Discovery.objects.filter(space=space).values_list("country", "unit__key", "unit__name"))
    countries = sorted(country for country, _key, _name in rows if country)
    return countries, sorted(((key, name) for _country, key, name in rows if key), key=lambda unit: unit[1])


def limits_among(viewer: Person, *, countries: Collection[str], units: Collection[str]) -> dict[str, list[Any]]:
    """Countries and keys of entities as `actions.set_discovery` takes them; `Refused` where one is not known here."""
    known, _entities = places(viewer)
    ids = list(orgs.entities(viewer).filter(key__in=units).values_list("pk", flat=True))
    there = set(countries) <= {code for code, _name in known} and len(ids) == len(set(units))
    demand(there, _("This country or entity is not known here."))
    return {"countries": sorted(set(countries)), "units": ids}
