"""What a person has not read yet, counted only as far as a page shows it."""

from datetime import datetime
from typing import Any

from django.db import connection

from terreau.foundation.access.driver import moment, parsed
from terreau.foundation.access.prepared import ask
from terreau.foundation.identity.models import Person
from terreau.network.spaces import queries as spaces

COUNTED = 20
UNREAD = f"""
SELECT rail.space_id, rail.key, rail.name, rail.names, rail.openness, rail.language, (SELECT COUNT(*) FROM (
  SELECT 1 FROM posts_post q WHERE q.space_id = rail.space_id AND q.arrived_at > rail.read_at
  AND q.withdrawn_at IS NULL AND q.quiet_since IS NULL AND q.author_id <> %s
  AND NOT EXISTS (SELECT 1 FROM posts_read r WHERE r.post_id = q.id AND r.person_id = %s) LIMIT {COUNTED}) fresh),
  rail.read_at, (SELECT MAX(at) FROM posts_read WHERE person_id = %s)
FROM ({{rail}}) rail
"""


def rail(viewer: Person) -> list[spaces.SpaceRow]:
    """“My spaces” with their unread posts, counted up to 20 each: one query, kept for the length of the request."""
    known: list[spaces.SpaceRow] | None = viewer.__dict__.get("_rail")
    if known is None:
        sql, values = ask(spaces.rail_of, viewer)
        with connection.cursor() as db:
            db.execute(UNREAD.format(rail=sql), [*[viewer.pk] * 3, *values])
            found = db.fetchall()
        known = [row_of(viewer, *row[:-2]) for row in found]
        times = [moment(at) for *_row, whole, single in found for at in (whole, single) if at is not None]
        viewer.__dict__["_last_reading"] = max(times, default=None)
        viewer.__dict__["_rail"] = known
    return known


def last_reading(viewer: Person) -> datetime | None:
    """When the viewer last read something in the spaces of the rail; None for who is in none."""
    rail(viewer)
    found: datetime | None = viewer.__dict__["_last_reading"]
    return found


def row_of(
    viewer: Person, id: int, key: str, name: str, names: Any, openness: str, language: str, unread: int
) -> spaces.SpaceRow:
    return spaces.SpaceRow(id, key, spaces.named(name, parsed(names), viewer.language), openness, language, unread)


def unread_count(viewer: Person) -> int:
    """Unread posts of the spaces in the rail."""
    return sum(row.unread for row in rail(viewer))
