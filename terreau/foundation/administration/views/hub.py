"""The door to what a person may run; and whose network this is, on every page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from terreau.foundation.access.words import Absent
from terreau.foundation.administration.views.ruling import RULES
from terreau.foundation.identity.doors import is_signed_in, viewer
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import queries as orgs
from terreau.foundation.ui import brand
from terreau.foundation.ui.administration import Part, parts_of
from terreau.foundation.ui.frame import Entry, languages
from terreau.foundation.ui.pages import render


def frame(request: HttpRequest) -> dict[str, Any]:
    """Name, logo, colour and languages of the network; the way to Administration for those who run something."""
    house = orgs.house(viewer(request) if is_signed_in(request) else None)
    whole: dict[str, Any] = {"network": house.name, "group": house.company, "logo": house.logo}
    whole["languages"] = [choice for choice in languages() if choice.code in house.languages or choice.current]
    if house.accent:
        whole["brand_css"] = reverse("administration:brand", args=[house.accent.removeprefix("#")])
        whole["bar"] = brand.bar(house.accent)
    if house.runs:
        whole["entries"] = [Entry(_("Administration"), "/administration", "settings", rank=90)]
    return whole


def parts(viewer: Person) -> list[Part]:
    """The pages of this room, for the hub."""
    if not orgs.administers(viewer):
        return []
    found = [
        Part(_("Units"), "/administration/units", "building", _("The tree of entities and units."), 20),
        Part(_("Duties"), "/administration/duties", "key", _("Who was entrusted with what, by whom."), 22),
    ]
    if orgs.administers_all(viewer):
        found += [
            Part(_("Sites"), "/administration/sites", "map-pin", _("Where people work, with their time zone."), 21),
            Part(_("Rules"), RULES, "scale", _("Quiet hours, smallest group, terms: which value holds where."), 15),
            Part(_("The network"), "/administration/network", "pencil", _("Name, logo, colour, languages."), 10),
        ]
    return found


@require_safe
def hub(request: HttpRequest) -> HttpResponse:
    found = parts_of(viewer(request))
    if not found:
        raise Absent
    return render(request, "administration/hub.html", {"parts": found})
