from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from terreau.foundation.access.words import Absent
from terreau.foundation.administration import rules
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import queries as orgs
from terreau.foundation.policies import queries as policies
from terreau.foundation.policies.names import Rule
from terreau.foundation.policies.queries import InForce


@dataclass(frozen=True, slots=True)
class Told:
    """What the forms of the network begin with."""

    names: dict[str, Any]
    languages: dict[str, Any]
    logo: str


def network(viewer: Person) -> Told:
    """The network’s own words; absent for whoever may not change them."""
    if not rules.may_brand(viewer):
        raise Absent
    found = orgs.network(viewer)
    names = {"name": found.name, "company": found.company, "accent": found.accent_light}
    offered = orgs.house(viewer).languages
    return Told(names, {"languages": list(offered), "default": found.default_language}, found.logo)


@dataclass(frozen=True, slots=True)
class Line:
    """A rule at a place, in words. `since` is empty for a default, `until` for what holds today."""

    name: str
    title: str
    says: str
    place: str
    value: str
    source: str
    since: datetime | None
    by: str
    until: datetime | None = None


def lines(viewer: Person) -> list[Line]:
    """Every rule at every place where something of its own holds."""
    return [line(rule, one) for rule, rows in policies.rulings(viewer) for one in rows]


def lines_of(viewer: Person, rule: Rule[Any]) -> list[Line]:
    """One of them."""
    return [one for one in lines(viewer) if one.name == rule.name]


def my_lines(viewer: Person) -> list[Line]:
    """What holds for the viewer; who ruled it is for administrators."""
    return [line(rule, one, told=False) for rule, one in policies.mine(viewer)]


def past_of(viewer: Person, rule: Rule[Any]) -> list[Line]:
    """What held before, the latest first."""
    policies.for_ruling(viewer)
    gone = [row for row in policies.history(rule) if row.until]
    rows = [(row, row.ruled_by.name if row.ruled_by else "") for row in gone]
    made = [(InForce(rule.read(row.value), row.source, row.since, row.place, by), row.until) for row, by in rows]
    return [line(rule, one, until=until) for one, until in made]


def line(rule: Rule[Any], one: InForce[Any], *, told: bool = True, until: datetime | None = None) -> Line:
    source, by = policies.said(one.source), one.by if told else ""
    said = (rule.name, _(rule.title), _(rule.says), one.place, rule.tell(one.value), source)
    return Line(*said, since=one.since, by=by, until=until)
