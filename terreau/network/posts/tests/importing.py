"""Conversations as an import hands them over."""

from datetime import UTC, datetime
from typing import Any

from terreau.foundation.identity.models import Person
from terreau.network.posts.actions.importing import Arriving
from terreau.network.spaces.models import Space

LONG_AGO = datetime(2016, 3, 1, 9, tzinfo=UTC)


def post(key: str, author: Person, space: Space, **more: Any) -> Arriving:
    return Arriving(key, author.pk, LONG_AGO, f"<p>{key}</p>", space_id=space.pk, source="Slack, 2016", **more)


def answer(key: str, author: Person, to: str, **more: Any) -> Arriving:
    return Arriving(key, author.pk, more.pop("at", LONG_AGO), f"<p>{key}</p>", post=to, source="Slack, 2016", **more)
