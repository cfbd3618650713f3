"""The centre, its bell, and what marks notices read."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from terreau.foundation.access.words import Absent
from terreau.foundation.identity.doors import is_signed_in, viewer
from terreau.foundation.text.cursors import BadCursor
from terreau.foundation.ui import toasts
from terreau.foundation.ui.frame import Frame
from terreau.foundation.ui.pages import render
from terreau.network.notifications import actions, queries

CENTRE, BELL, REACH = "/notifications", "/notifications/bell", "/reach"


def frame(request: HttpRequest) -> dict[str, Any]:
    """What notifications add to every page: the bell, its count, where readings are told, what a post will do."""
    if not is_signed_in(request):
        return {}
    addresses = {"read_url": "/notifications/seen", "reach_url": REACH}
    counts = {"counts": {"chat": queries.waiting(viewer(request)).talks}}
    return {**bell_of(request), **counts, **addresses}


def bell_of(request: HttpRequest) -> dict[str, Any]:
    """What the bell shows, and where it leads."""
    waiting = queries.waiting(viewer(request))
    addresses = {"notifications_url": CENTRE, "notifications_count_url": BELL}
    return {"notifications": waiting.count, "notifications_more": waiting.more, **addresses}


@require_safe
def centre(request: HttpRequest) -> HttpResponse:
    """All notices, or the unread ones (`only=unread`)."""
    only = request.GET.get("only", "")
    if only not in ("", "unread"):
        raise Absent
    try:
        found = queries.centre(viewer(request), only_unread=bool(only), before=request.GET.get("before"))
    except BadCursor as error:
        raise Absent from error
    return render(request, "notifications/centre.html", {"centre": found, "only": only}, block="items")


@require_safe
def bell(request: HttpRequest) -> HttpResponse:
    """The bell alone, which open pages ask for again when something arrives."""
    return render(request, "ui/bell.html", frame=Frame(**bell_of(request)))


@require_POST
def reads(request: HttpRequest) -> HttpResponse:
    """`all`, or some by `key`; with `unread` those count again."""
    keys = request.POST.getlist("key")
    answer = HttpResponseRedirect(CENTRE)
    if request.POST.get("unread"):
        actions.mark_unread(viewer(request), keys=keys)
    elif request.POST.get("all"):
        actions.mark_read(viewer(request), everything=True)
        toasts.say(request, answer, _("Everything is marked as read."))
    else:
        actions.mark_read(viewer(request), keys=keys)
    return answer


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Posts that were on the screen (`read`, several)."""
    actions.see(viewer(request), keys=request.POST.getlist("read"))
    return HttpResponse(status=204)
