"""The list of spaces, asking for a new one, and answering those who asked."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.foundation.access.addresses import back
from terreau.foundation.access.words import Absent
from terreau.foundation.identity.doors import is_signed_in, viewer
from terreau.foundation.text.cursors import BadCursor
from terreau.foundation.ui import toasts
from terreau.foundation.ui.frame import Entry
from terreau.foundation.ui.pages import render
from terreau.network.spaces import actions, queries
from terreau.network.spaces.forms import GlassForm, ProposalForm


def frame(request: HttpRequest) -> dict[str, Any]:
    """What spaces add to every page: their place in the navigation."""
    if not is_signed_in(request):
        return {}
    return {"entries": [Entry(_("Spaces"), "/spaces", "spaces", rank=20, current=in_conversation(request))]}


def in_conversation(request: HttpRequest) -> bool:
    """A conversation lives in a space: its pages stand under “Spaces”."""
    return request.path.startswith("/posts/") and request.path != "/posts/new"


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """`only`: mine or archived; facets `openness category country language`; words `q`."""
    asked = {name: request.GET.get(name, "")[:80].strip() for name in ("only", "q", *queries.FACET_NAMES)}
    if asked["only"] not in ("", "mine", "archived"):
        raise Absent
    wanted = queries.Wanted(**asked, before=request.GET.get("before"))
    try:
        page = queries.directory(viewer(request), wanted=wanted)
    except BadCursor as error:
        raise Absent from error
    context = {"page": page, "wanted": wanted, **queries.may_begin(viewer(request))}
    return render(request, "spaces/directory.html", context, block="items")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask for a space; administrators create at once. Similar spaces are shown before anything is sent (`seen`)."""
    me = viewer(request)
    allowed = queries.beginning(me)
    template = request.GET.get("template", "")
    form = ProposalForm(request.POST or None, viewer=me, template=template)
    alike: list[queries.Listed] = []
    if request.method == "POST" and form.is_valid():
        alike = queries.similar(me, said=form.said()) if not request.POST.get("seen") else []
        if not alike:
            return begin(request, form)
    context = {"form": form, "alike": alike, "templates": queries.TEMPLATES.values(), **allowed}
    return render(request, "spaces/new.html", context, 422 if form.errors else 200)


def begin(request: HttpRequest, form: ProposalForm) -> HttpResponse:
    """Create the space, or hand the proposal to those who may."""
    me = viewer(request)
    if queries.may_begin(me)["may_create"]:
        space = actions.create(me, **form.answers())
        return HttpResponse(status=303, headers={"Location": queries.address(space.key, space.name)})
    actions.propose(me, **form.answers())
    answer = HttpResponse(status=303, headers={"Location": "/spaces/proposals"})
    return toasts.say(request, answer, _("Your proposal is with the administrators. Their answer appears here."))


@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    me = viewer(request)
    return render(request, "spaces/proposals.html", {"rows": queries.proposals(me), **queries.may_begin(me)})


@require_POST
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """`accept` creates the space; without it `refusal` says why not."""
    proposal = queries.proposal_by_key(viewer(request), key)
    accept, refusal = bool(request.POST.get("accept")), request.POST.get("refusal", "")[:2000]
    actions.answer_proposal(viewer(request), proposal=proposal, accept=accept, refusal=refusal)
    return back(request, "/spaces/proposals")


@require_http_methods(["GET", "HEAD", "POST"])
def glass(request: HttpRequest) -> HttpResponse:
    """Administrators look into a closed or secret space, for a reason that its owners read."""
    me = viewer(request)
    if not queries.may_begin(me)["may_look_in"]:
        raise Absent
    form = GlassForm(request.POST or None, initial={"space": request.GET.get("space", "")[:100]})
    if request.method == "POST" and form.is_valid():
        space = queries.behind_glass(me, form.cleaned_data["space"])
        actions.break_the_glass(me, space=space, reason=form.cleaned_data["reason"])
        return HttpResponse(status=303, headers={"Location": f"/spaces/{space.key}"})
    return render(request, "spaces/glass.html", {"form": form}, 422 if form.errors else 200)
