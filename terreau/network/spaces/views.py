"""Pages about spaces themselves. A space’s feed is a page of `posts`."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from terreau.foundation.identity.doors import is_signed_in
from terreau.foundation.ui.frame import Entry


def frame(request: HttpRequest) -> dict[str, Any]:
    """What spaces add to every page: their place in the navigation."""
    if not is_signed_in(request):
        return {}
    return {"entries": [Entry(_("Spaces"), "/spaces", "spaces", rank=20)]}
