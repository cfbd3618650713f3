"""Values of statements we run ourselves, the same from both engines."""

import json
from datetime import UTC, datetime
from typing import Any


def moment(value: Any) -> datetime:
    """An aware moment: SQLite gives it without a zone, as text inside a union; it is UTC."""
    at = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def moment_or_none(value: Any) -> datetime | None:
    return None if value is None else moment(value)


def parsed(value: Any) -> Any:
    """JSON as Python: SQLite gives text, PostgreSQL what it holds."""
    if value == "{}":
        return {}
    return json.loads(value) if isinstance(value, str) else value
