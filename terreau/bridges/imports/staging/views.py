"""Imports in the browser, for administrators of the whole network; for anybody else there is no such page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from terreau.bridges.imports.staging import actions, queries
from terreau.bridges.imports.staging.archive import ArchiveRefused
from terreau.bridges.imports.staging.forms import ExportForm
from terreau.foundation.identity.doors import viewer
from terreau.foundation.identity.models import Person
from terreau.foundation.storage.refusals import NotKept
from terreau.foundation.ui import pages
from terreau.foundation.ui.administration import Part

SECONDS = "3"  # until a page on which something runs is fetched again


def parts(viewer: Person) -> list[Part]:
    """Imports, for the hub of those who run the network."""
    if not queries.may_import(viewer):
        return []
    text = _("Bring a community in from Slack or Discourse, look first, show it, take it out again.")
    return [Part(_("Imports"), "/imports", "upload", text, 60)]


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """All imports, and the form to hand in an export."""
    me = viewer(request)
    rows = queries.rows(me)
    form = ExportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            run = actions.receive(me, kind=form.cleaned_data["kind"], file=form.cleaned_data["file"])
            return redirect(f"/imports/{run.key}")
        except ArchiveRefused as refused:
            form.add_error("file", _("This cannot be imported: %(why)s.") % {"why": queries.told(refused.reason)})
        except NotKept as refused:
            form.add_error("file", refused.why)
    status = 422 if request.method == "POST" else 200
    return pages.render(request, "staging/imports.html", {"rows": rows, "form": form}, status=status)


def one_import(request: HttpRequest, key: str) -> HttpResponse:
    """What one import would bring or has brought, and what can be done with it."""
    row = queries.row(viewer(request), key)
    response = pages.render(request, "staging/import.html", {"row": row})
    if row.running:
        response["Refresh"] = SECONDS
    return response


@require_POST
def taking(request: HttpRequest, key: str) -> HttpResponse:
    """Stage it; with `step=check` look at it once more."""
    me = viewer(request)
    step = "check" if request.POST.get("step") == "check" else "take"
    actions.ask(me, run=queries.one_seen(me, key), step=step)
    return redirect(f"/imports/{key}")


@require_POST
def showing(request: HttpRequest, key: str) -> HttpResponse:
    """The switch: what is staged appears."""
    me = viewer(request)
    actions.show(me, run=queries.one_seen(me, key))
    return redirect(f"/imports/{key}")


@require_POST
def undoing(request: HttpRequest, key: str) -> HttpResponse:
    """Take it out again."""
    me = viewer(request)
    actions.ask(me, run=queries.one_seen(me, key), step="undo")
    return redirect(f"/imports/{key}")
