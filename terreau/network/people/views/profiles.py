"""The directory and one’s own profile. What someone wrote is shown by `posts` under their profile."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.foundation.access.words import Absent, one
from terreau.foundation.identity.doors import is_signed_in, viewer
from terreau.foundation.text import names
from terreau.foundation.ui.frame import Entry, Viewer
from terreau.foundation.ui.pages import render
from terreau.network.people import actions, queries
from terreau.network.people.forms import ProfileForm

NARROWING = ("text", "country", "language", "skill", "after")


def frame(request: HttpRequest) -> dict[str, Any]:
    """What people add to every page: who is here, the directory, the stream of what is new."""
    if not is_signed_in(request):
        return {"sign_in_url": "/account/login/"}
    me = viewer(request)
    shown = Viewer(me.name, names.initials(me.name), names.tone(me.key), queries.address(me.key, me.name))
    entries = [Entry(_("People"), "/people", "people", rank=30)]
    return {"viewer": shown, "entries": entries, "live_url": "/live"}


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    asked = {name: request.GET.get(name, "")[:120] for name in NARROWING}
    found = queries.directory(viewer(request), **asked)
    chosen = {name: value for name, value in asked.items() if value and name != "after"}
    context = {"found": found, "asked": asked, "chosen": chosen, "facets": queries.facets(viewer(request))}
    return render(request, "people/directory.html", context, block="items")


@require_safe
def mentions(request: HttpRequest) -> HttpResponse:
    found = queries.mentionable(viewer(request), text=request.GET.get("q", "")[:80])
    shown = [
        {"key": row.key, "name": row.name, "title": row.title, "initials": row.initials, "url": row.url}
        for row in found
    ]
    return JsonResponse({"items": shown})


@require_POST
def following(request: HttpRequest, key: str) -> HttpResponse:
    person = one(queries.seen_by(viewer(request)).filter(key=key))
    (actions.unfollow if request.POST.get("off") else actions.follow)(viewer(request), person=person)
    answer = HttpResponseRedirect(queries.address(person.key, person.name))
    answer.status_code = 303
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    me = viewer(request)
    if not me.is_authenticated:
        raise Absent
    form = ProfileForm(request.POST if request.method == "POST" else None, viewer=me, initial=queries.own_profile(me))
    if not form.is_bound or not form.is_valid():
        return render(request, "people/edit.html", {"form": form}, 422 if form.is_bound else 200)
    told = {name: form.cleaned_data[name] for name in ("title", "ask_me_about", "pronunciation", "phone", "about")}
    known = {"skills": form.skill_list(), "languages": form.cleaned_data["languages"], "custom": form.custom()}
    actions.edit_profile(me, person=me, **known, **told)
    answer = HttpResponseRedirect(queries.address(me.key, me.name))
    answer.status_code = 303
    return answer
