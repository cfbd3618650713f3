"""Pages about people."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from terreau.foundation.identity.doors import is_signed_in, viewer
from terreau.foundation.text import names
from terreau.foundation.text.keys import slug
from terreau.foundation.ui.frame import Entry, Viewer


def frame(request: HttpRequest) -> dict[str, Any]:
    """What people add to every page: who is here and the directory."""
    if not is_signed_in(request):
        return {"sign_in_url": "/account/login"}
    me = viewer(request)
    shown = Viewer(me.name, names.initials(me.name), names.tone(me.key), f"/people/{me.key}-{slug(me.name)}")
    return {"viewer": shown, "entries": [Entry(_("People"), "/people", "people", rank=30)]}
