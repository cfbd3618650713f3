"""The role switch and the ten-minute tour. Outside demo mode both are absent."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth import login as sign_in
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from terreau.foundation.access.addresses import back
from terreau.foundation.access.words import Absent
from terreau.foundation.identity.doors import is_signed_in, open_to_all, viewer
from terreau.foundation.ui.pages import render
from terreau.project.visit import logins, steps

View = Callable[..., HttpResponse]
STEP = "tour_step"


def in_demo_only(view: View) -> View:
    """Elsewhere the page does not exist, whoever asks."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not settings.DEMO:
            raise Absent
        return view(request)

    return guarded


@open_to_all
@in_demo_only
@require_POST
def role(request: HttpRequest) -> HttpResponse:
    """Go on as somebody else of the demo: a new session, on the page one came from or where the tour leads."""
    person = logins.found(request.POST.get("login", ""))
    if person is None:
        raise Absent
    step = request.POST.get("step", "") or request.session.get(STEP, "")
    if not is_signed_in(request) or viewer(request).pk != person.pk:
        sign_in(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    if step.isdecimal() and len(step) < 3:
        request.session[STEP] = step
    return back(request, "/")


@in_demo_only
@require_safe
def tour(request: HttpRequest) -> HttpResponse:
    """Ten stops on real pages, each seen as somebody else; only rooms that exist."""
    taken = int(request.session.get(STEP, "0"))
    return render(request, "visit/tour.html", {"steps": steps.steps(), "taken": taken})


def frame(request: HttpRequest) -> dict[str, Any]:
    """What a demo adds to every page: the switch in the corner, and the way to the tour."""
    if not settings.DEMO:
        return {}
    signed_in = is_signed_in(request)
    shown = {
        "roles": logins.choices(viewer(request).username if signed_in else None),
        "role_url": reverse("visit:role"),
    }
    if not signed_in:
        return shown
    taken = request.session.get(STEP, "")
    return shown | {"tour_url": reverse("visit:tour") + (f"#step-{taken}" if taken else "")}
