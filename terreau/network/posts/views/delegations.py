"""Whom one lets write in one’s name, and in whose name one writes."""

from datetime import datetime, time

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from terreau.foundation.access.addresses import back
from terreau.foundation.access.words import one
from terreau.foundation.identity.doors import viewer
from terreau.foundation.ui import toasts
from terreau.foundation.ui.pages import render
from terreau.network.people import queries as people
from terreau.network.posts import actions, queries
from terreau.network.posts.forms import DelegationForm
from terreau.network.spaces import queries as spaces


@require_http_methods(["GET", "HEAD", "POST"])
def delegations(request: HttpRequest) -> HttpResponse:
    """The page, and lending one’s name."""
    form = DelegationForm(request.POST or None, initial={"writer": []})
    if request.method != "POST" or request.POST.get("act") == "find" or not form.is_valid():
        status = 422 if request.method == "POST" and request.POST.get("act") != "find" else 200
        return draw(request, form, status)
    said = form.cleaned_data
    actions.delegate(
        viewer(request),
        writer=one(people.seen_by(viewer(request)).filter(key=said["writer"][0])),
        space=one(spaces.written_by(viewer(request)).filter(key=said["space"])),
        until=timezone.make_aware(datetime.combine(said["until"], time.max)),
    )
    return toasts.say(request, back(request, "/delegations"), _("Done. Posts will show both names."))


def draw(request: HttpRequest, form: DelegationForm, status: int) -> HttpResponse:
    me = viewer(request)
    chosen = [str(key) for key in form["writer"].value() or []]
    wanted = str(form["who"].value() or "")
    found = [row for row in people.mentionable(me, text=wanted) if row.key not in {*chosen, me.key}] if wanted else []
    context = {
        "form": form,
        "given": queries.loans_by(me),
        "taken": queries.loans_to(me),
        "spaces": spaces.places_to_write(me),
        "chosen": queries.chosen_people(me, chosen),
        "found": found,
        "today": timezone.localdate(),
    }
    return render(request, "posts/delegations.html", context, status)


@require_POST
def ending(request: HttpRequest, number: int) -> HttpResponse:
    """The leader takes their name back, or the writer gives it back."""
    lent = one(queries.delegations_of(viewer(request)).filter(pk=number))
    actions.end_delegation(viewer(request), delegation=lent)
    return toasts.say(request, back(request, "/delegations"), _("Ended. What was written stays."))
