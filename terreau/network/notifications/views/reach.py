"""What a composer shows before publishing: how many people, and how."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from terreau.foundation.access.words import Absent
from terreau.foundation.identity.doors import viewer
from terreau.foundation.ui.pages import render, wants_part
from terreau.network.notifications import queries

KINDS = ("message", "question", "announcement", "kudos")


@require_safe
def reach(request: HttpRequest) -> HttpResponse:
    """`space`, `kind`, `minor` and `required` where those are ticked, any number of `mention` (keys of people in the
    text) and, for kudos, of `thanked`.

    Absent where the viewer may not write.
    """
    kind = request.GET.get("kind", "message")
    if kind not in KINDS:
        raise Absent
    space = queries.space_to_write_in(viewer(request), request.GET.get("space", ""))
    ticked = {name: bool(request.GET.get(name)) for name in ("minor", "required")}
    ticked["required"] = ticked["required"] and kind == "announcement"
    named = request.GET.getlist("mention") + (request.GET.getlist("thanked") if kind == "kudos" else [])
    found = queries.reach(viewer(request), space=space, kind=kind, mentions=named, **ticked)
    beside = queries.beside(viewer(request), space) if kind == "announcement" else None
    context = {"reach": found, "kind": kind, "beside": beside, "alone": wants_part(request)}
    return render(request, "notifications/reach.html", context, block="part")
