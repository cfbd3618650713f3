"""What may be ruled: each name with its meaning, the network’s default and how its value is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext_noop as N_

from terreau.foundation.policies.quiet import read_quiet_hours

T = TypeVar("T")
RULES: dict[str, "Rule[Any]"] = {}


@dataclass(frozen=True)
class Rule(Generic[T]):
    """One thing that is ruled. Defaults are kept as a row keeps them; `read` makes the value, or raises ValueError."""

    name: str
    says: str
    read: Callable[[Any], T]
    default: Any
    countries: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        RULES[self.name] = self


def number(least: int, most: int) -> Callable[[Any], int]:
    """Reads a whole number within bounds."""

    def read(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ValueError(f"a whole number from {least} to {most} is needed")
        return value

    return read


def hours(begins: str, ends: str, *days: int) -> dict[str, Any]:
    return {"from": begins, "to": ends, "days": list(days)}


QUIET_HOURS = Rule(
    "quiet_hours",
    N_("No mail and no push in these hours of the person’s own clock, and none on these days."),
    read_quiet_hours,
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
SMALLEST_GROUP = Rule("smallest_group", N_("No figure is shown about fewer people than this."), number(5, 1000), 10)
RETENTION_WITHDRAWN_DAYS = Rule(
    "retention_withdrawn_days",
    N_("What was withdrawn can be restored for so many days; then it is gone."),
    number(1, 365),
    30,
)
RETENTION_JOURNAL_DAYS = Rule(
    "retention_journal_days", N_("The journal of what happened is kept for so many days."), number(180, 3650), 1095
)
NAMES_OF_READERS_DAYS = Rule(
    "names_of_readers_days",
    N_("Names of who read an announcement, where a purpose was recorded, are shown for so many days."),
    number(1, 1095),
    90,
)
