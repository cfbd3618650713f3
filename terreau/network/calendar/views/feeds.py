"""Calendars for other programs: one event to add, secret addresses to subscribe to."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.foundation.access.addresses import back
from terreau.foundation.access.endpoints import place
from terreau.foundation.access.words import Absent, Refused, one
from terreau.foundation.identity.doors import open_to_all, shows_secret, viewer
from terreau.foundation.text.ical import MEDIA_TYPE
from terreau.foundation.ui import toasts
from terreau.foundation.ui.pages import render
from terreau.network.calendar import actions, queries
from terreau.network.calendar.forms import FeedForm
from terreau.network.calendar.views.seeing import read_space, seen
from terreau.network.spaces import queries as spaces


@require_safe
def event_file(request: HttpRequest, key: str) -> HttpResponse:
    """One event as a file that any calendar program opens."""
    found = seen(request, key)
    answer = HttpResponse(queries.event_content(viewer(request), found), content_type=MEDIA_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{found.key}.ics"'
    return answer


@shows_secret
@require_http_methods(["GET", "HEAD", "POST"])
def feeds(request: HttpRequest) -> HttpResponse:
    """One’s own addresses. POST makes one; its secret stands in this one answer and nowhere else."""
    me, secret = viewer(request), ""
    form = feed_form(request)
    if form.is_bound and form.is_valid():
        secret = opened(request, form)
    context = {"form": form, "feeds": queries.feed_rows(me), "fresh": bool(secret)}
    context["address"] = place(f"/calendar/feeds/{secret}.ics")
    return render(request, "calendar/feeds.html", context, 422 if form.errors else 200)


def feed_form(request: HttpRequest) -> FeedForm:
    """Choices are the viewer’s own calendar and spaces, and the one from whose calendar they come (`?space=`)."""
    choices = [(place.key, place.name) for place in spaces.places_to_write(viewer(request))]
    asked = request.POST.get("what", "") or request.GET.get("space", "")
    if asked and asked not in ("mine", "coming", *dict(choices)):
        choices.append((asked, spaces.page_of(viewer(request), read_space(request, asked)).name))
    return FeedForm(request.POST if request.method == "POST" else None, spaces=choices, initial={"what": asked})


def opened(request: HttpRequest, form: FeedForm) -> str:
    """The secret of a new feed; none where it was refused, with the reason on the form."""
    said, me = form.cleaned_data, viewer(request)
    try:
        space = one(spaces.readable_at(me, said["space"])) if said["space"] else None
        return actions.open_feed(me, holds=said["holds"], space=space)[1]
    except Refused as error:
        form.add_error(None, error.why)
        return ""


@require_POST
def revocation(request: HttpRequest, key: str) -> HttpResponse:
    feed = queries.feed_named(viewer(request), key)
    if feed is None:
        raise Absent
    actions.revoke_feed(viewer(request), feed=feed)
    return toasts.say(request, back(request, "/calendar/feeds"), _("The address opens nothing any more."))


@open_to_all
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """What a calendar program fetches. Its rights are those of the person behind the secret, at this moment."""
    found = queries.feed_behind(secret)
    if found is None:
        raise Absent
    with translation.override(found.person.language):
        content = queries.feed_content(found.person, found)
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    same = request.headers.get("If-None-Match") == tag
    answer = HttpResponse(status=304) if same else HttpResponse(content, content_type=MEDIA_TYPE)
    answer.headers["ETag"], answer.headers["Cache-Control"] = tag, "private, no-cache"
    return answer
