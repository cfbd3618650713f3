"""Further lines of the profile: named in every language, put in order, ended."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from terreau.foundation.access.addresses import back
from terreau.foundation.identity.doors import viewer
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import queries as orgs
from terreau.foundation.ui import toasts
from terreau.foundation.ui.administration import Part
from terreau.foundation.ui.pages import render
from terreau.network.people import actions, queries
from terreau.network.people.forms import FieldForm

HERE = "/administration/fields"


def parts(viewer: Person) -> list[Part]:
    """The lines of the profile, for the hub."""
    if not orgs.administers_all(viewer):
        return []
    return [Part(_("Lines of the profile"), HERE, "list", _("What profiles ask beside the usual."), 12)]


@require_http_methods(["GET", "HEAD", "POST"])
def fields(request: HttpRequest) -> HttpResponse:
    """Every line; POST adds one."""
    me = viewer(request)
    rows = queries.custom_fields(me)
    form = FieldForm(request.POST or None, initial={"position": len(rows)}, prefix="new")
    if request.method == "POST" and form.is_valid():
        actions.add_custom_field(me, labels=form.labels(), position=form.cleaned_data["position"])
        return toasts.say(request, back(request, HERE), _("The line is on every profile."))
    return page(request, rows, form=form)


def page(request: HttpRequest, rows: list[queries.FieldRow], *, form: Any = None, edited: Any = None) -> HttpResponse:
    """Every line with its form; one of the forms may hold what was refused."""
    forms = {row.key: FieldForm(initial=row.told, prefix=f"line-{row.key}") for row in rows} | (edited or {})
    refused = any(one.errors for one in [*forms.values(), *([form] if form else [])])
    fresh = form or FieldForm(initial={"position": len(rows)}, prefix="new")
    context = {"fields": [(row, forms[row.key]) for row in rows], "form": fresh}
    return render(request, "people/fields.html", context, 422 if refused else 200)


@require_POST
def edition(request: HttpRequest, key: str) -> HttpResponse:
    """Names and place of one line."""
    me = viewer(request)
    field = queries.custom_field(me, key)
    form = FieldForm(request.POST, prefix=f"line-{key}")
    if not form.is_valid():
        return page(request, queries.custom_fields(me), edited={key: form})
    actions.edit_custom_field(me, field=field, labels=form.labels(), position=form.cleaned_data["position"])
    return toasts.say(request, back(request, HERE), _("The line is changed."))


@require_POST
def end(request: HttpRequest, key: str) -> HttpResponse:
    actions.end_custom_field(viewer(request), field=queries.custom_field(viewer(request), key))
    return toasts.say(request, back(request, HERE), _("The line has ended."))
