"""“My account”: how the network speaks and looks, and the way to everything that keeps an account one’s own."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from terreau.foundation.access.addresses import back
from terreau.foundation.accounts import actions, queries
from terreau.foundation.accounts.forms import SpeechForm
from terreau.foundation.identity.doors import is_signed_in, open_to_all, viewer
from terreau.foundation.ui import toasts
from terreau.foundation.ui.frame import THEME_COOKIE, THEMES, Entry
from terreau.foundation.ui.pages import render

YEAR = 365 * 24 * 3600


def frame(request: HttpRequest) -> dict[str, Any]:
    """The account’s place in the menu, and the look its person chose for every device."""
    if not is_signed_in(request):
        return {}
    chosen = viewer(request).theme
    mine = [Entry(_("My account"), "/account", "user", rank=80)]
    return {"account": mine, "theme": chosen if chosen in THEMES else ""}


@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """Language and time zone are chosen here; the rest has its own page."""
    me = viewer(request)
    given = {"language": me.language, "time_zone": me.time_zone}
    form = SpeechForm(request.POST if request.method == "POST" else None, initial=given)
    if form.is_bound and form.is_valid():
        actions.choose_language(me, person=me, language=form.cleaned_data["language"])
        actions.choose_time_zone(me, person=me, time_zone=form.cleaned_data["time_zone"])
        answer = back(request, "/account")
        remember(request, answer, settings.LANGUAGE_COOKIE_NAME, me.language)
        return toasts.say(request, answer, _("Saved."))
    context = {"form": form, "email": me.email or "", "username": me.username or "", **queries.summary(me)}
    return render(request, "accounts/home.html", context, 422 if form.errors else 200)


@open_to_all
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the system: kept on this device, so that no page flashes, and for one’s other devices."""
    chosen = request.POST.get("theme", "")
    response = back(request, "/")
    if is_signed_in(request):
        actions.choose_theme(viewer(request), person=viewer(request), theme=chosen)
    if chosen in THEMES:
        remember(request, response, THEME_COOKIE, chosen)
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


@open_to_all
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The person's language; a visitor's is kept on this device until they sign in."""
    response = back(request, "/")
    chosen = request.POST.get("language", "")
    if is_signed_in(request):
        actions.choose_language(viewer(request), person=viewer(request), language=chosen)
    if chosen in dict(settings.LANGUAGES):
        remember(request, response, settings.LANGUAGE_COOKIE_NAME, chosen)
    return response


def remember(request: HttpRequest, response: HttpResponse, name: str, value: str) -> None:
    """Keep a choice on this device for a year."""
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
