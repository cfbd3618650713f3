"""Looking for something: the page of results, and suggestions while one types."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from terreau.foundation.access.words import Absent
from terreau.foundation.identity.doors import is_signed_in, viewer
from terreau.foundation.identity.models import Person
from terreau.foundation.ui.pages import render
from terreau.network.search import forms, likeness, queries

NOTHING = (0,)


def frame(request: HttpRequest) -> dict[str, Any]:
    """What search adds to every page: the box above."""
    return {"search_url": "/search", "similar_url": "/search/similar"} if is_signed_in(request) else {}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The page of results; words we do not know in its address are a page that does not exist."""
    me = viewer(request)
    try:
        asked = forms.read(request.GET)
    except forms.Unknown:
        raise Absent from None
    found = queries.search(me, text=asked.text, narrowed=narrowed(me, asked), page=asked.page)
    return render(
        request,
        "search/results.html",
        {"asked": asked, "found": found, "tabs": tabs(asked, found)},
        block="items",
    )


def narrowed(me: Person, asked: forms.Asked) -> queries.Narrowed:
    """The filters with ids for keys; a key that leads nowhere narrows to nothing, as one that may not be seen."""
    since, until = forms.span(asked, timezone.now())
    return queries.Narrowed(
        kind=asked.kind,
        order=asked.order,
        space_ids=tuple(queries.space_ids(me, asked.spaces)) or NOTHING if asked.spaces else (),
        author_ids=tuple(queries.author_ids(me, asked.authors)) or NOTHING if asked.authors else (),
        languages=asked.languages,
        since=since,
        until=until,
    )


def tabs(asked: forms.Asked, found: queries.Results) -> list[dict[str, Any]]:
    """One tab a kind that was found, and the one that is open."""
    names = {
        "post": _("Posts"),
        "comment": _("Replies"),
        "page": pgettext("found", "Pages"),
        "event": pgettext("found", "Events"),
        "file": _("Files"),
        "message": _("Messages"),
        "space": _("Spaces"),
        "person": _("People"),
    }
    shown = [(kind, name, found.kinds.get(kind, 0)) for kind, name in names.items()]
    whole = sum(found.kinds.values())
    more = whole >= queries.NEWEST
    first = {"name": _("Everything"), "url": asked.address(kind=""), "current": not asked.kind, "more": more}
    rest = [
        {
            "name": name,
            "url": asked.address(kind=kind),
            "count": count,
            "current": asked.kind == kind,
            "more": more and kind not in queries.RARE,
        }
        for kind, name, count in shown
        if count or asked.kind == kind
    ]
    return [{**first, "count": whole}, *rest]


@require_safe
def similar(request: HttpRequest) -> HttpResponse:
    """Conversations close to the title that is being written."""
    found = likeness.similar(viewer(request), text=request.GET.get("title", "")[: forms.LONGEST])
    return render(request, "search/similar.html", {"found": found}, block="part")


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """What the box above proposes while one types."""
    found = queries.suggest(viewer(request), text=request.GET.get("q", "")[: forms.LONGEST])
    shown = [
        {
            "kind": hit.card.kind,
            "title": hit.card.title,
            "url": hit.card.url,
            "note": hit.card.words if hit.card.kind in ("person", "message") else hit.card.place,
            "face": {"initials": hit.card.initials, "tone": hit.card.tone, "picture": hit.card.picture}
            if hit.card.kind == "person"
            else None,
        }
        for hit in found
    ]
    return JsonResponse({"items": shown})
