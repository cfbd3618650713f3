"""What the doctor says about one thing: what it means, what it is, whether that is well, and if not, what helps."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from terreau.foundation.doctor.configuration import Configuration


class State(StrEnum):
    GOOD = "good"
    WARNING = "warning"
    FAILURE = "failure"


@dataclass(frozen=True)
class Verdict:
    """How a thing is. `remedy` says what helps, and is empty when it is well."""

    state: State
    detail: str
    remedy: str = ""


@dataclass(frozen=True)
class Finding:
    """One line of the doctor’s report. `value` shows a setting without its secrets."""

    name: str
    meaning: str
    value: str
    state: State
    detail: str
    remedy: str


Look = Callable[[Configuration], Verdict]


def good(detail: str = "") -> Verdict:
    return Verdict(State.GOOD, detail)


def warning(detail: str, remedy: str) -> Verdict:
    return Verdict(State.WARNING, detail, remedy)


def failure(detail: str, remedy: str) -> Verdict:
    return Verdict(State.FAILURE, detail, remedy)
