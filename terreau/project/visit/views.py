"""The role switch and the ten-minute tour. Outside demo mode both are absent."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth import login as sign_in
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from terreau.foundation.access.addresses import back, whole_number
from terreau.foundation.access.words import Absent
from terreau.foundation.accounts import actions as accounts
from terreau.foundation.identity.doors import is_signed_in, open_to_all, viewer
from terreau.foundation.identity.models import Person
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
    number = whole_number(request.POST.get("step", "")) or 0
    stop = steps.stop_at(number) if number else None
    if number and stop is None:
        return redirect_to(reverse("visit:tour"))
    person = logins.found(stop.login if stop else request.POST.get("login", ""))
    if person is None:
        raise Absent
    at = stop.number if stop else request.session.get(STEP, 0)
    if not is_signed_in(request) or viewer(request).pk != person.pk:
        sign_in(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[STEP] = at
    return arrive(person, stop) if stop else back(request, "/")


def arrive(person: Person, stop: steps.Stop) -> HttpResponse:
    """The tour speaks to whoever takes it: the page keeps the language it was begun in."""
    if person.language != get_language():
        accounts.choose_language(person, person=person, language=get_language() or person.language)
    return redirect_to(f"{stop.url}#tour")


def redirect_to(url: str) -> HttpResponse:
    """303: the next request is a GET."""
    answer = HttpResponseRedirect(url)
    answer.status_code = 303
    return answer


@in_demo_only
@require_http_methods(["GET", "HEAD", "POST"])
def tour(request: HttpRequest) -> HttpResponse:
    """Ten stops on real pages, each seen as somebody else; only rooms that exist. POST: leave the tour."""
    if request.method == "POST":
        request.session.pop(STEP, None)
        return back(request, "/")
    found = list(steps.reachable())
    return render(request, "visit/tour.html", {"stops": found, "taken": int(request.session.get(STEP, 0))})


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
    taken = int(request.session.get(STEP, 0))
    address = reverse("visit:tour") + (f"#step-{taken}" if taken else "")
    return shown | {"tour_url": address, "tour": steps.told(taken)}
