"""Who is in a space, and what its keepers do about it."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from terreau.foundation.access.addresses import back, moved
from terreau.foundation.identity.doors import viewer
from terreau.foundation.ui import toasts
from terreau.foundation.ui.pages import render
from terreau.network.spaces import actions, queries


@require_safe
def people(request: HttpRequest, key: str) -> HttpResponse:
    """`q` looks for members, `find` for people to invite, `after` continues the list."""
    me = viewer(request)
    space = queries.by_key(me, key)
    shown = queries.page_of(me, space)
    elsewhere = moved(request, f"{shown.url}/people")
    if elsewhere:
        return elsewhere
    q, find = request.GET.get("q", "")[:100].strip(), request.GET.get("find", "")[:100].strip()
    found = queries.members(me, space=space, q=q, after=request.GET.get("after", "")[:16])
    near = queries.candidates(me, space=space, q=find) if shown.may_edit and find else []
    context = {"space": shown, "tab": "people", "members": found, "q": q, "find": find, "candidates": near}
    return render(request, "spaces/people.html", context, block="items")


@require_POST
def role(request: HttpRequest, key: str, person: str) -> HttpResponse:
    """`role`: owner, manager or member."""
    me = viewer(request)
    space, whose = queries.by_key(me, key), queries.person_here(me, person)
    actions.change_role(me, space=space, person=whose, role=request.POST.get("role", ""))
    return back(request, f"/spaces/{space.key}/people")


@require_POST
def removal(request: HttpRequest, key: str, person: str) -> HttpResponse:
    me = viewer(request)
    space, whose = queries.by_key(me, key), queries.person_here(me, person)
    actions.remove_member(me, space=space, person=whose)
    answer = back(request, f"/spaces/{space.key}/people")
    return toasts.say(request, answer, _("%(name)s is no longer in this space.") % {"name": whose.name})


@require_POST
def keys(request: HttpRequest, key: str, person: str) -> HttpResponse:
    """Hand the space over to this member."""
    me = viewer(request)
    space, heir = queries.by_key(me, key), queries.person_here(me, person)
    actions.hand_over(me, space=space, person=heir)
    answer = back(request, f"/spaces/{space.key}/people")
    return toasts.say(request, answer, _("%(name)s now holds the key of this space.") % {"name": heir.name})
