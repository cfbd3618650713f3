"""Pages that were withdrawn and can still be brought back."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from terreau.foundation.identity.models import Person
from terreau.network.pages import rules
from terreau.network.pages.models import Page
from terreau.network.posts import rules as posts

MOST = 100


@dataclass(frozen=True)
class Gone:
    """A withdrawn page, with the day until which it can be brought back."""

    key: str
    title: str
    at: datetime
    until: datetime


def term(viewer: Person) -> int:
    """For how many days the viewer may bring something back."""
    return posts.restorable_for().days


def withdrawn_for(viewer: Person) -> "QuerySet[Page]":
    """Withdrawn pages the viewer may bring back."""
    return Page.objects.filter(rules.restorable(viewer)).select_related("space")


def withdrawn_in(viewer: Person, space_id: int) -> list[Gone]:
    """Those of one space, the newest first; without those that come back with the page above them."""
    together = Q(parent__withdrawn_at=F("withdrawn_at"))
    kept = posts.restorable_for()
    rows = withdrawn_for(viewer).filter(~together, space_id=space_id).order_by("-withdrawn_at", "-pk")[:MOST]
    return [Gone(row.key, row.title, row.withdrawn_at, row.withdrawn_at + kept) for row in rows if row.withdrawn_at]
