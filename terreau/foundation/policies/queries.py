from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from django.db.models import QuerySet

from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import queries as orgs
from terreau.foundation.policies.models import Policy
from terreau.foundation.policies.names import QUIET_HOURS, RULES, Rule
from terreau.foundation.policies.quiet import QuietHours, zone_of

T = TypeVar("T")
NETWORK_DEFAULT = "network default"


@dataclass(frozen=True)
class InForce(Generic[T]):
    """A value in force: where it comes from, since when (None: from the start), and for which country if for one."""

    value: T
    source: str
    since: datetime | None
    country: str


def in_force(rule: Rule[T], country: str = "") -> InForce[T]:
    """What is ruled now: for the country, else for the network, else the default for the country, else the default."""
    return Ruled(rule).for_country(country)


def value(rule: Rule[T], country: str = "") -> T:
    """The value in force alone."""
    return in_force(rule, country).value


class Ruled(Generic[T]):
    """One rule for all countries, read once: for whoever asks for many people."""

    def __init__(self, rule: Rule[T]) -> None:
        self.rule = rule
        self.rows = {row.country: row for row in Policy.objects.filter(name=rule.name, until=None)}

    def for_country(self, country: str = "") -> InForce[T]:
        row = self.rows.get(country) or self.rows.get("")
        if row is not None:
            return InForce(self.rule.read(row.value), row.source, row.since, row.country)
        own = country if country in self.rule.countries else ""
        default = self.rule.countries.get(country, self.rule.default)
        return InForce(self.rule.read(default), NETWORK_DEFAULT, None, own)


class QuietTimes:
    """The quiet hours of every country, read once: `quiet = QuietTimes()`, then `quiet.until(…)` for each person."""

    def __init__(self) -> None:
        self.ruled = Ruled(QUIET_HOURS)
        self.known: dict[str, QuietHours] = {}

    def until(self, country: str, time_zone: str, now: datetime) -> datetime | None:
        """When quiet is over for somebody of this country and clock, in UTC; None when it is not quiet now."""
        if country not in self.known:
            self.known[country] = self.ruled.for_country(country).value
        return self.known[country].until(now, zone_of(time_zone))


def quiet_until(person: Person, now: datetime) -> datetime | None:
    """When this person may be disturbed again, in UTC; None when now is fine. For many people take `QuietTimes`."""
    return QuietTimes().until(orgs.country_of(person), person.time_zone, now)


def rulings(country: str = "") -> list[tuple[Rule[object], InForce[object]]]:
    """Everything that may be ruled, with what is in force; the same for everybody, so nobody is asked who they are."""
    return [(rule, in_force(rule, country)) for rule in RULES.values()]


def history(rule: Rule[T]) -> QuerySet[Policy]:
    """All rows of a rule, the newest first."""
    return Policy.objects.filter(name=rule.name).order_by("-since", "-pk")
