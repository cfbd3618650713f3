"""The newest few of each of many: the one question on which SQLite and PostgreSQL want different words.

Both walk one index a group and stop after a few rows, so a feed over 300 spaces costs 300 short look-ups and a
dead space costs one, in a small world and in a large one (docs/performance.md).
"""

from django.db import connection

SQLITE = """
JOIN {table} t ON t.id IN (
  SELECT q.id FROM {table} q WHERE {where} ORDER BY {order} LIMIT {limit})
"""
POSTGRESQL = """
JOIN LATERAL (
  SELECT q.* FROM {table} q WHERE {where} ORDER BY {order} LIMIT {limit}) t ON TRUE
"""


def newest_of_each(*, table: str, where: str, order: str, limit: int) -> str:
    """A JOIN clause that gives, as `t`, the first `limit` rows of `table` (as `q`) for each row before it.

    All four are written by us, never by a user; values travel as parameters inside `where`.
    """
    words = POSTGRESQL if connection.vendor == "postgresql" else SQLITE
    return words.format(table=table, where=where, order=order, limit=limit)
