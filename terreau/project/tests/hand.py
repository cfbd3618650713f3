"""A hand on the database of a running network: `python -m terreau.project.tests.hand`, one order a line on standard
input, one JSON answer a line. The tests that start real processes reach in with it, as another process would.
"""

import json
import os
import sys
from datetime import timedelta
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terreau.project.settings")
django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402 - after the setup
from django.db import transaction  # noqa: E402 - after the setup
from django.utils import timezone  # noqa: E402 - after the setup

from terreau.foundation.activity.journal import KINDS, Kind, record  # noqa: E402 - after the setup
from terreau.foundation.activity.models import Activity  # noqa: E402 - after the setup
from terreau.foundation.identity.models import Person, Scope, Session, Token  # noqa: E402 - after the setup
from terreau.foundation.identity.sessions import SessionStore  # noqa: E402 - after the setup
from terreau.foundation.identity.tokens import digest_of, new_secret  # noqa: E402 - after the setup
from terreau.foundation.storage.models import Attachment, Blob  # noqa: E402 - after the setup
from terreau.foundation.storage.place import store  # noqa: E402 - after the setup
from terreau.network.spaces.models import Membership, Space  # noqa: E402 - after the setup

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
happened = KINDS.get("tests.happened") or Kind("tests.happened", "made something happen")


@transaction.atomic
def people(count: int) -> dict[str, Any]:
    """A secret space with `count` members, each signed in."""
    space = Space.objects.create(name="Open pages", openness="secret")
    sessions = []
    for _ in range(count):
        person = Person.objects.create(name="Somebody", joined_at=timezone.now(), password="!")
        Membership.objects.create(space=space, person=person)
        session = SessionStore()
        session.update({SESSION_KEY: str(person.pk), BACKEND_SESSION_KEY: BACKEND})
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        sessions.append(session.session_key)
    return {"space": space.pk, "sessions": sessions}


@transaction.atomic
def happen(space: int, times: int = 1) -> int:
    """So many things happen in the space; what the last is called by the journal’s id."""
    return [record(happened, None, None, space_id=space, turn=turn).pk for turn in range(times)][-1]


def number(activity: int) -> int | None:
    """The number the sequencer gave, once it has."""
    return Activity.objects.values_list("seq", flat=True).get(pk=activity)


def end(session: str) -> None:
    Session.objects.filter(pk=session).delete()


def token(session: str) -> str:
    """A token of the person of this session."""
    secret, until = new_secret(), timezone.now() + timedelta(days=1)
    person = Person.objects.get(sessions__pk=session)
    Token.objects.create(person=person, name="live", digest=digest_of(secret), scope=Scope.READ, expires_at=until)
    return secret


def revoke(session: str) -> None:
    """The person of this session loses every token."""
    Token.objects.filter(person__sessions__pk=session).update(revoked_at=timezone.now())


def suspend(session: str) -> None:
    Person.objects.filter(sessions__pk=session).update(suspended_at=timezone.now())


def leave(session: str) -> None:
    """The person of this session loses every space."""
    Membership.objects.filter(person__sessions__pk=session).delete()


def file(session: str, size: int) -> str:
    """A file of so many bytes, still loose with the person of this session; its key."""
    person = Person.objects.get(sessions__pk=session)
    with store().receive() as incoming:
        for _ in range(0, size, 1_000_000):
            incoming.write(os.urandom(1_000_000))
        store().place(incoming)
        blob = Blob.objects.create(digest=incoming.digest, size=incoming.size, media_type="application/octet-stream")
    return Attachment.objects.create(blob=blob, name="large.bin", uploaded_by=person).key


ORDERS = {order.__name__: order for order in (people, happen, number, end, token, revoke, suspend, leave, file)}

if __name__ == "__main__":
    for line in sys.stdin:
        name, *words = json.loads(line)
        sys.stdout.write(json.dumps(ORDERS[name](*words)) + "\n")  # type: ignore[operator]  # each takes its own words
        sys.stdout.flush()
