"""What was attached in the conversations of a space."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from terreau.foundation.access.words import Absent
from terreau.foundation.identity.doors import viewer
from terreau.foundation.text.cursors import BadCursor
from terreau.foundation.ui.pages import render
from terreau.network.files import queries
from terreau.network.files.views.seeing import read_space
from terreau.network.spaces import queries as spaces


@require_safe
def attached(request: HttpRequest, key: str) -> HttpResponse:
    """Beside the folders: the files of posts and replies, each with the one it hangs on."""
    me, space = viewer(request), read_space(request, key)
    try:
        found = queries.conversations(me, space, request.GET.get("before", ""))
    except BadCursor as error:
        raise Absent from error
    context = {"space": spaces.page_of(me, space), "tab": "files", "found": found}
    return render(request, "files/conversations.html", context)
