from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from terreau.foundation.identity.models import Person
from terreau.foundation.mail import outbox as folder
from terreau.foundation.mail.outbox import Lying
from terreau.foundation.policies import queries as policies
from terreau.network.notifications.models import Notice


@pytest.fixture
def notice() -> Callable[..., Notice]:
    """A notice about a thing, written straight to the table: `notice(bob, post, kind="mention", actor=alice)`."""

    def write(who: Person, thing: object, *, kind: str = "mention", **more: object) -> Notice:
        post = getattr(thing, "post_id", None) or getattr(thing, "pk", 0)
        fields = {"thing_kind": type(thing).__name__.lower(), "thing_id": getattr(thing, "pk", 0), "channel": "mail"}
        return Notice.objects.create(**{"person": who, "kind": kind, "topic": f"post:{post}", **fields, **more})

    return write


@pytest.fixture
def outbox(settings: Any, tmp_path: Path) -> Callable[[], list[Lying]]:
    """An outbox folder of this test: `outbox()` lists its mails with their words, newest first."""
    settings.DATA = tmp_path
    return lambda: [found for mail in folder.newest()[0] if (found := folder.one(mail.name))]


@pytest.fixture
def awake(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has quiet hours."""
    monkeypatch.setattr(policies, "quiet_until", lambda person, now: None)
