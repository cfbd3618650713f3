"""Asking colleagues in, and the page that an invitation opens."""

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from terreau.foundation.access.addresses import back
from terreau.foundation.access.words import Absent, Refused
from terreau.foundation.accounts import actions, queries
from terreau.foundation.accounts.forms import ArrivalForm, InvitationForm
from terreau.foundation.identity.doors import is_signed_in, open_to_all, viewer
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import queries as orgs
from terreau.foundation.ui import toasts
from terreau.foundation.ui.administration import Part
from terreau.foundation.ui.pages import render

FIRST_MORNING = "/welcome"


def parts(viewer: Person) -> list[Part]:
    """Who was asked in, for the hub."""
    if not queries.may_invite(viewer):
        return []
    return [Part(_("Invitations"), "/invitations", "user-plus", _("Ask colleagues in; see who has not come yet."), 12)]


@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """Who was asked in and has not come yet; POST asks one more."""
    me = viewer(request)
    if not queries.may_invite(me):
        raise Absent
    units = queries.branches(me)
    choices = [(unit.key, unit.name) for unit in units]
    given = request.POST if request.method == "POST" else None
    form = InvitationForm(
        given, branches=choices, everywhere=queries.invites_anywhere(me), initial={"language": orgs.first_language()}
    )
    if form.is_bound and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("email", "name", "language")}
        unit = next((unit for unit in units if unit.key == form.cleaned_data["unit"]), None)
        try:
            actions.invite(me, unit=unit, **told)
        except Refused as refused:
            form.add_error("email", refused.why)
        else:
            said = _("An invitation is on its way to %(email)s.") % {"email": told["email"]}
            return toasts.say(request, back(request, "/invitations"), said)
    context = {"form": form, "waiting": queries.open_invitations(me)}
    return render(request, "accounts/invitations.html", context, 422 if form.errors else 200)


@require_POST
def revocation(request: HttpRequest) -> HttpResponse:
    """`invitation`: its number."""
    me = viewer(request)
    invitation = queries.invitation_numbered(me, request.POST.get("invitation", ""))
    if invitation is None:
        raise Absent
    actions.revoke_invitation(me, invitation=invitation)
    return toasts.say(request, back(request, "/invitations"), _("The invitation leads nowhere any more."))


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def arrival(request: HttpRequest, secret: str) -> HttpResponse:
    """Name, language, password; then the first morning. Whoever is signed in here changes into the invited person."""
    invitation = queries.invitation_named(secret)
    if invitation is None:
        raise Absent
    person = invitation.person
    given = request.POST if request.method == "POST" else None
    form = ArrivalForm(given, person=person, initial={"name": person.name, "language": person.language})
    if form.is_bound and form.is_valid():
        arrived = actions.accept_invitation(None, invitation=invitation, **form.cleaned_data)
        login(request, arrived, backend=settings.AUTHENTICATION_BACKENDS[0])
        return HttpResponseRedirect(FIRST_MORNING)
    other = viewer(request).name if is_signed_in(request) else ""
    told = {"email": invitation.email, "inviter": invitation.invited_by.name, "given": person.get_short_name()}
    context = {"form": form, "other": other, "until": invitation.expires_at, **told}
    return render(request, "accounts/arrival.html", context, 422 if form.errors else 200)
