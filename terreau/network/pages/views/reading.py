"""The tree of a space’s pages, and one page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from terreau.foundation.access.addresses import moved
from terreau.foundation.identity.doors import viewer
from terreau.foundation.ui.pages import render
from terreau.network.pages import queries
from terreau.network.pages.cards import pages as cards
from terreau.network.pages.views.seeing import read_space, seen
from terreau.network.posts.views import about
from terreau.network.spaces import queries as spaces


@require_safe
def tree(request: HttpRequest, key: str) -> HttpResponse:
    me, space = viewer(request), read_space(request, key)
    context = {
        "space": spaces.page_of(me, space),
        "tab": "pages",
        "tree": queries.tree(me, space.pk),
        "begun": queries.begun_in(me, space.pk),
        "templates": queries.TEMPLATES.values(),
    }
    return render(request, "pages/tree.html", context)


@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    found = seen(request, key)
    elsewhere = moved(request, queries.address(found.key, found.title))
    if elsewhere:
        return elsewhere
    context = about.talk(request, cards.thing_of(found), f"/pages/{found.key}")
    context |= {"reading": queries.reading(viewer(request), found), "page": found}
    return render(request, "pages/page.html", context)
