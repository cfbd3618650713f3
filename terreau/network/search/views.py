"""Looking for something: the page of results, and suggestions while one types."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from terreau.foundation.access.words import Absent
from terreau.foundation.identity.doors import is_signed_in, viewer
from terreau.foundation.ui.pages import render
from terreau.network.search import likeness, queries

LONGEST = 200


def frame(request: HttpRequest) -> dict[str, Any]:
    """What search adds to every page: the box above."""
    return {"search_url": "/search", "similar_url": "/search/similar"} if is_signed_in(request) else {}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The page of results; words we do not know in its address are a page that does not exist."""
    text, kind = request.GET.get("q", "")[:LONGEST], request.GET.get("kind", "")
    order, page = request.GET.get("order", "relevance"), request.GET.get("page", "1")
    if kind not in ("", *queries.KINDS) or order not in queries.ORDERS or not (page.isdecimal() and len(page) < 4):
        raise Absent
    space = queries.space_named(viewer(request), request.GET.get("space", ""))
    asked = queries.Narrowed(kind=kind, order=order, space_id=space.id if space else None)
    found = queries.search(viewer(request), text=text, narrowed=asked, page=max(1, int(page)))
    kinds = [("", _("Everything")), ("post", _("Posts")), ("comment", _("Replies")), ("person", _("People"))]
    kinds += [("space", _("Spaces"))]
    context = {"text": text, "found": found, "kind": kind, "order": order, "kinds": kinds, "space": space}
    return render(request, "search/results.html", context, block="items")


@require_safe
def similar(request: HttpRequest) -> HttpResponse:
    """Conversations close to the title that is being written."""
    found = likeness.similar(viewer(request), text=request.GET.get("title", "")[:LONGEST])
    return render(request, "search/similar.html", {"found": found}, block="part")


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """What the box above proposes while one types."""
    found = queries.suggest(viewer(request), text=request.GET.get("q", "")[:LONGEST])
    shown = [{"kind": card.kind, "title": card.title, "url": card.url, "place": card.place} for card in found]
    return JsonResponse({"items": shown})
