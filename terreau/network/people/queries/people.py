"""Every read about people, trimmed to whom the viewer may know of."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from terreau.foundation.access.prepared import Prepared
from terreau.foundation.identity.composed import Composed
from terreau.foundation.identity.models import Kind, Person
from terreau.foundation.orgs import queries as orgs
from terreau.foundation.text import names, words
from terreau.foundation.text.folding import fold
from terreau.foundation.text.keys import slug
from terreau.network.people import rules
from terreau.network.people.models import CustomField, Facet, Follow, Profile, Skill, SpokenLanguage, Word

PAGE = 20
MENTIONED = 8
REPORTS = 12
NEWCOMERS, NEW = 3, timedelta(days=21)
SMALL, LARGE = 96, 320  # pixels: a face beside a name, and at the head of a profile, on a fine screen


@dataclass(frozen=True, slots=True)
class Row:
    """Someone in the directory."""

    id: int
    key: str
    name: str
    title: str
    site: str
    country: str
    languages: tuple[str, ...]
    skills: tuple[str, ...]
    followed: bool
    photo: str = ""

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
    def picture(self) -> str:
        return picture(self.photo)

    @property
    def portrait(self) -> str:
        return picture(self.photo, LARGE)


@dataclass(frozen=True)
class Found:
    """One page of the directory and where the next begins."""

    people: list[Row]
    next: str | None


@dataclass(frozen=True)
class ProfilePage:
    """All that a profile shows around what its person wrote."""

    row: Row
    given: str
    unit: str
    unit_url: str
    pronunciation: str
    about: str
    ask_me_about: tuple[str, ...]
    phone: str
    local_time: datetime
    source: str
    here: bool
    left: bool
    own: bool
    may_follow: bool
    may_write: bool
    followers: int
    manager: Row | None = None
    reports: tuple[Row, ...] = ()
    more_reports: int = 0
    custom: list[tuple[str, str]] = field(default_factory=list)
    missing: tuple[str, ...] = ()


def address(key: str, name: str) -> str:
    """`/people/m3x9qa-alice-vasseur`: the key decides, the words are for people."""
    return f"/people/{key}-{slug(name)}"


def unit_address(key: str, name: str) -> str:
    """`/units/m3x9qa-aubier-fenetres`."""
    return f"/units/{key}-{slug(name)}"


def followed_by(viewer: Person) -> "QuerySet[Follow, Any]":
    """Ids (`followed_id`) of the people the viewer follows."""
    return Follow.objects.filter(follower_id=viewer.pk).values("followed_id")


def seen_by(viewer: Person) -> QuerySet[Person]:
    """People that exist for the viewer; anyone else is absent."""
    return Person.objects.filter(rules.visible(viewer))


def visible_ids(viewer: Person) -> "QuerySet[Person, Any]":
    """Ids of the people who exist for the viewer."""
    return Person.objects.filter(rules.visible(viewer)).values("id")


def card_rows(viewer: Person, ids: Collection[int]) -> list[Person]:
    """Of these people, those who exist for the viewer, with their titles: what cards say of them, and no more."""
    return said_of_people(viewer, list(ids))


said_of_people = Prepared(
    lambda viewer, ids: (
        Person.objects.filter(rules.visible(viewer), pk__in=ids)
        .select_related("profile")
        .only("key", "name", "photo", "profile__title")
    )
)


def directory(
    viewer: Person,
    *,
    text: str = "",
    unit: str = "",
    country: str = "",
    language: str = "",
    skill: str = "",
    after: str = "",
) -> Found:
    """Colleagues by name, narrowed. `after` is the sort name and id of the last one shown (`name~id`)."""
    place = place_of(after)
    values: dict[str, Any] = {"country": country, "language": language, "skill": fold(skill)}
    values = {what: value for what, value in values.items() if value}
    if place:
        values |= {"name": place[0], "id": place[1]}
    if text or unit:
        ids = list(by_name(tuple(values), viewer, values.values(), words.tokens(text)[:6], unit))
    else:
        ids = plainly(tuple(values))(viewer, *values.values())
    last = ids[PAGE - 1] if len(ids) > PAGE else None
    return Found(rows(viewer, [id for id, _ in ids[:PAGE]]), f"{last[1]}~{last[0]}" if last else None)


def place_of(after: str) -> tuple[str, int] | None:
    """The sort name and the id of `name~id`, where a list of people goes on; None for anything else."""
    name, _mark, id = after.rpartition("~")
    return (name, int(id)) if id.isascii() and id.isdecimal() and len(id) <= 18 else None


@lru_cache(maxsize=32)
def plainly(narrowed: tuple[str, ...]) -> "Prepared[tuple[int, str]]":
    """Colleagues narrowed by these, composed once. Words and units have shapes of their own and are not."""
    return Prepared(lambda viewer, *values: by_name(narrowed, viewer, values))


def by_name(
    narrowed: tuple[str, ...], viewer: Person, values: Iterable[Any], begun: Sequence[str] = (), unit: str = ""
) -> "QuerySet[Profile, tuple[int, str]]":
    """A page and one more of `(person, sort name)`, for the values of what it is narrowed by."""
    given = dict(zip(narrowed, values, strict=True))
    found = Profile.objects.filter(person__left_at=None).exclude(person__kind__in=[Kind.SYSTEM, Kind.BOT])
    for word in begun:
        found = found.filter(Exists(Word.objects.filter(person=OuterRef("person"), word__startswith=fold(word))))
    if unit:
        found = found.filter(Exists(Person.objects.filter(orgs.within(viewer, unit), pk=OuterRef("person"))))
    if "country" in given:
        found = found.filter(person__placement__country=given["country"])
    if "language" in given:
        spoken = SpokenLanguage.objects.filter(person=OuterRef("person"), language=given["language"])
        found = found.filter(Exists(spoken))
    if "skill" in given:
        found = found.filter(Exists(Skill.objects.filter(person=OuterRef("person"), folded=given["skill"])))
    if "id" in given:
        further = Q(sort_name__gt=given["name"]) | Q(sort_name=given["name"], person_id__gt=given["id"])
        found = found.filter(further)
    seen = Exists(Person.objects.filter(rules.visible(viewer), pk=OuterRef("person")))
    return found.filter(seen).order_by("sort_name", "person_id").values_list("person_id", "sort_name")[: PAGE + 1]


def rows(viewer: Person, ids: list[int]) -> list[Row]:
    """People already known to be visible, in the order given: four queries for any number."""
    found = {row[0]: row for row in people_of(ids)}
    spoken, known = grouped(spoken_by(ids)), grouped(known_by(ids))
    followed = set(followed_among(viewer.pk, ids))
    return [
        row_of(found[id], tuple(spoken.get(id, ())), tuple(known.get(id, ())[:5]), id in followed)
        for id in ids
        if id in found
    ]


COLUMNS = ("pk", "key", "name", "profile__title", "placement__site__name", "placement__country", "photo")
people_of = Composed(lambda ids: Person.objects.filter(pk__in=ids).values_list(*COLUMNS))
spoken_by = Composed(
    lambda ids: SpokenLanguage.objects.filter(person_id__in=ids).order_by("pk").values_list("person_id", "language")
)
known_by = Composed(lambda ids: Skill.objects.filter(person_id__in=ids).order_by("pk").values_list("person_id", "name"))
followed_among = Composed(
    lambda person, ids: Follow.objects.filter(follower_id=person, followed_id__in=ids).values_list(
        "followed_id", flat=True
    )
)
all_facets = Composed(lambda: Facet.objects.order_by("kind", "-count", "label"))


def row_of(found: tuple[Any, ...], spoken: tuple[str, ...], known: tuple[str, ...], followed: bool) -> Row:
    """One person from the columns of `rows`."""
    id, key, name, title, site, country, photo = found
    return Row(id, key, name, title or "", site or "", country or "", spoken, known, followed, photo)


def picture(photo: str, width: int = SMALL) -> str:
    """The address of someone’s `Person.photo` as a copy at least `width` pixels wide; empty where there is none."""
    return f"/files/{photo}?size={width}" if photo else ""


def grouped(pairs: Any) -> dict[int, list[str]]:
    """Values by person."""
    found: dict[int, list[str]] = {}
    for person_id, value in pairs:
        found.setdefault(person_id, []).append(value)
    return found


def facets(viewer: Person) -> dict[str, list[Facet]]:
    """The side of the directory: countries, languages, skills, with counts a job keeps; nothing for guests."""
    if not rules.may_browse(viewer):
        return {}
    found: dict[str, list[Facet]] = {"unit": [], "country": [], "language": [], "skill": []}
    for facet in all_facets():
        found.setdefault(facet.kind, []).append(facet)
    return found


def profile_page(viewer: Person, person: Person) -> ProfilePage:
    """A profile, for a person already known to be visible."""
    (row,) = rows(viewer, [person.pk])
    profile = Profile.objects.filter(person=person).first() or Profile(person=person)
    columns = ("placement__unit__name", "placement__unit__key")
    unit, unit_key = Person.objects.filter(pk=person.pk).values_list(*columns)[0]
    own = person.pk == viewer.pk
    manager, reports, further = around(viewer, person)
    return ProfilePage(
        row=row,
        given=person.get_short_name(),
        unit=unit or "",
        unit_url=unit_address(unit_key, unit) if unit_key and rules.may_browse(viewer) else "",
        pronunciation=profile.pronunciation,
        about=profile.about,
        ask_me_about=tuple(part.strip() for part in profile.ask_me_about.split(",") if part.strip()),
        phone=profile.phone,
        local_time=timezone.now().astimezone(ZoneInfo(person.time_zone)),
        source=profile.source,
        here=person.joined_at is not None,
        left=person.left_at is not None,
        own=own,
        may_follow=rules.may_follow(viewer, person),
        may_write=rules.may_write_to(viewer, person),
        followers=Follow.objects.filter(followed=person).count(),
        manager=manager,
        reports=tuple(reports),
        more_reports=further,
        custom=custom_lines(viewer, profile),
        missing=missing_of(profile, row) if own else (),
    )


def around(viewer: Person, person: Person) -> tuple[Row | None, list[Row], int]:
    """The person’s manager, those who report to them, and how many more there are. Nothing for guests."""
    if not rules.may_browse(viewer):
        return None, [], 0
    manager_id = Person.objects.filter(pk=person.pk).values_list("placement__manager_id", flat=True)[0]
    under = Person.objects.filter(rules.visible(viewer), placement__manager_id=person.pk, left_at=None)
    ids = list(under.order_by("profile__sort_name", "pk").values_list("pk", flat=True)[: REPORTS + 1])
    further = under.count() - REPORTS if len(ids) > REPORTS else 0
    found = {row.id: row for row in rows(viewer, [*ids[:REPORTS], *([manager_id] if manager_id else [])])}
    return found.get(manager_id), [found[id] for id in ids[:REPORTS]], further


def newcomers(viewer: Person) -> list[tuple[Row, datetime]]:
    """Colleagues of the viewer’s site or unit who came in these last weeks, the newest first, and since when.

    Nothing for guests, who meet people in the spaces they were added to.
    """
    if not rules.may_browse(viewer):
        return []
    columns = ("placement__site_id", "placement__unit_id")
    site, unit = Person.objects.filter(pk=viewer.pk).values_list(*columns)[0]
    near = Q(placement__site_id=site) if site else Q(pk__in=[])
    near |= Q(placement__unit_id=unit) if unit else Q(pk__in=[])
    fresh = Person.objects.present().filter(near, kind=Kind.MEMBER, joined_at__gt=timezone.now() - NEW)
    found = dict(fresh.exclude(pk=viewer.pk).order_by("-joined_at", "pk").values_list("pk", "joined_at")[:NEWCOMERS])
    return [(row, since) for row in rows(viewer, list(found)) if (since := found[row.id])]


def interests(viewer: Person) -> list[str]:
    """The words of the viewer’s title, skills, unit and site: what may be close to their work."""
    columns = ("profile__title", "profile__ask_me_about", "placement__unit__name", "placement__site__name")
    told = Person.objects.filter(pk=viewer.pk).values_list(*columns).first() or ()
    known = Skill.objects.filter(person_id=viewer.pk).order_by("pk").values_list("name", flat=True)
    return words.tokens(" ".join([*known, *(word for word in told if word)]))


def custom_lines(viewer: Person, profile: Profile) -> list[tuple[str, str]]:
    """The administrator’s further lines that this profile fills, named in the viewer’s language."""
    fields = CustomField.objects.filter(ended_at=None).order_by("position", "slug")
    lines = [(f.labels.get(viewer.language) or f.slug, profile.custom.get(f.slug, "")) for f in fields]
    return [(label, value) for label, value in lines if value]


def missing_of(profile: Profile, row: Row) -> tuple[str, ...]:
    """What would still help colleagues find this person, in the order in which it helps most."""
    wanted = {
        "photo": profile.photo_id,
        "title": profile.title,
        "ask_me_about": profile.ask_me_about,
        "skills": row.skills,
        "about": profile.about,
    }
    return tuple(name for name, value in wanted.items() if not value)


def mentionable(viewer: Person, *, text: str) -> list[Row]:
    """The first few people whose name begins so, for `@`."""
    return beginning(viewer, seen_by(viewer).filter(left_at=None).exclude(kind=Kind.BOT), text)


def reachable(viewer: Person, *, text: str) -> list[Row]:
    """The first few people whose name begins so, among those to whom the viewer may write."""
    return beginning(viewer, Person.objects.filter(rules.reachable(viewer)), text)


def beginning(viewer: Person, found: QuerySet[Person], text: str) -> list[Row]:
    """Of these people the first few with names that begin with the words of `text`; nobody for no word."""
    parts = [fold(word) for word in words.tokens(text)[:4]]
    if not parts:
        return []
    for part in parts:
        found = found.filter(Exists(Word.objects.filter(person=OuterRef("pk"), word__startswith=part)))
    ids = list(found.order_by("profile__sort_name", "pk").values_list("pk", flat=True)[:MENTIONED])
    return rows(viewer, ids)


def own_profile(viewer: Person) -> dict[str, Any]:
    """What the form of one’s own profile begins with."""
    profile = Profile.objects.filter(person=viewer).first() or Profile(person=viewer)
    told = {name: getattr(profile, name) for name in ("title", "pronunciation", "about", "ask_me_about", "phone")}
    skills = Skill.objects.filter(person=viewer).order_by("pk").values_list("name", flat=True)
    spoken = SpokenLanguage.objects.filter(person=viewer).order_by("pk").values_list("language", flat=True)
    lines = {f"line_{slug}": value for slug, value in profile.custom.items()}
    site = orgs.own_site(viewer)
    told["site"] = site.key if site else ""
    return {**told, "name": viewer.name, "skills": ", ".join(skills), "languages": list(spoken), **lines}


def site_choices(viewer: Person) -> list[tuple[str, str]]:
    """The sites among which the viewer chooses their own."""
    return [(site.key, site.name) for site in orgs.open_sites(viewer)]


def findable(ids: Collection[int]) -> QuerySet[Person]:
    """Of these people, those that search may keep, with profile and skills at hand."""
    found = Person.objects.filter(pk__in=ids).exclude(kind=Kind.SYSTEM)
    return found.select_related("profile").prefetch_related("skills")


def acquaintances(id: int, among: Collection[int]) -> set[int]:
    """Which of the people `among` may know of this person."""
    person = Person.objects.filter(pk=id).first()
    return set(rules.audience(person).filter(pk__in=among).values_list("pk", flat=True)) if person else set()


def profile_of(person: Person) -> Profile | None:
    """The profile that came with the person; None where they have none yet."""
    found: Profile | None = getattr(person, "profile", None)
    return found
