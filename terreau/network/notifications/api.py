"""Notices for other programs, and what reaches a person."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router

from terreau.foundation.access.endpoints import (
    Before,
    Key,
    Limit,
    answer,
    asking,
    changes,
    ends,
    listed,
    nothing,
    place,
    reads,
    ref,
)
from terreau.foundation.access.words import one
from terreau.foundation.identity.models import Person
from terreau.network.notifications import actions, queries
from terreau.network.notifications.schemas import LevelGiven, Notice, NoticePage, Settings, SettingsChange, Waiting
from terreau.network.spaces import actions as spaces_actions
from terreau.network.spaces import queries as spaces

router = Router(tags=["notifications"])


def row_of(row: queries.NoticeRow) -> dict[str, Any]:
    return {
        "id": row.key,
        "kind": row.kind,
        "text": row.sentence,
        "excerpt": row.excerpt,
        "url": place(row.url),
        "place": row.place,
        "thing": {"kind": row.thing[0], "id": row.thing[1]} if row.thing else None,
        "actor": ref(*row.actor, row.actor_url) if row.actor else None,
        "at": row.at,
        "read_at": row.read_at,
    }


def settings_of(me: Person) -> dict[str, Any]:
    """What reaches oneself."""
    chosen = queries.chosen(me)
    digest, hour = chosen.pop("often"), chosen.pop("hour")
    levels = [(mine.space, mine.level) for mine in queries.levels(me)]
    shown = [{"space": ref(space.key, space.name, space.url), "level": level} for space, level in levels]
    return {"kinds": chosen, "digest": digest, "hour": hour, "spaces": shown}


@router.get("/notifications", response=reads(NoticePage), summary="List your notifications")
def listing(
    request: HttpRequest, only: Literal["", "unread"] = "", before: Before = "", limit: Limit = 20
) -> HttpResponse:
    """The newest first, about what you may see now. `only=unread`: what you have not read."""
    found = queries.notices(asking(request), only_unread=only == "unread", before=before, size=limit)
    return listed(map(row_of, found[0]), found[1])


@router.get("/notifications/count", response=reads(Waiting), summary="Count your unread notifications")
def count(request: HttpRequest) -> HttpResponse:
    """The number on the bell of every page."""
    waiting = queries.waiting(asking(request))
    return answer({"unread": waiting.count, "more": waiting.more})


@router.put("/notifications/read", response=ends(), summary="Mark all notifications as read")
def mark_all_read(request: HttpRequest) -> HttpResponse:
    """All of yours, on every page of the list."""
    actions.mark_read(asking(request), everything=True)
    return nothing()


@router.get("/notifications/{id}", response=reads(Notice), summary="Read a notification")
def read(request: HttpRequest, id: Key) -> HttpResponse:
    """One of yours. Reading it here does not mark it as read."""
    return answer(row_of(queries.notice(asking(request), id)))


@router.put("/notifications/{id}/read", response=ends(), summary="Mark a notification as read")
def mark_read(request: HttpRequest, id: Key) -> HttpResponse:
    """Read twice is read once."""
    me = asking(request)
    actions.mark_read(me, keys=[queries.notice(me, id).key])
    return nothing()


@router.delete("/notifications/{id}/read", response=ends(), summary="Keep a notification for later")
def mark_unread(request: HttpRequest, id: Key) -> HttpResponse:
    """It counts as unread again."""
    me = asking(request)
    actions.mark_unread(me, keys=[queries.notice(me, id).key])
    return nothing()


@router.get("/me/notifications", response=reads(Settings), summary="Read what reaches you", tags=["me"])
def settings(request: HttpRequest) -> HttpResponse:
    """How each kind of notification reaches you, when your digest leaves, and the level of each of your spaces."""
    return answer(settings_of(asking(request)))


@router.patch("/me/notifications", response=changes(Settings), summary="Choose what reaches you", tags=["me"])
def choose(request: HttpRequest, given: SettingsChange) -> HttpResponse:
    """How each kind reaches you, and when your digest leaves."""
    me = asking(request)
    now = queries.chosen(me)
    hour = now["hour"] if given.hour is None else given.hour
    channels = {str(kind): str(channel) for kind, channel in (given.kinds or {}).items()}
    actions.choose(me, channels=channels, often=str(given.digest or now["often"]), hour=int(hour))
    return answer(settings_of(me))


@router.put(
    "/me/notifications/spaces/{id}", response=ends(), summary="Choose what reaches you from a space", tags=["me"]
)
def set_level(request: HttpRequest, id: Key, given: LevelGiven) -> HttpResponse:
    """For a space you are in: everything, in the digest, only what names you, or nothing."""
    me = asking(request)
    spaces_actions.set_level(me, space=one(spaces.readable_at(me, id)), level=given.level)
    return nothing()
