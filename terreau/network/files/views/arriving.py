"""Files that were sent and go into a folder: at once where their name is free, by choice where it is not."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from terreau.foundation.access.addresses import back
from terreau.foundation.access.words import one
from terreau.foundation.identity.doors import viewer
from terreau.foundation.storage import actions as storage
from terreau.foundation.storage.refusals import NotKept
from terreau.foundation.ui import toasts
from terreau.foundation.ui.pages import render
from terreau.network.files import actions, queries
from terreau.network.files.forms import Wanted, keys, wanted
from terreau.network.files.views.seeing import folder_of_space, home_of, read_space
from terreau.network.spaces import queries as spaces


@require_http_methods(["GET", "HEAD", "POST"])
def arrivals(request: HttpRequest, key: str) -> HttpResponse:
    """Put in what was sent; ask about names that are taken. What has found no place waits with who sent it."""
    space = read_space(request, key)
    given = request.POST if request.method == "POST" else request.GET
    folder = folder_of_space(request, space, given.get("folder", ""))
    if request.method != "POST":
        return draw(request, space, folder, keys(request.GET.get("attached", "")))
    fields = request.POST.copy()
    refused = keep_files(request, fields)
    left: list[str] = []
    placed = 0
    for file in wanted(fields):
        try:
            placed += put(request, space, folder, file)
        except actions.Full as error:
            refused = error.why
            left.append(file.key)
        except actions.Taken:
            left.append(file.key)
    if refused:
        return draw(request, space, folder, left, refused, 422)
    if left:
        return asking(space, folder, left)
    said = ngettext("%(count)s file put in.", "%(count)s files put in.", placed) % {"count": placed}
    answer = back(request, home_of(space, folder))
    return toasts.say(request, answer, said) if placed else answer


def asking(space: spaces.Space, folder: queries.Folder | None, left: list[str]) -> HttpResponse:
    """To the page that asks about names, whose address says all it needs."""
    told = {"attached": " ".join(left), **({"folder": folder.key} if folder else {})}
    answer = HttpResponseRedirect(f"/spaces/{space.key}/files/arrivals?{urlencode(told)}")
    answer.status_code = 303
    return answer


def put(request: HttpRequest, space: spaces.Space, folder: queries.Folder | None, file: Wanted) -> int:
    """One file in the way that was chosen. Returns 1 where it went in, 0 where it was left."""
    me = viewer(request)
    if file.way == "leave":
        storage.drop(me, key=file.key)
        return 0
    if file.way == "version":
        document = one(queries.document_at(me, queries.taken_by(me, space, folder, file.key)))
        actions.renew(me, document=document, key=file.key)
        return 1
    name = file.name if file.way == "name" else ""
    actions.add(me, space=space, folder=folder, key=file.key, name=name)
    return 1


def draw(
    request: HttpRequest,
    space: spaces.Space,
    folder: queries.Folder | None,
    attached: list[str],
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of choices; where nothing waits (any more), the folder."""
    me = viewer(request)
    found = queries.arriving_in(me, space, folder, attached)
    if not found and not refused:
        return back(request, home_of(space, folder))
    context = {
        "space": space,
        "folder": folder,
        "path": queries.tree(me, space.pk).path(folder.pk if folder else None),
        "arrivals": found,
        "refused": refused,
        "here": home_of(space, folder),
    }
    return render(request, "files/arrivals.html", context, status)


def keep_files(request: HttpRequest, fields: QueryDict) -> str:
    """Files of the plain field, which pages without script have: kept, joined to those sent. Returns why not."""
    found = keys(fields.get("attached", ""))
    try:
        found += [storage.keep_uploaded(viewer(request), file=file).key for file in request.FILES.getlist("file")]
    except NotKept as error:
        return error.why
    finally:
        fields["attached"] = " ".join(found)
    return ""
