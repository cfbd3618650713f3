"""What reaches me, and the link that stops a sort of mail without signing in."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from terreau.foundation.access.words import Absent
from terreau.foundation.identity.doors import open_to_all, viewer
from terreau.foundation.text import typography
from terreau.foundation.ui import toasts
from terreau.foundation.ui.pages import render
from terreau.network.notifications import actions, queries
from terreau.network.notifications.forms import Settings
from terreau.network.notifications.queries import words


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Each kind and how it comes, the digest, the level of each space, and the quiet hours with their reason."""
    me = viewer(request)
    language = translation.get_language() or "en"
    form = Settings(request.POST or None, initial=queries.chosen(me), language=language)
    if request.method == "POST" and form.is_valid():
        actions.choose(me, channels=form.channels(), often=form.cleaned_data["often"], hour=form.cleaned_data["hour"])
        return toasts.say(request, HttpResponseRedirect("/notifications/settings"), _("Your choices are kept."))
    quiet = queries.quiet_of(me)
    context = {"form": form, "kinds": list(words.NAMES), "quiet": quiet, "me": me, "spaces": queries.levels(me)}
    context["quiet_days"] = ", ".join(typography.weekday(day, language) for day in sorted(quiet.hours.days))
    return render(request, "notifications/settings.html", context, status=422 if form.errors else 200)


@csrf_exempt
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """A page with one button; pressed, or posted by a mail program (RFC 8058), it stops this sort of mail."""
    found = queries.holder(viewer(request), token)
    if found is None:
        raise Absent
    person, stops = found
    done = request.method == "POST"
    if done:
        actions.stop(person, person_id=person.pk, stops=stops)
    name = words.NAMES.get(stops)
    what = _(name) if name else _("The digest") if stops == "digest" else _("Mail at once")
    return render(request, "notifications/unsubscribe.html", {"what": what, "done": done, "stops": stops})
