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
    return {"entries": [Entry(_("Calendar"), "/calendar", "calendar", rank=35, current=on_event)]}


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


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The events of all my spaces."""
    return render(request, "calendar/mine.html", {"agenda": asked(request), "here": "/calendar"}, block="items")


@require_safe
def of_space(request: HttpRequest, key: str) -> HttpResponse:
    space = read_space(request, key)
    shown = spaces.page_of(viewer(request), space)
    context = {"space": shown, "tab": "calendar", "agenda": asked(request, space), "here": f"{shown.url}/calendar"}
    return render(request, "calendar/space.html", context, block="items")
