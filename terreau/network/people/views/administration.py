"""People as those who run a branch see them: accounts, places, duties. Whoever is outside one’s branch is absent."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from terreau.foundation.access.addresses import back, moved, whole_number
from terreau.foundation.access.words import Absent
from terreau.foundation.accounts import actions as accounts
from terreau.foundation.identity.doors import viewer
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import actions as orgs_actions
from terreau.foundation.orgs import queries as orgs
from terreau.foundation.ui import toasts
from terreau.foundation.ui.administration import Part
from terreau.foundation.ui.pages import render
from terreau.network.people import queries
from terreau.network.people.forms import DutyForm, PeopleForm, PlacementForm

HERE = "/administration/people"
MOST = 100  # people placed at once


def parts(viewer: Person) -> list[Part]:
    """People, for the hub."""
    if not orgs.administers(viewer):
        return []
    return [Part(_("People"), HERE, "people", _("Accounts, places, managers and duties."), 11)]


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """`text`, `state`, `unit` (a key), `before` (an id)."""
    me = viewer(request)
    asked = {name: request.GET.get(name, "")[:120].strip() for name in ("text", "state", "unit")}
    if asked["state"] not in ("", *queries.STATES):
        raise Absent
    rows, further = queries.administered(me, **asked, before=whole_number(request.GET.get("before", "")))
    units = orgs.unit_choices(me)
    query = urlencode({name: value for name, value in asked.items() if value} | {"before": further or ""})
    context = {"rows": rows, "units": units, "further": query if further else "", "narrowed": any(asked.values())}
    context["form"] = PeopleForm(initial=asked, units=units)
    return render(request, "people/administration.html", context, block="items")


@require_safe
def person(request: HttpRequest, key: str) -> HttpResponse:
    found = queries.administered_person(viewer(request), key)
    account = queries.account_of(viewer(request), found)
    return moved(request, account["row"].url) or page(request, account)


def page(request: HttpRequest, account: dict[str, Any], **forms: Any) -> HttpResponse:
    """The page of somebody administered, one of its forms perhaps holding what was refused."""
    context = {
        **account,
        "form": forms.get("form") or placement_form(request, account["placement"]),
        "duty": forms.get("duty") or duty_form(request),
    }
    refused = any(form.errors for form in forms.values())
    return render(request, "people/administered.html", context, 422 if refused else 200)


def placement_form(request: HttpRequest, placed: Any, data: Any = None) -> PlacementForm:
    told = {name: getattr(placed, name) for name in ("country", "subdivision")} if placed else {}
    for name, column in (("unit", "key"), ("site", "key"), ("manager", "name")):
        thing = getattr(placed, name) if placed else None
        told[name] = getattr(thing, column) if thing else ""
    if told["manager"]:
        told["manager"] = placed.manager.email or placed.manager.username or told["manager"]
    me = viewer(request)
    units = standing(orgs.unit_choices(me), placed.unit if placed else None)
    sites = standing(orgs.site_choices(me), placed.site if placed else None)
    return PlacementForm(data, viewer=me, initial=told, units=units, sites=sites)


def standing(choices: list[tuple[str, str]], now: Any) -> list[tuple[str, str]]:
    """The choices with where the person stands now, which may have been closed since."""
    return choices if now is None or now.key in dict(choices) else [(now.key, now.name), *choices]


def duty_form(request: HttpRequest, data: Any = None) -> DutyForm:
    me = viewer(request)
    whole = orgs.administers_all(me)
    return DutyForm(data, duties=orgs.duty_choices(me), units=orgs.unit_choices(me), whole=whole)


@require_POST
def placement(request: HttpRequest, key: str) -> HttpResponse:
    """Unit, site, country, subdivision, manager."""
    me = viewer(request)
    found = queries.administered_person(me, key)
    account = queries.account_of(me, found)
    form = placement_form(request, account["placement"], request.POST)
    if not form.is_valid():
        return page(request, account, form=form)
    told = form.cleaned_data
    told["unit"] = orgs.unit_of(me, told["unit"]) if told["unit"] else None
    told["site"] = orgs.site_of(me, told["site"]) if told["site"] else None
    orgs_actions.place(me, person=found, **told)
    return said(request, found, _("The place of %(name)s is changed."))


@require_POST
def placements(request: HttpRequest) -> HttpResponse:
    """Several people (`person`, keys) into one `unit` (a key)."""
    me = viewer(request)
    keys = request.POST.getlist("person")[: MOST + 1]
    if len(keys) > MOST:
        return HttpResponse(status=400)
    found = queries.administered_people(me, keys)
    unit = orgs.unit_of(me, request.POST.get("unit", ""))
    orgs_actions.place_several(me, people=found, unit=unit)
    text = ngettext("%(num)s person is placed there.", "%(num)s people are placed there.", len(found))
    return toasts.say(request, back(request, HERE), text % {"num": len(found)})


@require_POST
def duties(request: HttpRequest, key: str) -> HttpResponse:
    """`duty` over `unit` (a key; empty, the whole network)."""
    me = viewer(request)
    found = queries.administered_person(me, key)
    form = duty_form(request, request.POST)
    if not form.is_valid():
        return page(request, queries.account_of(me, found), duty=form)
    unit = orgs.unit_of(me, form.cleaned_data["unit"]) if form.cleaned_data["unit"] else None
    orgs_actions.entrust(me, person=found, duty=form.cleaned_data["duty"], unit=unit)
    return said(request, found, _("%(name)s holds this duty from now on."))


@require_POST
def ending(request: HttpRequest, key: str, id: int) -> HttpResponse:
    """End a duty."""
    me = viewer(request)
    found = queries.administered_person(me, key)
    orgs_actions.end_duty(me, mandate=orgs.mandate(me, person=found, id=whole_number(str(id)) or 0))
    return said(request, found, _("The duty of %(name)s has ended."))


@require_POST
def sessions(request: HttpRequest, key: str) -> HttpResponse:
    """Sign somebody out everywhere."""
    me = viewer(request)
    found = queries.administered_person(me, key)
    accounts.sign_out_everywhere(me, person=found)
    return said(request, found, _("%(name)s is signed out everywhere."))


@require_POST
def suspension(request: HttpRequest, key: str) -> HttpResponse:
    """Shut somebody out; `off` lets them in again."""
    me = viewer(request)
    found = queries.administered_person(me, key)
    if request.POST.get("off"):
        accounts.reactivate(me, person=found)
        return said(request, found, _("%(name)s may sign in again."))
    accounts.deactivate(me, person=found)
    return said(request, found, _("%(name)s is shut out: sessions, tokens and open pages have ended."))


@require_POST
def departure(request: HttpRequest, key: str) -> HttpResponse:
    """Somebody has left the company; `off` takes them back."""
    me = viewer(request)
    found = queries.administered_person(me, key)
    if request.POST.get("off"):
        accounts.come_back(me, person=found)
        return said(request, found, _("%(name)s is a colleague again. They sign in anew."))
    accounts.leave(me, person=found)
    return said(request, found, _("%(name)s has left: sessions, tokens and mail have ended, what they wrote stays."))


@require_POST
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """Ask somebody who is known but has not come yet in again, at their own address."""
    me = viewer(request)
    found = queries.administered_person(me, key)
    if not found.email:
        raise Absent
    placed = orgs.placement_of(me, found)
    told = {"email": found.email, "name": found.name, "language": found.language}
    accounts.invite(me, person=found, unit=placed.unit if placed else None, **told)
    return said(request, found, _("An invitation is on its way to %(name)s."))


def said(request: HttpRequest, person: Person, text: str) -> HttpResponse:
    answer = back(request, f"{HERE}/{person.key}")
    return toasts.say(request, answer, text % {"name": person.name})
