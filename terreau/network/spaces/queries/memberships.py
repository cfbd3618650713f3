"""Memberships one by one, for other programs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from terreau.foundation.access.words import Absent
from terreau.foundation.identity.models import Person
from terreau.foundation.text.cursors import Cursor
from terreau.network.people import queries as people
from terreau.network.spaces import rules
from terreau.network.spaces.models import Membership, Space
from terreau.network.spaces.queries.rows import SpaceRow, named

COLUMNS = (
    *("id", "role", "level", "joined_at", "starred_at", "person_id", "person__key", "person__name"),
    *("space_id", "space__key", "space__name", "space__names", "space__openness", "space__language"),
)


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """A person in a space; `own` says whether they are the viewer."""

    id: int
    space: SpaceRow
    person: str
    person_name: str
    person_url: str
    role: str
    level: str
    joined_at: datetime
    starred: bool
    own: bool


def memberships(
    viewer: Person, *, space: Space | None = None, before: str = "", size: int = 20
) -> tuple[list[MembershipRow], str | None]:
    """Who is in a space the viewer reads, or where the viewer is; newest first. Raises `BadCursor`."""
    rows = Membership.objects.filter(rules.members_visible(viewer), person__left_at=None)
    rows = rows.filter(space=space) if space is not None else rows.filter(person_id=viewer.pk)
    cursor = Cursor.read(before)
    if cursor:
        rows = rows.filter(Q(joined_at__lt=cursor.at) | Q(joined_at=cursor.at, pk__lt=cursor.id))
    found = [row_of(viewer, row) for row in rows.order_by("-joined_at", "-pk").values_list(*COLUMNS)[: size + 1]]
    last = found[size - 1] if len(found) > size else None
    return found[:size], Cursor(last.joined_at, last.id).written() if last else None


def membership(viewer: Person, *, space: Space, person: str) -> MembershipRow:
    """One person in one space, or `Absent`."""
    rows = Membership.objects.filter(rules.members_visible(viewer), space=space, person__key=person)
    found = rows.values_list(*COLUMNS).first()
    if found is None:
        raise Absent
    return row_of(viewer, found)


def row_of(viewer: Person, found: tuple[Any, ...]) -> MembershipRow:
    """One row from the columns."""
    id, role, level, joined_at, starred_at, person_id, key, name, space_id, space_key, *rest = found
    space_name, names, openness, language = rest
    shown = SpaceRow(space_id, space_key, named(space_name, names, viewer.language), openness, language)
    own = person_id == viewer.pk
    url = people.address(key, name)
    return MembershipRow(id, shown, key, name, url, role, level, joined_at, starred_at is not None, own)
