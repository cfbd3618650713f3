"""Things of the demo company by the names that rooms give them: "space:Qualité produit", "person:alice"."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from terreau.foundation.identity.models import Person
from terreau.foundation.orgs.models import Site, Unit
from terreau.network.calendar.models import Event
from terreau.network.chat.models import Conversation
from terreau.network.files.models import Document, Folder
from terreau.network.pages.models import Page
from terreau.network.posts.models import Comment, Post
from terreau.network.spaces.models import Space


def coming() -> QuerySet[Event]:
    """What is not over."""
    return Event.objects.filter(ends_at__gt=timezone.now())


KINDS: dict[str, Callable[[str], QuerySet[Any]]] = {
    "space": lambda name: Space.objects.filter(name=name),
    "archived": lambda _: Space.objects.exclude(archived_at=None).exclude(openness="secret").order_by("-archived_at"),
    "post": lambda title: Post.objects.filter(title__startswith=title, withdrawn_at=None).order_by("-published_at"),
    "page": lambda title: Page.objects.filter(title__startswith=title, withdrawn_at=None).order_by("pk"),
    "event": lambda title: coming().filter(title__startswith=title).order_by("starts_at"),
    "document": lambda name: Document.objects.filter(name__startswith=name, withdrawn_at=None).order_by("pk"),
    "folder": lambda name: Folder.objects.filter(name__startswith=name, withdrawn_at=None).order_by("pk"),
    "required": lambda _: Post.objects.exclude(required_by=None).order_by("-published_at"),
    "unit": lambda _: Unit.objects.exclude(parent=None).order_by("pk"),
    "site": lambda _: Site.objects.order_by("pk"),
    "own": lambda login: Post.objects.filter(author__username=login, withdrawn_at=None).order_by("-published_at"),
    "reply": lambda login: Comment.objects.filter(author__username=login, withdrawn_at=None).order_by("-pk"),
    "talk": lambda login: Conversation.objects.filter(
        participants__person__username=login, first__isnull=False
    ).order_by("pk"),
    "talks": lambda login: Conversation.objects.filter(participants__person__username=login, first=None).order_by("pk"),
    "person": lambda login: Person.objects.filter(username=login),
    "left": lambda _: Person.objects.exclude(left_at=None).order_by("-left_at"),
}


def key_of(spec: str) -> str:
    """The key of a named thing; a word without a kind stands for itself."""
    kind, colon, name = spec.partition(":")
    if not colon:
        return spec
    found = KINDS[kind](name).first()
    assert found is not None, f"The demo company has no {spec!r}. Name another in tests/worlds/rooms, or plant it."
    return str(found.key)
