"""The folders of a space and what stands in them."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.foundation.access.addresses import back, moved, whole_number
from terreau.foundation.access.words import Absent, Refused, one
from terreau.foundation.identity.doors import viewer
from terreau.foundation.storage.bundles import TooMuch, demand_small
from terreau.foundation.ui import toasts
from terreau.foundation.ui.pages import render
from terreau.network.files import actions, queries
from terreau.network.files.forms import FolderForm, NameForm
from terreau.network.files.views.seeing import folder_of_space, home_of, read_space, seen_folder, ticked
from terreau.network.spaces import queries as spaces

MOST_UNDONE = 100


@require_safe
def first(request: HttpRequest, key: str) -> HttpResponse:
    """What stands in no folder."""
    return draw(request, read_space(request, key), None)


@require_safe
def folder(request: HttpRequest, key: str) -> HttpResponse:
    found = seen_folder(request, key)
    elsewhere = moved(request, queries.folder_address(found.key, found.name))
    return elsewhere or draw(request, found.space, found)


def draw(
    request: HttpRequest,
    space: spaces.Space,
    folder: queries.Folder | None,
    form: FolderForm | None = None,
    status: int = 200,
    refused: str = "",
) -> HttpResponse:
    order = request.GET.get("order", "name")
    if order not in queries.ORDERS:
        raise Absent
    page = whole_number(request.GET.get("page", "")) or 1
    me = viewer(request)
    context = {
        "space": spaces.page_of(me, space),
        "tab": "files",
        "listing": queries.listing(me, space, folder, order=order, page=min(page, 10_000)),
        "here": home_of(space, folder),
        "form": form or FolderForm(),
        "refused": refused,
    }
    return render(request, "files/folder.html", context, status)


@require_safe
def archive(request: HttpRequest, key: str) -> HttpResponse:
    """What was ticked, a folder or all, as a ZIP; where it is too much, the page says so before anything is sent."""
    space, asked = read_space(request, key), {name: request.GET.getlist(name) for name in ("d", "f")}
    bundle = queries.zipped(viewer(request), {"space": [space.key], **asked})
    if bundle is None:
        raise Absent
    try:
        demand_small(bundle)
    except TooMuch as error:
        return draw(request, space, None, refused=error.why, status=error.status)
    address = urlencode([("space", space.key), *((name, one) for name, keys in asked.items() for one in keys)])
    return HttpResponseRedirect(f"/files/zip?{address}")


@require_POST
def folders(request: HttpRequest, key: str) -> HttpResponse:
    """A new folder, in another one or among the first."""
    space, form = read_space(request, key), FolderForm(request.POST)
    form.is_valid()
    above = folder_of_space(request, space, form.cleaned_data.get("folder", ""))
    if not form.is_valid():
        return draw(request, space, above, form, 422)
    try:
        made = actions.make_folder(viewer(request), space=space, name=form.cleaned_data["name"], parent=above)
    except actions.Taken as error:
        form.add_error("name", error.why)
        return draw(request, space, above, form, 409)
    return back(request, queries.folder_address(made.key, made.name))


@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest, key: str) -> HttpResponse:
    """Another name for a folder."""
    found = seen_folder(request, key)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": found.name})
    status = 200
    if form.is_valid():
        try:
            renamed = actions.rename(viewer(request), thing=found, name=form.cleaned_data["name"])
            return back(request, queries.folder_address(renamed.key, renamed.name))
        except actions.Taken as error:
            form.add_error("name", error.why)
            status = 409
    elif request.method == "POST":
        status = 422
    folders = queries.placing(viewer(request), found.space)
    context = {"space": found.space, "path": folders.path(found.pk), "thing": found, "form": form, "at": "/folders"}
    return render(request, "files/name.html", context, status)


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, key: str) -> HttpResponse:
    """Where what was ticked goes: another folder, another space."""
    space, me = read_space(request, key), viewer(request)
    what = ticked(request, space)
    if request.method != "POST":
        return draw_place(request, space, what)
    target = one(spaces.written_at(me, request.POST["space"])) if request.POST.get("space") else space
    try:
        into = folder_of_space(request, target, request.POST.get("folder", ""))
        going = actions.move(me, what=what, space=target, folder=into)
    except (actions.Taken, actions.Full) as error:
        return draw_place(request, space, what, error)
    count = len(going.documents) or len(going.folders)
    said = ngettext("Moved.", "%(count)s moved.", count) % {"count": count}
    return toasts.say(request, back(request, home_of(target, into)), said)


def draw_place(
    request: HttpRequest, space: spaces.Space, what: queries.Chosen, refusal: Refused | None = None
) -> HttpResponse:
    me = viewer(request)
    folders = queries.placing(me, space)
    elsewhere = [other for other in spaces.places_to_write(me) if other.key != space.key]
    context = {
        "space": space,
        "tree": folders,
        "without": {below for one in what.folders for below in folders.under(one)},
        "names": queries.named(me, what),
        "spaces": elsewhere,
        "refusal": refusal,
    }
    return render(request, "files/place.html", context, 409 if refusal else 200)


@require_POST
def withdrawal(request: HttpRequest, key: str) -> HttpResponse:
    """What was ticked goes into the bin."""
    space = read_space(request, key)
    what = ticked(request, space)
    going = actions.withdraw(viewer(request), what=what)
    count = len(going.documents)
    said = ngettext("%(count)s file in the bin.", "%(count)s files in the bin.", count) % {"count": count}
    undo = undoing(request, space)
    return toasts.say(request, back(request, f"/spaces/{space.key}/files"), said, undo=undo)


def undoing(request: HttpRequest, space: spaces.Space) -> str:
    """Where to take out of the bin what was ticked; nothing where an address cannot hold so many keys."""
    ticks = [(name, key) for name in ("d", "f") for key in request.POST.getlist(name) or request.GET.getlist(name)]
    return f"/spaces/{space.key}/files/restoration?{urlencode(ticks)}" if len(ticks) <= MOST_UNDONE else ""
