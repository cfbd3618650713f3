"""What let somebody in for longer than one request (an open page), and whether it still would. Call it in a thread."""

from collections.abc import Collection, MutableMapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from terreau.foundation.identity.asgi import caller_of
from terreau.foundation.identity.models import Person, Session, Token


@dataclass(frozen=True)
class Pass:
    """What let somebody in: a session or a token, until when, and the password it was given under."""

    person_id: int
    session_key: str
    token_id: int | None
    until: datetime
    password: str


def admitted(scope: MutableMapping[str, Any]) -> Pass | None:
    """The pass of who asks, or None for a visitor."""
    caller = caller_of(scope)
    if not isinstance(caller.person, Person):
        return None
    if caller.token_id is not None:
        until = Token.objects.filter(pk=caller.token_id).values_list("expires_at", flat=True).first()
    else:
        until = Session.objects.filter(pk=caller.session_key).values_list("expire_date", flat=True).first()
    password = "" if caller.token_id is not None else caller.person.password
    return Pass(caller.person.pk, caller.session_key, caller.token_id, until, password) if until else None


def still_valid(passes: Collection[Pass]) -> set[Pass]:
    """Those passes that would be given again now. Two queries, however many there are."""
    present, now = Person.objects.present(), timezone.now()
    sessions = Session.objects.filter(
        pk__in={one.session_key for one in passes if one.session_key}, expire_date__gt=now, person__in=present
    )
    passwords = dict(sessions.values_list("pk", "person__password"))
    tokens = Token.objects.filter(
        pk__in={one.token_id for one in passes if one.token_id is not None},
        revoked_at=None,
        expires_at__gt=now,
        person__in=present,
    )
    alive = set(tokens.values_list("pk", flat=True))
    return {one for one in passes if one.token_id in alive or passwords.get(one.session_key) == one.password}
