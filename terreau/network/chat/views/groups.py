"""Conversations of several: begun, named, joined and left; and whom one may name or add."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.foundation.access.addresses import back
from terreau.foundation.access.words import Refused, one
from terreau.foundation.identity.doors import viewer
from terreau.foundation.ui import toasts
from terreau.foundation.ui.pages import render
from terreau.network.chat import actions, queries
from terreau.network.chat.forms import GroupForm, NameForm
from terreau.network.chat.views.places import PLACE, address, seen
from terreau.network.people import queries as people_queries

SHOWN = ("key", "name", "title", "initials", "tone", "picture", "url")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose who takes part (`person`, several) and begin; one alone is written to as usual."""
    form = GroupForm(request.POST or None, initial={"person": request.GET.getlist("person")})
    if request.method == "POST" and form.is_valid() and form.cleaned_data["act"] != "find":
        chosen = queries.some(viewer(request), form.cleaned_data["person"])
        if len(chosen) == 1 and not form.cleaned_data["name"]:
            return HttpResponseRedirect(f"{PLACE}/new?to={chosen[0].key}")
        try:
            made = actions.begin(viewer(request), people=chosen, name=form.cleaned_data["name"])
            return HttpResponseRedirect(address(made))
        except Refused as error:
            form.add_error("who", error.why)
    return draw_choice(request, "chat/group.html", form, {})


def draw_choice(request: HttpRequest, template: str, form: GroupForm, context: dict[str, object]) -> HttpResponse:
    """A page on which people are chosen: those ticked, and those found."""
    me, wanted = viewer(request), str(form["who"].value() or "")
    chosen = queries.some(me, [str(key) for key in form["person"].value() or []])
    keys = {person.key for person in chosen}
    found = [row for row in people_queries.reachable(me, text=wanted) if row.key not in keys] if wanted else []
    context |= {"form": form, "chosen": [queries.talker(person) for person in chosen], "found": found}
    return render(request, template, {**context, "most": queries.MOST}, 422 if form.errors else 200)


@require_safe
def reachable(request: HttpRequest) -> HttpResponse:
    """Whom one may write to, by the beginning of a name (`q`)."""
    return told(people_queries.reachable(viewer(request), text=request.GET.get("q", "")[:80]))


@require_safe
def nameable(request: HttpRequest, key: str) -> HttpResponse:
    """Who can be named here, by the beginning of a name (`q`)."""
    me = viewer(request)
    talk = queries.talk(me, seen(request, key))
    return told(queries.nameable(me, talk, text=request.GET.get("q", "")[:80]))


def told(rows: Iterable[object]) -> JsonResponse:
    return JsonResponse({"items": [{name: getattr(row, name, "") for name in SHOWN} for row in rows]})


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, key: str) -> HttpResponse:
    """Who takes part; adds those chosen (`person`, several)."""
    found = seen(request, key)
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.cleaned_data["act"] != "find":
        try:
            chosen = queries.some(viewer(request), form.cleaned_data["person"])
            actions.add(viewer(request), conversation=found, people=chosen)
            return HttpResponseRedirect(address(found))
        except Refused as error:
            form.add_error("who", error.why)
    talk = queries.talk(viewer(request), found)
    context: dict[str, object] = {"conversation": found, "talk": talk}
    context["members"] = queries.members(viewer(request), talk)
    return draw_choice(request, "chat/people.html", form, context)


@require_POST
def removal(request: HttpRequest, key: str, person: str) -> HttpResponse:
    found = seen(request, key)
    part = one(queries.part_at(viewer(request), found, person))
    actions.take_out(viewer(request), participant=part)
    return back(request, f"{address(found)}/people")


@require_POST
def name(request: HttpRequest, key: str) -> HttpResponse:
    found, form = seen(request, key), NameForm(request.POST)
    if form.is_valid():
        actions.rename(viewer(request), conversation=found, name=form.cleaned_data["name"])
    return back(request, f"{address(found)}/people")


@require_POST
def leaving(request: HttpRequest, key: str) -> HttpResponse:
    found = seen(request, key)
    actions.leave(viewer(request), conversation=found)
    return toasts.say(request, HttpResponseRedirect(PLACE), _("You have left the conversation."))
