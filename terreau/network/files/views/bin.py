"""The bin of a space: what waits there, taken out, erased for good."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from terreau.foundation.access.addresses import back
from terreau.foundation.access.words import one
from terreau.foundation.identity.doors import viewer
from terreau.foundation.ui import toasts
from terreau.foundation.ui.pages import render
from terreau.network.files import actions, queries
from terreau.network.files.views.seeing import read_space
from terreau.network.spaces import queries as spaces


@require_safe
def gone(request: HttpRequest, key: str) -> HttpResponse:
    return draw(request, read_space(request, key))


def draw(request: HttpRequest, space: spaces.Space, refused: str = "", status: int = 200) -> HttpResponse:
    me = viewer(request)
    shown = {"gone": queries.gone_in(me, space), "room": queries.room_of_space(me, space), "refused": refused}
    return render(request, "files/bin.html", {"space": spaces.page_of(me, space), "tab": "files", **shown}, status)


@require_POST
def restoration(request: HttpRequest, key: str) -> HttpResponse:
    """What was ticked comes out of the bin; `d` and `f` stand in the form or in the address."""
    space, me = read_space(request, key), viewer(request)
    documents = request.POST.getlist("d") or request.GET.getlist("d")
    folders = request.POST.getlist("f") or request.GET.getlist("f")
    what = queries.chosen_gone(me, space, documents, folders)
    try:
        back_again = actions.restore(me, what=what)
    except actions.Taken as error:
        words = _("“%(name)s” is the name of something else there now. Give that another name first.")
        return draw(request, space, words % {"name": error.name}, 409)
    count = len(back_again.documents)
    said = ngettext("%(count)s file is there again.", "%(count)s files are there again.", count) % {"count": count}
    return toasts.say(request, back(request, f"/spaces/{space.key}/files"), said)


@require_POST
def erasure(request: HttpRequest, key: str) -> HttpResponse:
    """A file in the bin is gone for good."""
    document = one(queries.gone_one(viewer(request), key))
    space = document.space
    actions.erase(viewer(request), document=document)
    answer = back(request, f"/spaces/{space.key}/files/bin")
    return toasts.say(request, answer, _("Erased for good."))
