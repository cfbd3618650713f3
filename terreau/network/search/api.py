"""Searching, for other programs."""

from collections.abc import Collection
from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import StringConstraints

from terreau.foundation.access.endpoints import answer, asked, asking, place, reads
from terreau.foundation.access.words import Absent
from terreau.network.search import forms, queries
from terreau.network.search.schemas import Found

router = Router(tags=["search"])
Language = Annotated[str, StringConstraints(pattern="^(?:[a-z]{2,3}(?:-[A-Za-z]{2,4})?)?$")]
Day = Annotated[str, StringConstraints(pattern=r"^(?:[0-9]{4}-[0-9]{2}-[0-9]{2})?$")]
Page = Annotated[str, StringConstraints(pattern="^(?:[1-9][0-9]{0,2})?$")]


def hit_of(hit: queries.Hit) -> dict[str, Any]:
    """One thing found."""
    card = hit.card
    return {
        "kind": card.kind,
        "id": card.key,
        "url": place(card.url),
        "title": card.title,
        "highlighted": str(hit.words),
        "place": {"name": card.place, "url": place(card.place_url)} if card.place and card.place_url else None,
        "author": card.author or None,
        "at": card.at,
    }


@router.get("/search", response=reads(Found), summary="Search the network")
def search(
    request: HttpRequest,
    q: asked(200) = "",  # type: ignore[valid-type]  # made by a function
    kind: Literal["", "post", "comment", "page", "event", "person", "space", "file", "message"] = "",
    space: asked(16) = "",  # type: ignore[valid-type]  # made by a function
    author: asked(16) = "",  # type: ignore[valid-type]  # made by a function
    language: Language = "",
    since: Day = "",
    until: Day = "",
    order: Literal["relevance", "date"] = "relevance",
    before: Page = "",
) -> HttpResponse:
    """What you may see, in every form of a word and without accents. `"…"` keeps words together, `-` leaves one out.

    `space` and `author` are ids; `since` and `until` are days, both included.
    """
    me = asking(request)
    first, last = forms.span(forms.Asked(since=day(since), until=day(until)), timezone.now())
    narrowed = queries.Narrowed(
        kind=kind,
        order=order,
        space_ids=inside(queries.space_ids(me, [space])) if space else (),
        author_ids=inside(queries.author_ids(me, [author])) if author else (),
        languages=(language,) if language else (),
        since=first,
        until=last,
    )
    found = queries.search(me, text=q, narrowed=narrowed, page=int(before or 1))
    counted = {name: found.kinds.get(name, 0) for name in queries.KINDS}
    page = {"items": list(map(hit_of, found.hits)), "next": str(found.next) if found.next else None}
    return answer({**page, "total": found.total, "more": found.more, "kinds": counted})


def day(given: str) -> str:
    """A day that exists; any other is Absent."""
    try:
        return date.fromisoformat(given).isoformat() if given else ""
    except ValueError as error:
        raise Absent from error


def inside(ids: Collection[int]) -> tuple[int, ...]:
    """Where to look; a space or a person that is not there is Absent."""
    if not ids:
        raise Absent
    return tuple(ids)
