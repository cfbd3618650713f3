"""What comes and what was: of one space, of all one’s spaces."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from terreau.foundation.access.words import Absent
from terreau.foundation.identity.doors import is_signed_in, viewer
from terreau.foundation.text.cursors import BadCursor
from terreau.foundation.ui.frame import Entry
from terreau.foundation.ui.pages import render
from terreau.network.calendar import queries
from terreau.network.calendar.views.seeing import read_space
from terreau.network.spaces import queries as spaces


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the calendar adds to every page: its place in the navigation."""
    if not is_signed_in(request):
        return {}
    on_event = request.path.startswith("/events/")
    return {"entries": [Entry(_("Calendar"), "/calendar", "calendar", rank=35, current=on_event, handy=False)]}


def asked(request: HttpRequest, space: spaces.Space | None = None) -> queries.Agenda:
    """What the address asks for: `show=past`, and behind which event."""
    show = request.GET.get("show", "")
    if show not in ("", "past"):
        raise Absent
    after = request.GET.get("after", "")
    try:
        return queries.agenda(viewer(request), space=space, past=show == "past", after=after)
    except BadCursor as error:
        raise Absent from error


def in_month(request: HttpRequest, space: spaces.Space | None = None) -> queries.Month:
    """`month=2026-12`, or the month of today."""
    return queries.month(viewer(request), named=request.GET.get("month", ""), space=space)


def wants_month(request: HttpRequest) -> bool:
    return request.GET.get("show") == "month"


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The events of all my spaces, as a list or as a month."""
    context: dict[str, Any] = {"here": "/calendar", "show": request.GET.get("show", "")}
    if wants_month(request):
        return render(request, "calendar/mine.html", {**context, "month": in_month(request), "agenda": None})
    context |= {"agenda": asked(request), "month": None}
    return render(request, "calendar/mine.html", context, block="items")


@require_safe
def of_space(request: HttpRequest, key: str) -> HttpResponse:
    space = read_space(request, key)
    shown = spaces.page_of(viewer(request), space)
    context: dict[str, Any] = {"space": shown, "tab": "calendar", "here": f"{shown.url}/calendar"}
    context["show"] = request.GET.get("show", "")
    if wants_month(request):
        return render(request, "calendar/space.html", {**context, "month": in_month(request, space), "agenda": None})
    context |= {"agenda": asked(request, space), "month": None}
    return render(request, "calendar/space.html", context, block="items")
