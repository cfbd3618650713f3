"""Where one is signed in, and signing out from afar."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from terreau.foundation.access.addresses import back
from terreau.foundation.access.words import Absent
from terreau.foundation.accounts import actions, queries
from terreau.foundation.identity.doors import viewer
from terreau.foundation.ui import toasts
from terreau.foundation.ui.pages import render


@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """POST: `session` (its mark) ends one, `others` ends all but this one."""
    me, here = viewer(request), request.session.session_key or ""
    if request.method != "POST":
        return render(request, "accounts/sessions.html", {"devices": queries.devices(me, current=here)})
    answer = back(request, "/account/sessions")
    if request.POST.get("others"):
        ended = actions.sign_out_everywhere(me, person=me, but=here)
        said = ngettext("%(n)s device was signed out.", "%(n)s devices were signed out.", ended) % {"n": ended}
        return toasts.say(request, answer, said)
    session = queries.session_marked(me, request.POST.get("session", ""))
    if session is None:
        raise Absent
    actions.end_session(me, session=session)
    return toasts.say(request, answer, _("This device was signed out."))
