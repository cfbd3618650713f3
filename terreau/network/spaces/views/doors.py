"""Coming in and going out: joining, asking, inviting; and what a member sets for themselves."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from terreau.foundation.access.addresses import back
from terreau.foundation.access.words import Absent
from terreau.foundation.identity.doors import viewer
from terreau.foundation.ui import toasts
from terreau.network.spaces import actions, queries


@require_POST
def membership(request: HttpRequest, key: str) -> HttpResponse:
    space = queries.by_key(viewer(request), key)
    actions.join(viewer(request), space=space)
    return back(request, queries.address(space.key, space.name))


@require_POST
def departure(request: HttpRequest, key: str) -> HttpResponse:
    space = queries.by_key(viewer(request), key)
    actions.leave(viewer(request), space=space)
    stays = queries.seen_by(viewer(request)).filter(pk=space.pk).exists()
    answer = back(request, "/spaces") if stays else away()
    return toasts.say(request, answer, _("You have left “%(space)s”.") % {"space": space.name})


def away() -> HttpResponse:
    """To the list of spaces, when the page one came from is no longer there for them."""
    return HttpResponse(status=303, headers={"Location": "/spaces"})


@require_POST
def level(request: HttpRequest, key: str) -> HttpResponse:
    """`level`: all, digest, mentions or none."""
    space = queries.by_key(viewer(request), key)
    actions.set_level(viewer(request), space=space, level=request.POST.get("level", ""))
    return back(request, queries.address(space.key, space.name))


@require_POST
def star(request: HttpRequest, key: str) -> HttpResponse:
    """`off` takes the star away."""
    space = queries.by_key(viewer(request), key)
    (actions.unstar if request.POST.get("off") else actions.star)(viewer(request), space=space)
    return back(request, queries.address(space.key, space.name))


@require_POST
def request(request: HttpRequest, key: str) -> HttpResponse:
    """Ask to join, with `words`; `off` takes the request back."""
    space = queries.by_key(viewer(request), key)
    if request.POST.get("off"):
        actions.withdraw_request(viewer(request), space=space)
        said = _("Your request is taken back.")
    else:
        actions.request(viewer(request), space=space, words=request.POST.get("words", "")[:1000])
        said = _("Your request is with those who look after “%(space)s”.") % {"space": space.name}
    return toasts.say(request, back(request, queries.address(space.key, space.name)), said)


@require_POST
def answer(request: HttpRequest, key: str, person: str) -> HttpResponse:
    """`accept` lets the person in; without it the request is refused."""
    me = viewer(request)
    space, asks = queries.by_key(me, key), queries.person_here(me, person)
    actions.answer_request(me, space=space, person=asks, accept=bool(request.POST.get("accept")))
    return back(request, f"/spaces/{space.key}/people")


@require_POST
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """Answer an invitation to oneself: accepted, or with `off` declined."""
    space = queries.by_key(viewer(request), key)
    if not request.POST.get("off"):
        actions.accept_invitation(viewer(request), space=space)
        return back(request, queries.address(space.key, space.name))
    actions.decline_invitation(viewer(request), space=space)
    return back(request, "/spaces") if queries.seen_by(viewer(request)).filter(pk=space.pk).exists() else away()


@require_POST
def place(request: HttpRequest, key: str, person: str) -> HttpResponse:
    """Invite a person, as `role` where that differs; `off` takes the invitation back, `again` mails a guest anew."""
    me = viewer(request)
    space, invited = queries.by_key(me, key), queries.person_here(me, person)
    fallback = f"/spaces/{space.key}/people"
    if request.POST.get("off"):
        actions.revoke_invitation(me, space=space, person=invited)
        return back(request, fallback)
    if request.POST.get("again"):
        actions.mail_again(me, space=space, person=invited)
        said = _("A new link is on its way to %(name)s; the one before leads nowhere now.") % {"name": invited.name}
        return toasts.say(request, back(request, fallback), said)
    role = request.POST.get("role", "")
    if role not in ("", "manager"):
        raise Absent
    actions.invite(me, space=space, person=invited, role=role)
    said = _("%(name)s finds the invitation at their next visit.") % {"name": invited.name}
    return toasts.say(request, back(request, fallback), said)
