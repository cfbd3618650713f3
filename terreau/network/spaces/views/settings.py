"""What a space says about itself, and who decides it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.foundation.access.addresses import back, moved
from terreau.foundation.identity.doors import viewer
from terreau.foundation.ui import toasts
from terreau.foundation.ui.pages import render
from terreau.network.spaces import actions, queries
from terreau.network.spaces.forms import DiscoveryForm, SpaceForm


@require_safe
def about(request: HttpRequest, key: str) -> HttpResponse:
    me = viewer(request)
    space = queries.by_key(me, key)
    shown = queries.page_of(me, space)
    context = {"space": shown, "tab": "about", "about": queries.about(me, space)}
    return moved(request, f"{shown.url}/about") or render(request, "spaces/about.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    me = viewer(request)
    space = queries.editable(me, key)
    form = SpaceForm(request.POST or None, viewer=me, space=space)
    if request.method == "POST" and form.is_valid():
        actions.edit(me, space=space, **form.changes())
        return toasts.say(request, back(request, f"/spaces/{space.key}/about"), _("The settings are saved."))
    shown = queries.page_of(me, space)
    context: dict[str, Any] = {"space": shown, "tab": "about", "form": form, "about": queries.about(me, space)}
    context["limits"] = DiscoveryForm(viewer=me, space=space)
    return render(request, "spaces/edit.html", context, 422 if form.errors else 200)


@require_POST
def discovery(request: HttpRequest, key: str) -> HttpResponse:
    """`countries` and `units` (keys of entities), each several; none at all: every employee."""
    me = viewer(request)
    space = queries.by_key(me, key)
    form = DiscoveryForm(request.POST, viewer=me, space=space)
    if not form.is_valid():
        return HttpResponse(_("This country or entity is not known here."), status=422, content_type="text/plain")
    actions.set_discovery(me, space=space, **form.rows())
    return toasts.say(request, back(request, f"/spaces/{space.key}/about"), _("Who finds this space has changed."))


@require_POST
def archive(request: HttpRequest, key: str) -> HttpResponse:
    space = actions.archive(viewer(request), space=queries.by_key(viewer(request), key))
    answer = back(request, f"/spaces/{space.key}/about")
    return toasts.say(request, answer, _("Archived: read-only."), undo=f"/spaces/{space.key}/restoration")


@require_POST
def restoration(request: HttpRequest, key: str) -> HttpResponse:
    space = actions.restore(viewer(request), space=queries.by_key(viewer(request), key))
    return back(request, f"/spaces/{space.key}/about")


@require_POST
def mark(request: HttpRequest, key: str) -> HttpResponse:
    """The official mark; `off` takes it back."""
    space = queries.by_key(viewer(request), key)
    (actions.unmake_official if request.POST.get("off") else actions.make_official)(viewer(request), space=space)
    return back(request, f"/spaces/{space.key}/about")
