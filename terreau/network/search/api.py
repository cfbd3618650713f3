"""Searching, for other programs."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import StringConstraints

from terreau.foundation.access.endpoints import answer, asked, asking, place, reads
from terreau.foundation.access.words import Absent
from terreau.network.search import queries
from terreau.network.search.schemas import Found

router = Router(tags=["search"])
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
    kind: Literal["", "post", "comment", "person", "space", "file"] = "",
    space: asked(16) = "",  # type: ignore[valid-type]
    order: Literal["relevance", "date"] = "relevance",
    before: Page = "",
) -> HttpResponse:
    """What you may see, in every form of a word and without accents. `"…"` keeps words together, `-` leaves one out."""
    me = asking(request)
    inside = queries.space_named(me, space)
    if space and inside is None:
        raise Absent
    narrowed = queries.Narrowed(kind=kind, order=order, space_id=inside.id if inside else None)
    found = queries.search(me, text=q, narrowed=narrowed, page=int(before or 1))
    counted = {name: found.kinds.get(name, 0) for name in queries.KINDS}
    page = {"items": list(map(hit_of, found.hits)), "next": str(found.next) if found.next else None}
    return answer({**page, "total": found.total, "more": found.more, "kinds": counted})
