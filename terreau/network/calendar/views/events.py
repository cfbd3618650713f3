"""One event: read, brought in, changed, called off, resumed."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.foundation.access.addresses import back, moved
from terreau.foundation.identity.doors import viewer
from terreau.foundation.ui import toasts
from terreau.foundation.ui.pages import render
from terreau.network.calendar import actions, queries
from terreau.network.calendar.forms import CallOffForm, EventForm, NewEventForm, fields_of
from terreau.network.calendar.views.seeing import read_space, seen


@require_safe
def event(request: HttpRequest, key: str) -> HttpResponse:
    shown = queries.reading(viewer(request), seen(request, key))
    context = {"reading": shown, "event": shown.event, "row": shown.row}
    return moved(request, shown.url) or render(request, "calendar/event.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, key: str) -> HttpResponse:
    """A new event of a space, on its organiser’s clock unless they say another."""
    space, me = read_space(request, key), viewer(request)
    shown = queries.bringing_in(me, space)
    form = NewEventForm(request.POST) if request.method == "POST" else NewEventForm(initial={"zone": me.time_zone})
    if request.method == "POST" and form.is_valid():
        made = actions.create(me, space=space, said=actions.Said(**form.said()))
        return toasts.say(request, back(request, queries.address(made.key, made.title)), _("It is in the calendar."))
    return render(request, "calendar/new.html", {"space": shown, "form": form}, 422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    found = seen(request, key)
    shown = queries.editing(viewer(request), found)
    form = EventForm(request.POST) if request.method == "POST" else EventForm(initial=fields_of(found))
    if request.method == "POST" and form.is_valid():
        changed = actions.edit(viewer(request), event=found, said=actions.Said(**form.said()))
        return toasts.say(request, back(request, queries.address(changed.key, changed.title)), _("Saved."))
    context = {"reading": shown, "row": shown.row, "space": shown.row.space, "form": form}
    return render(request, "calendar/edit.html", context, 422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def cancellation(request: HttpRequest, key: str) -> HttpResponse:
    """Call it off, with a word to those who meant to come."""
    found = seen(request, key)
    shown = queries.stopping(viewer(request), found)
    form = CallOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.call_off(viewer(request), event=found, why=form.cleaned_data["why"])
        undo = f"/events/{found.key}/resumption"
        return toasts.say(request, back(request, shown.url), _("Called off."), undo=undo)
    return render(request, "calendar/call_off.html", {"row": shown.row, "form": form}, 422 if form.is_bound else 200)


@require_POST
def resumption(request: HttpRequest, key: str) -> HttpResponse:
    """It takes place after all."""
    found = actions.resume(viewer(request), event=seen(request, key))
    return toasts.say(request, back(request, queries.address(found.key, found.title)), _("It takes place after all."))
