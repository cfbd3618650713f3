"""What a composer shows before publishing: how many people, and how."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from terreau.foundation.access.words import Absent
from terreau.foundation.identity.doors import viewer
from terreau.foundation.ui.pages import render
from terreau.network.notifications import queries

KINDS = ("message", "question", "announcement", "kudos")


@require_safe
def reach(request: HttpRequest) -> HttpResponse:
    """`space`, `kind` and any number of `mention` (keys of people); absent where the viewer may not write."""
    kind = request.GET.get("kind", "message")
    if kind not in KINDS:
        raise Absent
    space = queries.space_to_write_in(viewer(request), request.GET.get("space", ""))
    found = queries.reach(viewer(request), space=space, kind=kind, mentions=request.GET.getlist("mention"))
    return render(request, "notifications/reach.html", {"reach": found, "kind": kind}, block="part")
