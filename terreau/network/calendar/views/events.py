"""One event: read, brought in, changed, called off, resumed."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.foundation.access.addresses import back, moved
from terreau.foundation.access.words import Refused
from terreau.foundation.identity.doors import viewer
from terreau.foundation.ui import toasts
from terreau.foundation.ui.pages import render
from terreau.network.calendar import actions, cards, queries
from terreau.network.calendar.forms import BookingForm, CallOffForm, EventForm, NewEventForm, OneOfManyForm, fields_of
from terreau.network.calendar.views.seeing import read_space, seen
from terreau.network.posts.views import about


@require_safe
def event(request: HttpRequest, key: str) -> HttpResponse:
    found = seen(request, key)
    elsewhere = moved(request, queries.address(found.key, found.title))
    if elsewhere:
        return elsewhere
    return draw_event(request, found, BookingForm(), 200)


def draw_event(request: HttpRequest, event: queries.Event, form: BookingForm, status: int) -> HttpResponse:
    shown = queries.reading(viewer(request), event)
    context = about.talk(request, cards.thing_of(event), f"/events/{event.key}")
    context |= {"reading": shown, "event": event, "row": shown.row, "booking": form}
    return render(request, "calendar/event.html", context, status)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, key: str) -> HttpResponse:
    """A new event of a space, on its organiser’s clock unless they say another; once, or a series."""
    space, me = read_space(request, key), viewer(request)
    shown = queries.bringing_in(me, space)
    form = NewEventForm(request.POST) if request.method == "POST" else NewEventForm(initial=begun(request))
    if request.method == "POST" and form.is_valid():
        said, again = actions.Said(**form.said()), form.repeats()
        if again:
            made = actions.create_series(me, space=space, said=said, **again)
        else:
            made = actions.create(me, space=space, said=said)
        return toasts.say(request, back(request, queries.address(made.key, made.title)), _("It is in the calendar."))
    return render(request, "calendar/new.html", {"space": shown, "form": form}, 422 if form.is_bound else 200)


def begun(request: HttpRequest) -> dict[str, str]:
    """What the form of a new event begins with: a day that was pressed in the grid, the organiser’s clock."""
    return {"zone": viewer(request).time_zone, "first_day": request.GET.get("day", "")[:10]}


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    found, me = seen(request, key), viewer(request)
    shown = queries.editing(me, found)
    many = shown.again is not None and shown.again.later > 0
    given = {"data": request.POST} if request.method == "POST" else {"initial": fields_of(found)}
    form = (OneOfManyForm if many else EventForm)(event=found, **given)
    if request.method == "POST" and form.is_valid():
        try:
            return saved(request, found, form)
        except Refused as error:
            form.add_error(None, error.why)
    context = {"reading": shown, "row": shown.row, "space": shown.row.space, "form": form}
    return render(request, "calendar/edit.html", context, 422 if form.is_bound else 200)


def saved(request: HttpRequest, event: queries.Event, form: EventForm) -> HttpResponse:
    """Changed, alone or with all that follow."""
    me, said = viewer(request), actions.Said(**form.said())
    if form.cleaned_data.get("scope") == "following":
        count = actions.edit_following(me, event=event, said=said)
        words = ngettext("Saved: %(num)s event changed.", "Saved: %(num)s events changed.", count) % {"num": count}
    else:
        actions.edit(me, event=event, said=said)
        words = _("Saved.")
    return toasts.say(request, back(request, queries.address(event.key, said.title)), words)


@require_http_methods(["GET", "HEAD", "POST"])
def cancellation(request: HttpRequest, key: str) -> HttpResponse:
    """Call it off, alone or with all that follow, with a word to those who meant to come."""
    found = seen(request, key)
    shown = queries.stopping(viewer(request), found)
    form = CallOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        stop = actions.call_off_following if request.POST.get("scope") == "following" else actions.call_off
        stop(viewer(request), event=found, why=form.cleaned_data["why"])
        undo = f"/events/{found.key}/resumption"
        return toasts.say(request, back(request, shown.url), _("Called off."), undo=undo)
    context = {"row": shown.row, "reading": shown, "form": form}
    return render(request, "calendar/call_off.html", context, 422 if form.is_bound else 200)


@require_POST
def resumption(request: HttpRequest, key: str) -> HttpResponse:
    """It takes place after all."""
    found = actions.resume(viewer(request), event=seen(request, key))
    return toasts.say(request, back(request, queries.address(found.key, found.title)), _("It takes place after all."))
