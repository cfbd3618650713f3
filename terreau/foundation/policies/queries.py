from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from terreau.foundation.access.words import Absent
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import queries as orgs
from terreau.foundation.policies import rules
from terreau.foundation.policies.models import Policy
from terreau.foundation.policies.names import ADMINISTRATION, NETWORK_DEFAULT, QUIET_HOURS, RULES, Rule
from terreau.foundation.policies.quiet import QuietHours, zone_of

T = TypeVar("T")
SHOWN = 50


@dataclass(frozen=True)
class InForce(Generic[T]):
    """A value in force: where it comes from, since when (None: from the start), and for which place if for one."""

    value: T
    source: str
    since: datetime | None
    place: str
    by: str = ""


def in_force(rule: Rule[T], place: str = "") -> InForce[T]:
    """What is ruled now: for the subdivision, its country, the network; else the defaults in the same order."""
    return Ruled(rule).for_place(place)


def value(rule: Rule[T], place: str = "") -> T:
    """The value in force alone."""
    return in_force(rule, place).value


def said(source: str) -> str:
    """Where a value comes from, in the reader’s language."""
    known = {NETWORK_DEFAULT: _("default of the network"), ADMINISTRATION: _("administration")}
    return known.get(source, source)


class Ruled(Generic[T]):
    """One rule for all places, read once: for whoever asks for many people."""

    def __init__(self, rule: Rule[T]) -> None:
        self.rule = rule
        found = Policy.objects.filter(name=rule.name, until=None).select_related("ruled_by")
        self.rows = {row.place: row for row in found}

    def for_place(self, place: str = "") -> InForce[T]:
        for one in (place, place[:2], ""):
            if row := self.rows.get(one):
                by = row.ruled_by.name if row.ruled_by else ""
                return InForce(self.rule.read(row.value), row.source, row.since, row.place, by)
        own = next((one for one in (place, place[:2]) if one in self.rule.places), "")
        return InForce(self.rule.read(self.rule.places.get(own, self.rule.default)), NETWORK_DEFAULT, None, own)

    def everywhere(self) -> list[InForce[T]]:
        """What holds in the whole network, then in each place where something else does."""
        defaults = set() if "" in self.rows else set(self.rule.places)
        return [self.for_place(place) for place in ["", *sorted((defaults | set(self.rows)) - {""})]]


class QuietTimes:
    """The quiet hours of every place, read once: `quiet = QuietTimes()`, then `quiet.until(…)` for each person."""

    def __init__(self) -> None:
        self.ruled = Ruled(QUIET_HOURS)
        self.known: dict[str, QuietHours] = {}

    def until(self, place: str, time_zone: str, now: datetime) -> datetime | None:
        """When quiet is over for somebody of this place and clock, in UTC; None when it is not quiet now."""
        if place not in self.known:
            self.known[place] = self.ruled.for_place(place).value
        return self.known[place].until(now, zone_of(time_zone))


def quiet_until(person: Person, now: datetime) -> datetime | None:
    """When this person may be disturbed again, in UTC; None when now is fine. For many people take `QuietTimes`."""
    return QuietTimes().until(orgs.place_of(person), person.time_zone, now)


def mine(viewer: Person) -> list[tuple[Rule[Any], InForce[Any]]]:
    """Every rule with what is in force for the viewer, where they work."""
    place = orgs.place_of(viewer)
    return [(rule, in_force(rule, place)) for rule in RULES.values()]


def rulings(viewer: Person) -> list[tuple[Rule[Any], list[InForce[Any]]]]:
    """Every rule with what is in force where, for who sets them; for everybody else these pages are absent."""
    for_ruling(viewer)
    return [(rule, Ruled(rule).everywhere()) for rule in RULES.values()]


def rule_named(viewer: Person, name: str) -> Rule[Any]:
    """One rule, for who sets them."""
    for_ruling(viewer)
    if name not in RULES:
        raise Absent
    return RULES[name]


def for_ruling(viewer: Person) -> None:
    if not rules.may_rule(viewer):
        raise Absent


def history(rule: Rule[T]) -> QuerySet[Policy]:
    """The latest rows of a rule, the newest first."""
    found = Policy.objects.filter(name=rule.name).select_related("ruled_by")
    return found.order_by("-since", "-pk")[:SHOWN]
