"""Who comes: one’s own answer, the lists, and people asked to come."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.foundation.access.addresses import back
from terreau.foundation.identity.doors import viewer
from terreau.foundation.ui import toasts
from terreau.foundation.ui.pages import render
from terreau.network.calendar import actions, queries
from terreau.network.calendar.forms import InvitationForm
from terreau.network.calendar.views.seeing import seen
from terreau.network.people import queries as people
from terreau.network.posts import queries as posts


@require_POST
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Yes, perhaps or no; a yes may wait."""
    found = seen(request, key)
    said = actions.answer(viewer(request), event=found, choice=request.POST.get("choice", ""))
    words = {
        "yes": _("You come: a seat is yours.") if found.seats else _("You come."),
        "waiting": _("Every seat is taken: you are on the waiting list, and told as soon as a seat is free."),
        "perhaps": _("Perhaps: you will be reminded, and no seat is kept."),
        "no": _("You do not come."),
    }
    return toasts.say(request, back(request, queries.address(found.key, found.title)), words[said.choice])


@require_POST
def answer_following(request: HttpRequest, key: str) -> HttpResponse:
    """The same for this one and all later ones of its series."""
    found = seen(request, key)
    count = actions.answer_following(viewer(request), event=found, choice=request.POST.get("choice", ""))
    words = ngettext("Answered: %(num)s event.", "Answered: %(num)s events.", count) % {"num": count}
    return toasts.say(request, back(request, queries.address(found.key, found.title)), words)


@require_safe
def attendance(request: HttpRequest, key: str) -> HttpResponse:
    """Everybody who comes; for who runs the event every answer."""
    shown = queries.reading(viewer(request), seen(request, key))
    context = {"reading": shown, "row": shown.row, "parts": queries.parts(viewer(request), shown.event)}
    return render(request, "calendar/attendance.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest, key: str) -> HttpResponse:
    """Ask people to come."""
    found, me = seen(request, key), viewer(request)
    form = InvitationForm(request.POST if request.method == "POST" else None)
    ready = form.is_valid() and request.POST.get("act") != "find"
    if ready:
        chosen = {person.pk: person for person in people.seen_by(me).filter(key__in=form.cleaned_data["people"])}
        outside = queries.blind_to(me, found, list(chosen.values()))
        if outside:
            words = _("%(names)s cannot see this event. Leave those names out, or let them into the space first.")
            form.add_error("who", words % {"names": ", ".join(outside)})
        elif chosen:
            count = actions.invite(me, event=found, people=list(chosen.values()))
            words = ngettext("%(num)s person is asked to come.", "%(num)s people are asked to come.", count)
            said = words % {"num": count} if count else _("They have been asked or have answered already.")
            return toasts.say(request, back(request, queries.address(found.key, found.title)), said)
        else:
            form.add_error("who", _("Choose at least one person."))
    return draw_invitations(request, found, form, 422 if form.errors else 200)


def draw_invitations(request: HttpRequest, event: queries.Event, form: InvitationForm, status: int) -> HttpResponse:
    me, keys = viewer(request), [str(key) for key in form["people"].value() or []]
    found = people.mentionable(me, text=str(form["who"].value() or ""))
    shown = queries.inviting(me, event)
    context = {
        "reading": shown,
        "row": shown.row,
        "form": form,
        "chosen": posts.chosen_people(me, keys),
        "found": [row for row in found if row.key not in keys],
    }
    return render(request, "calendar/invite.html", context, status)
