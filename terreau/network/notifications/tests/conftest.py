from collections.abc import Callable

import pytest

from terreau.foundation.identity.models import Person
from terreau.network.notifications.models import Notice


@pytest.fixture
def notice() -> Callable[..., Notice]:
    """A notice about a thing, written straight to the table: `notice(bob, post, kind="mention", actor=alice)`."""

    def write(who: Person, thing: object, *, kind: str = "mention", **more: object) -> Notice:
        post = getattr(thing, "post_id", None) or getattr(thing, "pk", 0)
        fields = {"thing_kind": type(thing).__name__.lower(), "thing_id": getattr(thing, "pk", 0), "channel": "mail"}
        return Notice.objects.create(**{"person": who, "kind": kind, "topic": f"post:{post}", **fields, **more})

    return write
