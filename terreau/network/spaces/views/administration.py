"""Every space with what decides whether it is looked after, for those who run the network."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from terreau.foundation.access.addresses import whole_number
from terreau.foundation.access.words import Absent
from terreau.foundation.identity.doors import viewer
from terreau.foundation.identity.models import Person
from terreau.foundation.ui.administration import Part
from terreau.foundation.ui.pages import render
from terreau.network.spaces import queries


def parts(viewer: Person) -> list[Part]:
    """Spaces, for the hub; the glass, for those who may break it."""
    if not queries.may_begin(viewer)["may_look_in"]:
        return []
    alone = queries.alone(viewer)
    note = ngettext("%(num)s without an owner", "%(num)s without an owner", alone) % {"num": alone} if alone else ""
    here = "/administration/spaces"
    return [
        Part(_("Spaces"), here, "spaces", _("Keys, official mark, review dates."), 30, note, "warn" if alone else ""),
        Part(_("Proposals"), "/spaces/proposals", "sprout", _("Spaces that colleagues ask for."), 31),
        Part(_("Spaces without a keeper"), "/spaces/keyless", "key", _("Whose owners have all left; find one."), 33),
        Part(_("Look into a space"), "/spaces/glass", "eye", _("With a reason, for a day, announced to it."), 32),
    ]


@require_safe
def spaces(request: HttpRequest) -> HttpResponse:
    """`concern`: ownerless, one_key, overdue, official, archived; `q` words of a name; `before` an id."""
    concern, q = request.GET.get("concern", ""), request.GET.get("q", "")[:100].strip()
    if concern not in ("", *queries.CONCERNS):
        raise Absent
    page = queries.care(viewer(request), concern=concern, q=q, before=whole_number(request.GET.get("before", "")))
    asked = {"concern": concern, "q": q, "before": page.next or ""}
    further = urlencode({name: value for name, value in asked.items() if value})
    context = {"page": page, "concern": concern, "q": q, "further": further}
    return render(request, "spaces/administration.html", context, block="items")
