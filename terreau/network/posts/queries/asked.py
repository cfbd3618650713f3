"""How many questions wait for an answer and how many readings for a confirmation: asked along with the page of home."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from terreau.foundation.identity.models import Person
from terreau.network.posts.queries.waiting import OVERDUE_FOR

COUNTED = 20
OPEN_FOR = timedelta(days=14)
NOBODY = 0  # the post of a row that is about none
# Branches in the shape of `fill.BESIDE`, in an order that SQLite keeps (CROSS JOIN): from the viewer’s spaces to the
# few open questions of each, from the few readings that are due to the viewer; never through all posts of a space. The
# plus keeps PostgreSQL from just that.
BRANCHES = f"""
SELECT 'questions', {NOBODY}, CAST(COUNT(*) AS VARCHAR(12)), '', '' FROM (
  SELECT 1 FROM spaces_membership m CROSS JOIN spaces_space s CROSS JOIN posts_post p
  WHERE m.person_id = %s AND s.id = m.space_id AND s.shown_at IS NOT NULL AND s.archived_at IS NULL
    AND p.space_id = m.space_id AND p.author_id <> m.person_id AND p.kind = 'question' AND p.accepted_id IS NULL
    AND p.comment_count = 0 AND p.withdrawn_at IS NULL AND p.arrived_at > %s LIMIT {COUNTED}) open_ones
UNION ALL SELECT 'readings', {NOBODY}, CAST(COUNT(*) AS VARCHAR(12)), '', '' FROM (
  SELECT 1 FROM posts_post p CROSS JOIN spaces_membership m
  WHERE m.person_id = %s AND p.required_by >= %s AND m.space_id = +p.space_id AND p.withdrawn_at IS NULL
    AND p.author_id <> m.person_id
    AND EXISTS (SELECT 1 FROM spaces_space s WHERE s.id = p.space_id AND s.shown_at IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM posts_acknowledgement a WHERE a.post_id = p.id AND a.person_id = m.person_id)
  LIMIT {COUNTED}) due
"""


@dataclass(frozen=True, slots=True)
class Awaited:
    """What is asked of somebody: open questions of the last two weeks in their spaces, readings not yet confirmed."""

    questions: int = 0
    readings: int = 0


def values(viewer: Person) -> list[Any]:
    """What BRANCHES is asked with."""
    since = connection.ops.adapt_datetimefield_value(timezone.now() - OPEN_FOR)
    due = connection.ops.adapt_datefield_value(timezone.localdate() - OVERDUE_FOR)
    return [viewer.pk, since, viewer.pk, due]


def told(rows: Iterable[tuple[Any, ...]]) -> Awaited:
    """The counts among rows of BRANCHES."""
    return Awaited(**{what: int(count) for what, post, count, *_rest in rows if post == NOBODY})


def asked_of(viewer: Person) -> Awaited:
    """The same alone, where home has no post to ask it along with."""
    with connection.cursor() as db:
        db.execute(BRANCHES, values(viewer))
        return told(db.fetchall())
