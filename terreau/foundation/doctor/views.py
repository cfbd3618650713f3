"""The operator’s pages: settings, health, journal, jobs. For anybody else there are no such pages."""

import logging
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from terreau.foundation.access.addresses import back, whole_number
from terreau.foundation.access.words import Absent
from terreau.foundation.doctor import actions, queries
from terreau.foundation.doctor.forms import JournalForm
from terreau.foundation.doctor.journal import Asked
from terreau.foundation.identity.doors import viewer
from terreau.foundation.identity.models import Person
from terreau.foundation.jobs import actions as jobs_actions
from terreau.foundation.jobs.backlog import LANES, STATES, backlog
from terreau.foundation.ui import toasts
from terreau.foundation.ui.administration import Part
from terreau.foundation.ui.pages import render

log = logging.getLogger(__name__)


def parts(viewer: Person) -> list[Part]:
    """The operator’s pages, for the hub."""
    if not queries.operates(viewer):
        return []
    failed = backlog().failed
    note = ngettext("%(num)s failed", "%(num)s failed", failed) % {"num": failed} if failed else ""
    return [
        Part(_("Settings"), "/administration/settings", "sliders", _("Every setting: meaning, state, remedy."), 60),
        Part(_("Health"), "/administration/health", "activity", _("Machine, database, what works behind."), 61),
        Part(_("Jobs"), "/administration/jobs", "server", _("Slow work: waiting, running, failed."), 62, note, "warn"),
        Part(_("Journal"), "/administration/journal", "history", _("Who did what to the network, and when."), 63),
    ]


@require_safe
def settings_page(request: HttpRequest) -> HttpResponse:
    """Every setting, what it means, how it is and what helps."""
    found = queries.settings_of(viewer(request))
    return render(request, "doctor/settings.html", {"findings": found})


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    return render(request, "doctor/health.html", {"health": queries.health(viewer(request))})


@require_POST
def hearing(request: HttpRequest, id: int) -> HttpResponse:
    """Have it heard again; what fails once more stays set aside, and the page says so."""
    me = viewer(request)
    unheard = queries.missed(me, whole_number(str(id)) or 0)
    try:
        actions.hear_again(me, unheard=unheard)
        said = _("Heard. Nothing of it is missing any more.")
    except Exception:  # whatever a listener raises: its reason is on the page, its cause in the log
        log.exception("a listener failed again", extra={"listener": unheard.listener, "seq": unheard.seq})
        said = _("It failed once more and stays set aside. The log names the cause.")
    return toasts.say(request, back(request, "/administration/health"), said)


@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    """`kind`, `person` (words of a name), `until` (a day), `before` (a number)."""
    asked = {name: request.GET.get(name, "")[:100].strip() for name in ("kind", "person", "until")}
    day = day_of(asked["until"])
    before = whole_number(request.GET.get("before", ""))
    page = queries.journal(viewer(request), asked=Asked(asked["kind"], asked["person"], day, before))
    form = JournalForm(initial={**asked, "until": day}, kinds=page.kinds)
    further = urlencode({name: value for name, value in asked.items() if value} | {"before": page.next or ""})
    context = {"page": page, "form": form, "further": further, "narrowed": any(asked.values())}
    return render(request, "doctor/journal.html", context, block="items")


def day_of(text: str) -> date | None:
    """A day as a date field sends it; `Absent` for a day that does not exist."""
    try:
        day = parse_date(text) if text else None
    except ValueError as error:
        raise Absent from error
    if text and day is None:
        raise Absent
    return day


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """`state`, `lane`, `before` (a number)."""
    state, lane = request.GET.get("state", ""), request.GET.get("lane", "")
    if state not in ("", *STATES) or lane not in ("", *LANES):
        raise Absent
    before = whole_number(request.GET.get("before", ""))
    page = queries.jobs(viewer(request), state=state, lane=lane, before=before)
    context = {"page": page, "state": state, "lane": lane, "states": STATES}
    return render(request, "doctor/jobs.html", context, block="items")


@require_POST
def again(request: HttpRequest, key: str) -> HttpResponse:
    """Send what failed back to the queue."""
    me = viewer(request)
    jobs_actions.run_again(me, job=queries.job(me, key))
    said = _("Back in the queue; it runs within seconds.")
    return toasts.say(request, back(request, "/administration/jobs"), said)
