"""One file: read, renamed, renewed, what it held before."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.foundation.access.addresses import back, moved
from terreau.foundation.access.words import one
from terreau.foundation.identity.doors import viewer
from terreau.foundation.storage import actions as storage
from terreau.foundation.storage.refusals import NotKept
from terreau.foundation.ui import toasts
from terreau.foundation.ui.pages import render
from terreau.network.files import actions, cards, queries
from terreau.network.files.forms import NameForm, keys
from terreau.network.files.views.seeing import seen
from terreau.network.posts.views import about


@require_safe
def document(request: HttpRequest, key: str) -> HttpResponse:
    found = seen(request, key)
    elsewhere = moved(request, queries.address(found.key, found.name))
    if elsewhere:
        return elsewhere
    context = about.talk(request, cards.thing_of(found), f"/documents/{found.key}")
    shown = queries.reading(viewer(request), found)
    context |= {"reading": shown, "document": found, "file": shown.file, "look": shown.look}
    return render(request, "files/document.html", context)


@require_safe
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """What it looks like, alone: a page that shows a file while it is drawn asks for it again."""
    found = seen(request, key)
    file, look = queries.file_of(found), queries.look_of(viewer(request), found)
    return render(request, "files/preview.html", {"document": found, "file": file, "look": look})


@require_safe
def content(request: HttpRequest, key: str) -> HttpResponse:
    """The newest version itself, at an address that never changes."""
    shown = queries.reading(viewer(request), seen(request, key))
    answer = HttpResponseRedirect(shown.file.url)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def versions(request: HttpRequest, key: str) -> HttpResponse:
    """All versions; posted to, the next one."""
    found = seen(request, key)
    if request.method != "POST":
        return draw_versions(request, found)
    try:
        sent = keys(request.POST.get("attached", ""))
        sent += [storage.keep_uploaded(viewer(request), file=file).key for file in request.FILES.getlist("file")]
        if len(sent) != 1:
            return draw_versions(request, found, _("Choose one file: it becomes the newest version."), 422)
        found = actions.renew(viewer(request), document=found, key=sent[0])
    except (NotKept, actions.Full, actions.Taken) as error:
        return draw_versions(request, found, error.why, 422)
    answer = back(request, queries.address(found.key, found.name))
    return toasts.say(request, answer, _("Version %(number)s stands now.") % {"number": found.number})


def draw_versions(request: HttpRequest, found: queries.Document, refused: str = "", status: int = 200) -> HttpResponse:
    me = viewer(request)
    rows = queries.versions_of(me, found)
    context = {"reading": queries.reading(me, found), "document": found, "versions": rows, "refused": refused}
    return render(request, "files/versions.html", context, status)


@require_POST
def return_to(request: HttpRequest, key: str, number: int) -> HttpResponse:
    found = seen(request, key)
    version = one(queries.version_at(viewer(request), found, number))
    found = actions.bring_back(viewer(request), document=found, version=version)
    answer = back(request, queries.address(found.key, found.name))
    words = _("Version %(number)s stands again. What came after it is kept.")
    return toasts.say(request, answer, words % {"number": number})


@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest, key: str) -> HttpResponse:
    """Another name; the address stays."""
    found = seen(request, key)
    shown = queries.changing(viewer(request), found)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": found.name})
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            renamed = actions.rename(viewer(request), thing=found, name=form.cleaned_data["name"])
            return back(request, queries.address(renamed.key, renamed.name))
        except actions.Taken as error:
            form.add_error("name", error.why)
            status = 409
    context = {"space": found.space, "path": shown.path, "thing": found, "form": form, "at": "/documents"}
    return render(request, "files/name.html", context, status)
