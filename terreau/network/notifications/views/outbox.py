"""Mails that lie in the outbox folder because no mail server is named."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from terreau.foundation.access.words import Absent
from terreau.foundation.identity.doors import viewer
from terreau.foundation.identity.models import Person
from terreau.foundation.ui.administration import Part
from terreau.foundation.ui.pages import render
from terreau.network.notifications import queries


def parts(viewer: Person) -> list[Part]:
    """The mails that were not sent, for the hub."""
    if not queries.watches_outbox(viewer):
        return []
    text = _("Mails that lie here because no mail server is named.")
    return [Part(_("Outbox"), "/administration/outbox", "mail", text, 64)]


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """The newest ones, for the operator: to whom and when; their words in a demo company only."""
    context = {"lying": queries.outbox(viewer(request)), "sends": bool(settings.CONFIGURATION.mail_url)}
    return render(request, "notifications/outbox.html", context)


@require_safe
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail with its words."""
    found = queries.lying(viewer(request), name)
    if found is None:
        raise Absent
    return render(request, "notifications/mail_lying.html", {"mail": found})
