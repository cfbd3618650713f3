"""What one shows, and what one wants to hear."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from terreau.foundation.access.addresses import back
from terreau.foundation.identity.doors import viewer
from terreau.foundation.ui import toasts
from terreau.foundation.ui.pages import render
from terreau.network.chat import actions, queries
from terreau.network.chat.views.places import PLACE, address, seen


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Whether others see what one has read (`shows`)."""
    me = viewer(request)
    if request.method == "POST":
        (actions.show_reading if request.POST.get("shows") else actions.hide_reading)(me)
        return toasts.say(request, HttpResponseRedirect(f"{PLACE}/settings"), _("Your choice is kept."))
    return render(request, "chat/settings.html", {"hides": queries.hides_reading(me)})


@require_POST
def mute(request: HttpRequest, key: str) -> HttpResponse:
    """Hear no more of a conversation; with `off` hear of it again."""
    found = seen(request, key)
    (actions.unmute if request.POST.get("off") else actions.mute)(viewer(request), conversation=found)
    return back(request, address(found))
