"""Pages that list posts: home, a space, a tag, what one kept."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from terreau.foundation.access.addresses import moved
from terreau.foundation.access.words import Absent, one
from terreau.foundation.identity.doors import viewer
from terreau.foundation.text.cursors import BadCursor
from terreau.foundation.ui.pages import render
from terreau.network.posts import queries
from terreau.network.spaces import queries as spaces

SPACE_FILTERS = ("", "unread", "questions", "unanswered")


def asked(request: HttpRequest, filters: tuple[str, ...]) -> dict[str, str | None]:
    """What the address asks of a feed; words we do not know are a page that does not exist."""
    only, order = request.GET.get("only", ""), request.GET.get("order", "newest")
    if only not in filters or order not in ("newest", "active"):
        raise Absent
    return {"only": only, "order": order, "before": request.GET.get("before")}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    wanted = asked(request, ("", "unread", "questions", "official"))
    try:
        page = queries.home(viewer(request), **wanted)
    except BadCursor as error:
        raise Absent from error
    return render(request, "posts/home.html", {"page": page, **wanted}, block="items")


@require_safe
def space(request: HttpRequest, key: str) -> HttpResponse:
    found = one(spaces.seen_by(viewer(request)).filter(key=key))
    shown = spaces.page_of(viewer(request), found)
    elsewhere = moved(request, shown.url)
    if elsewhere:
        return elsewhere
    wanted = asked(request, SPACE_FILTERS)
    context = {"space": shown, "page": None, "pinned": [], **wanted}
    if shown.readable:
        try:
            context["page"] = queries.space_feed(viewer(request), space=found, **wanted)
        except BadCursor as error:
            raise Absent from error
        if not wanted["before"] and not wanted["only"]:
            context["pinned"] = queries.pinned(viewer(request), space=found)
    return render(request, "posts/space.html", context, block="items")


@require_safe
def tag(request: HttpRequest, tag: str) -> HttpResponse:
    try:
        page = queries.by_tag(viewer(request), tag=tag, before=request.GET.get("before"))
    except BadCursor as error:
        raise Absent from error
    return render(request, "posts/tag.html", {"page": page, "tag": tag}, block="items")


@require_safe
def bookmarks(request: HttpRequest) -> HttpResponse:
    try:
        page = queries.kept(viewer(request), before=request.GET.get("before"))
    except BadCursor as error:
        raise Absent from error
    return render(request, "posts/bookmarks.html", {"page": page}, block="items")
