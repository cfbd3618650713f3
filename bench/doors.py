"""What the client needs to come in, from the database of the world: sessions, tokens, addresses; and the backlog."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.utils import timezone

from bench import texts
from bench.world import VIEWERS
from terreau.foundation.activity.models import Activity, Cursor, Head
from terreau.foundation.identity.models import Person, Scope, Token
from terreau.foundation.identity.sessions import SessionStore
from terreau.foundation.identity.tokens import digest_of, new_secret
from terreau.foundation.jobs.backlog import backlog
from terreau.foundation.storage.models import Attachment, Blob
from terreau.foundation.storage.names import compared, ordered
from terreau.foundation.text import rich
from terreau.network.chat import actions as chat
from terreau.network.chat.models import Conversation, Message
from terreau.network.files.models import Document, DocumentVersion
from terreau.network.posts import queries
from terreau.network.posts.models import Post, Reaction
from terreau.network.spaces import queries as spaces
from terreau.network.spaces.models import Membership, Space

SHELVED = 100  # files of the tab that is measured
THREAD = 20  # replies of the conversation that is measured
TALK = 2_000  # messages of the one between two people
ENCODINGS = "gzip, deflate, br, zstd"  # what browsers of today send


@dataclass
class Door:
    """One viewer: how they come in by page and by token, and what of theirs is looked at."""

    login: str
    person_id: int
    headers: dict[str, str]
    token: dict[str, str]
    space: str = ""
    space_url: str = ""
    thread: str = ""
    thread_url: str = ""
    talk: str = ""


def door(login: str) -> Door:
    """A fresh session and a fresh token for a viewer."""
    person = Person.objects.get(username=login)
    secret = new_secret()
    until = timezone.now() + timedelta(days=1)
    Token.objects.create(person=person, name="bench", digest=digest_of(secret), scope=Scope.WRITE, expires_at=until)
    return Door(login, person.pk, page_headers(person), {"Authorization": f"Bearer {secret}"})


def page_headers(person: Person) -> dict[str, str]:
    """Cookies and the form token of a signed-in browser."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    csrf = secrets.token_hex(16)
    cookies = f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={csrf}"
    return {"Cookie": cookies, "X-CSRFToken": csrf, "Accept-Encoding": ENCODINGS, "User-Agent": "terreau-bench"}


def doors() -> list[Door]:
    """The four viewers of every world, each with a space and a conversation of their own."""
    found = [door(login) for login in VIEWERS]
    for one in found:
        mine = Membership.objects.filter(person_id=one.person_id).values("space_id")
        posts = Post.objects.filter(space_id__in=mine, withdrawn_at=None)
        talk = posts.filter(comment_count=THREAD).select_related("space").order_by("-pk").first()
        if talk is None:
            raise LookupError(f"no conversation of {THREAD} replies for {one.login}")
        one.thread, one.space = talk.key, talk.space.key
        one.thread_url = queries.address(talk.key, talk.title or rich.excerpt(talk.body, 60))
        one.space_url = spaces.address(talk.space.key, talk.space.name)
        one.talk = talk_of(Person.objects.get(pk=one.person_id))
        shelve(one, talk.space_id)
    return found


def talk_of(person: Person) -> str:
    """The key of a long conversation of this viewer with somebody; made where there is none yet."""
    found = Conversation.objects.filter(participants__person=person, last_number__gte=TALK).order_by("pk").first()
    if found is not None:
        return found.key
    other = Person.objects.present().exclude(pk=person.pk).filter(username__startswith="p").order_by("pk")[0]
    begun = chat.write_to(person, person=other, body=rich.from_plain(texts.reply(1))).conversation
    rows = [
        Message(conversation=begun, number=number, author=(person, other)[number % 2], body=texts.reply(number))
        for number in range(2, TALK + 1)
    ]
    Message.objects.bulk_create(rows, batch_size=500)
    Conversation.objects.filter(pk=begun.pk).update(last_number=TALK)
    begun.participants.update(read_number=TALK)
    return begun.key


def shelve(one: Door, space_id: int) -> None:
    """A page full of files in the space that is looked at, made at the first time."""
    for number in range(Document.objects.filter(space_id=space_id, folder=None).count(), SHELVED):
        name = f"Relevé {number:03}.txt"
        said = {"name": name, "folded": compared(name), "order": ordered(name)}
        by = {"created_by_id": one.person_id, "changed_by_id": one.person_id}
        document = Document.objects.create(space_id=space_id, **said, **by)
        blob, _made = Blob.objects.get_or_create(digest=f"{number:064}", size=1_000, media_type="text/plain")
        place = {"thing_kind": "document", "thing_id": document.pk, "uploaded_by_id": one.person_id}
        document.attachment = Attachment.objects.create(blob=blob, name=name, **place)
        document.save(update_fields=["attachment"])
        DocumentVersion.objects.create(document=document, number=1, attachment=document.attachment, by_id=one.person_id)


def fresh_to_react(one: Door, many: int) -> list[str]:
    """Posts this viewer has not reacted to, newest first, as many as there are up to `many`."""
    mine = Membership.objects.filter(person_id=one.person_id).values("space_id")
    done = Reaction.objects.filter(person_id=one.person_id, post_id__isnull=False).values("post_id")
    posts = Post.objects.filter(space_id__in=mine, withdrawn_at=None).exclude(pk__in=done)
    return list(posts.order_by("-pk").values_list("key", flat=True)[:many])


def space_of_size(members: int) -> str:
    """The key of the space whose number of members comes nearest."""
    sizes = Space.objects.order_by("member_count")
    above = sizes.filter(member_count__gte=members).values_list("member_count", "key").first()
    below = sizes.filter(member_count__lt=members).values_list("member_count", "key").last()
    return min(filter(None, (above, below)), key=lambda one: abs(one[0] - members))[1]


def insider(space: str) -> Person:
    """Somebody who may write in this space."""
    found = Membership.objects.filter(space__key=space).select_related("person").order_by("pk").first()
    if found is None:
        raise LookupError(f"nobody is in {space}")
    return found.person


def behind() -> int:
    """Activities without a number, activities not heard, jobs that are due: 0 when all that follows has followed."""
    unnumbered = Activity.objects.filter(seq=None).count()
    head = Head.objects.filter(pk=1).values_list("seq", flat=True).first() or 0
    heard = dict(Cursor.objects.values_list("listener", "seq"))
    unheard = sum(head - heard.get(name, 0) for name in settings.ACTIVITY_LISTENERS)
    jobs = backlog()
    return unnumbered + unheard + jobs.running + (jobs.oldest_due_at is not None)


def sizes() -> dict[str, Any]:
    """What the world holds, and on which engine."""
    models: Sequence[Any] = (Person, Space, Post)
    counts = {model._meta.verbose_name_plural or model.__name__: model.objects.count() for model in models}
    return {"engine": connection.vendor, **{str(name): count for name, count in counts.items()}}
