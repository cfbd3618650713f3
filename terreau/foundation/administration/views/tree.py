"""The company’s tree and its sites: one level at a time, so that thousands of units stay readable."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.foundation.access.addresses import back
from terreau.foundation.administration.forms import MoveForm, SiteForm, UnitForm
from terreau.foundation.identity.doors import viewer
from terreau.foundation.orgs import actions, queries
from terreau.foundation.orgs.models import Site, Unit
from terreau.foundation.ui import toasts
from terreau.foundation.ui.pages import render

UNITS, SITES = "/administration/units", "/administration/sites"


def unit_url(key: str) -> str:
    return f"{UNITS}/{key}"


@require_http_methods(["GET", "HEAD", "POST"])
def units(request: HttpRequest) -> HttpResponse:
    """The top of what the viewer runs; POST adds a unit there."""
    return level(request, "")


@require_http_methods(["GET", "HEAD", "POST"])
def unit(request: HttpRequest, key: str) -> HttpResponse:
    """One unit, what hangs under it; POST adds a unit there."""
    return level(request, key)


def level(request: HttpRequest, key: str) -> HttpResponse:
    me = viewer(request)
    place = queries.tree(me, key)
    form = UnitForm(request.POST or None, initial={"kind": "unit", "country": place.unit.country if place.unit else ""})
    if request.method == "POST" and form.is_valid():
        made = actions.create_unit(me, parent=place.unit, **form.cleaned_data)
        answer = back(request, unit_url(place.unit.key) if place.unit else UNITS)
        return toasts.say(request, answer, _("“%(name)s” is in the tree.") % {"name": made.name})
    return page(request, place, fresh=form)


def page(request: HttpRequest, place: queries.TreePage, **forms: Any) -> HttpResponse:
    """One place of the tree with its forms, one of which may hold what was refused."""
    me, here = viewer(request), place.unit
    context: dict[str, Any] = {"place": place, "fresh": forms.get("fresh") or UnitForm(initial={"kind": "unit"})}
    if here:
        told = {"name": here.name, "kind": here.kind, "country": here.country}
        context["form"] = forms.get("form") or UnitForm(initial=told, prefix="unit")
        context["move"] = forms.get("move") or move_form(request, here)
    refused = any(form.errors for form in forms.values())
    context["sites"] = queries.administers_all(me)
    return render(request, "administration/units.html", context, 422 if refused else 200)


def move_form(request: HttpRequest, unit: Unit, data: Any = None) -> MoveForm:
    me = viewer(request)
    others = [(key, name) for key, name in queries.unit_choices(me) if key != unit.key]
    above = {"parent": unit.parent.key if unit.parent else ""}
    return MoveForm(data, units=others, top=queries.administers_all(me), initial=above)


@require_POST
def edition(request: HttpRequest, key: str) -> HttpResponse:
    """`unit-name`, `unit-kind`, `unit-country`."""
    me = viewer(request)
    place = queries.tree(me, key)
    form = UnitForm(request.POST, prefix="unit")
    if not form.is_valid() or place.unit is None:
        return page(request, place, form=form)
    actions.edit_unit(me, unit=place.unit, **form.cleaned_data)
    return toasts.say(request, back(request, unit_url(key)), _("The unit is changed."))


@require_POST
def move(request: HttpRequest, key: str) -> HttpResponse:
    """`parent`: the key of another unit; empty, the top of the tree."""
    me = viewer(request)
    unit = queries.unit_of(me, key)
    form = move_form(request, unit, request.POST)
    if not form.is_valid():
        return page(request, queries.tree(me, key), move=form)
    parent = queries.unit_of(me, form.cleaned_data["parent"]) if form.cleaned_data["parent"] else None
    actions.move_unit(me, unit=unit, parent=parent)
    return toasts.say(request, back(request, unit_url(key)), _("The branch hangs there now, with all its people."))


@require_POST
def closing(request: HttpRequest, key: str) -> HttpResponse:
    actions.close_unit(viewer(request), unit=queries.unit_of(viewer(request), key))
    undo = f"{unit_url(key)}/reopening"
    return toasts.say(request, back(request, unit_url(key)), _("The unit is closed."), undo=undo)


@require_POST
def reopening(request: HttpRequest, key: str) -> HttpResponse:
    actions.reopen_unit(viewer(request), unit=queries.unit_of(viewer(request), key))
    return toasts.say(request, back(request, unit_url(key)), _("The unit stands again."))


@require_http_methods(["GET", "HEAD", "POST"])
def sites(request: HttpRequest) -> HttpResponse:
    """Every site; POST adds one."""
    me = viewer(request)
    rows = queries.sites(me)
    form = SiteForm(request.POST or None, initial={"time_zone": me.time_zone})
    if request.method == "POST" and form.is_valid():
        made = actions.create_site(me, **form.cleaned_data)
        return toasts.say(request, back(request, SITES), _("“%(name)s” is a site now.") % {"name": made.name})
    context = {"rows": rows, "form": form, "site": None}
    return render(request, "administration/sites.html", context, 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def site(request: HttpRequest, key: str) -> HttpResponse:
    """One site; POST changes it."""
    me = viewer(request)
    found = queries.site_of(me, key)
    form = SiteForm(request.POST or None, initial=told(found))
    if request.method == "POST" and form.is_valid():
        actions.edit_site(me, site=found, **form.cleaned_data)
        return toasts.say(request, back(request, SITES), _("The site is changed."))
    context = {"rows": [], "form": form, "site": found}
    return render(request, "administration/sites.html", context, 422 if form.errors else 200)


def told(site: Site) -> dict[str, str]:
    return {name: getattr(site, name) for name in ("name", "country", "subdivision", "time_zone")}


@require_POST
def site_closing(request: HttpRequest, key: str) -> HttpResponse:
    actions.close_site(viewer(request), site=queries.site_of(viewer(request), key))
    return toasts.say(request, back(request, SITES), _("The site is closed."))


@require_safe
def duties(request: HttpRequest) -> HttpResponse:
    """Who was entrusted with what; `ended`: what is over."""
    ended = bool(request.GET.get("ended"))
    rows = queries.duty_rows(viewer(request), ended=ended)
    return render(request, "administration/duties.html", {"rows": rows, "ended": ended})
