"""The words rules are written in: demand a right, or say that nothing is there."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404

Row = TypeVar("Row", bound=Model)


class Refused(PermissionDenied):
    """Visible, but not allowed: 403. `why` is a sentence for the person."""

    def __init__(self, why: str = "") -> None:
        super().__init__(why)
        self.why = why


class Unsaid(Refused):
    """What was sent says nothing: 422. `field` is where words are missing."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(why)
        self.field = field


class Absent(Http404):
    """Not visible or not there: 404, and nobody can tell which."""


def demand(allowed: bool, why: str = "") -> None:
    """Go on only if `allowed`; raise `Refused` otherwise."""
    if not allowed:
        raise Refused(why)


def one(rows: "QuerySet[Row] | list[Row]") -> Row:
    """The single row of a question already trimmed to what the viewer may see, or `Absent`."""
    row = next(iter(rows[:1]), None)
    if row is None:
        raise Absent
    return row
