"""Office hours: a slot taken, or given back."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from terreau.foundation.access.addresses import back
from terreau.foundation.access.words import Refused
from terreau.foundation.identity.doors import viewer
from terreau.foundation.ui import toasts
from terreau.network.calendar import actions, queries
from terreau.network.calendar.forms import BookingForm
from terreau.network.calendar.views.events import draw_event
from terreau.network.calendar.views.seeing import seen


@require_POST
def booking(request: HttpRequest, key: str) -> HttpResponse:
    """Take a slot; where somebody was faster, the page as it is now, and what one wrote."""
    found, form = seen(request, key), BookingForm(request.POST)
    if not form.is_valid():
        form.add_error(None, _("Choose one of the free slots."))
        return draw_event(request, found, form, 422)
    said = form.cleaned_data
    try:
        actions.book(viewer(request), event=found, slot=said["slot"], about=said["about"])
    except Refused as error:
        form.add_error(None, error.why)
        return draw_event(request, seen(request, key), form, 403)
    return toasts.say(request, back(request, queries.address(found.key, found.title)), _("The slot is yours."))


@require_POST
def giving_back(request: HttpRequest, key: str) -> HttpResponse:
    found = seen(request, key)
    actions.give_back(viewer(request), event=found)
    return toasts.say(request, back(request, queries.address(found.key, found.title)), _("The slot is free again."))
