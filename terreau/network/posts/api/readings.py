"""Required readings: those asked of oneself, and how far one’s own got."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from terreau.foundation.access.endpoints import Key, answer, asking, changes, listed, place, reads, ref
from terreau.foundation.access.words import Absent
from terreau.foundation.identity.models import Person
from terreau.network.posts import actions, queries
from terreau.network.posts.api.posts import seen
from terreau.network.posts.schemas import DuePage, PurposeGiven, Readings

router = Router(tags=["readings"])
MOST = 50


def due_of(row: queries.Reading) -> dict[str, Any]:
    return {"post": row.key, "url": place(row.url), "title": row.title, "required_by": row.due, "late": row.late}


def site_of(row: queries.SiteRow) -> dict[str, Any]:
    return {
        "site": row.name or None,
        "confirmed": row.confirmed,
        "total": row.total,
        "without_email": row.unreached,
    }


def readings_of(viewer: Person, post: queries.Post) -> dict[str, Any]:
    """What the author and the operator each may know. Absent where nothing was required."""
    if post.required_by is None:
        raise Absent
    found = queries.readings(viewer, post)
    figures = found.counts and not found.withheld
    return {
        "required_by": post.required_by,
        "confirmed": found.confirmed if figures else None,
        "total": found.total if figures else None,
        "withheld": found.withheld,
        "smallest_group": found.floor,
        "sites": [site_of(row) for row in found.sites],
        "purpose": found.purpose or None,
        "names_until": found.until,
        "names_erased": found.erased,
        "missing": [ref(row.key, row.name, row.url) for row in found.missing] if found.names else None,
        "reminder_at": found.reminder,
        "may_record_purpose": found.may_record,
    }


@router.get("/me/readings", response=reads(DuePage), summary="List the readings asked of you", tags=["me"])
def due(request: HttpRequest) -> HttpResponse:
    """Announcements of your spaces that you have not confirmed, the most pressing first, 50 at most."""
    return listed(map(due_of, queries.required_of(asking(request), most=MOST)), None)


@router.get("/posts/{id}/readings", response=reads(Readings), summary="Read how far a required reading got")
def read(request: HttpRequest, id: Key) -> HttpResponse:
    """By site, for its author; names only where the operator recorded why. A post that requires none answers 404."""
    me = asking(request)
    return answer(readings_of(me, seen(me, id)))


@router.put(
    "/posts/{id}/readings/purpose", response=changes(Readings), summary="Record why names of readers are needed"
)
def record_purpose(request: HttpRequest, id: Key, given: PurposeGiven) -> HttpResponse:
    """For the operator. Its author sees who has not confirmed, until the day after which the names are erased."""
    me = asking(request)
    post = seen(me, id)
    actions.record_purpose(me, post=post, purpose=given.purpose, until=given.until)
    return answer(readings_of(me, post))
