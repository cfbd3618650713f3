"""What may be ruled: each name with its meaning, the network’s default and how its value is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext_noop as N_

from terreau.foundation.policies.quiet import read_quiet_hours
from terreau.foundation.policies.words import tell_days, tell_people, tell_quiet

T = TypeVar("T")
RULES: dict[str, "Rule[Any]"] = {}
# Where a value comes from; any other source is named in the words of who ruled.
NETWORK_DEFAULT, ADMINISTRATION = "network default", "administration"


@dataclass(frozen=True)
class Rule(Generic[T]):
    """One thing that is ruled. Defaults are kept as a row keeps them; `read` makes the value, or raises ValueError;
    `tell` says it in the reader’s language.

    `places`: defaults of countries and of subdivisions, by their code.
    """

    name: str
    title: str
    says: str
    read: Callable[[Any], T]
    tell: Callable[[T], str]
    default: Any
    places: Mapping[str, Any] = field(default_factory=dict)

    @property
    def by_place(self) -> bool:
        """May it differ from country to country? What has no defaults of countries is the same everywhere."""
        return bool(self.places)

    def __post_init__(self) -> None:
        RULES[self.name] = self


@dataclass(frozen=True)
class Number:
    """Reads a whole number within bounds."""

    least: int
    most: int

    def __call__(self, value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not self.least <= value <= self.most:
            raise ValueError(f"a whole number from {self.least} to {self.most} is needed")
        return value


def hours(begins: str, ends: str, *days: int) -> dict[str, Any]:
    return {"from": begins, "to": ends, "days": list(days)}


QUIET_HOURS = Rule(
    "quiet_hours",
    N_("Quiet hours"),
    N_("No mail and no push in these hours of the person’s own clock, and none on these days."),
    read_quiet_hours,
    tell_quiet,
    hours("19:00", "08:00", 6, 7),
    {
        "FR": hours("19:00", "08:00", 6, 7),
        "DE": hours("19:00", "07:00", 6, 7),
        "CA": hours("18:00", "08:00", 6, 7),
        "BR": hours("19:00", "08:00", 6, 7),
        "PL": hours("18:00", "07:00", 6, 7),
        "MA": hours("19:00", "08:00", 6, 7),
    },
)
SMALLEST_GROUP = Rule(
    "smallest_group",
    N_("Smallest group"),
    N_("No figure is shown about fewer people than this."),
    Number(5, 1000),
    tell_people,
    10,
)
RETENTION_WITHDRAWN_DAYS = Rule(
    "retention_withdrawn_days",
    N_("Time to restore"),
    N_("Posts and pages that were withdrawn can be restored for so many days."),
    Number(1, 365),
    tell_days,
    30,
)
RETENTION_JOURNAL_DAYS = Rule(
    "retention_journal_days",
    N_("Term of the journal"),
    N_("The journal of what happened is kept for so many days."),
    Number(180, 3650),
    tell_days,
    1095,
)
NAMES_OF_READERS_DAYS = Rule(
    "names_of_readers_days",
    N_("Names of readers"),
    N_("Names of who read an announcement, where a purpose was recorded, are shown for so many days."),
    Number(1, 1095),
    tell_days,
    90,
)
