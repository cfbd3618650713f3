"""The rules in force: set by administrators of the whole network, read by everybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.foundation.access.addresses import back
from terreau.foundation.administration import queries
from terreau.foundation.administration.forms.ruling import NumberForm, QuietForm, form_for
from terreau.foundation.identity.doors import viewer
from terreau.foundation.policies import actions
from terreau.foundation.policies import queries as policies
from terreau.foundation.policies.names import Rule
from terreau.foundation.ui import toasts
from terreau.foundation.ui.pages import render

RULES = "/administration/rules"


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule: what holds where, by which source, since when and by whom."""
    return render(request, "administration/rules.html", {"lines": queries.lines(viewer(request))})


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, name: str) -> HttpResponse:
    """One rule with what held before; POST puts a value in force. `place`: for where the form begins."""
    me = viewer(request)
    found = policies.rule_named(me, name)
    now = policies.in_force(found, request.GET.get("place", ""))
    form = form_for(found, request.POST or None, now)
    if request.method == "POST" and form.is_valid():
        return put(request, found, form)
    lines = {"now": queries.lines_of(me, found), "past": queries.past_of(me, found)}
    context = {"rule": found, "title": _(found.title), "says": _(found.says), "form": form, **lines}
    return render(request, "administration/rule.html", context, 422 if form.errors else 200)


def put(request: HttpRequest, found: Rule[Any], form: "QuietForm | NumberForm") -> HttpResponse:
    told = form.cleaned_data
    actions.set_policy(
        viewer(request), rule=found, value=form.value(), source=told["source"], place=told.get("place", "")
    )
    return toasts.say(request, back(request, f"{RULES}/{found.name}"), _("The rule holds from now on."))


@require_POST
def lifting(request: HttpRequest, name: str) -> HttpResponse:
    """`place`: where it ends; empty, for the whole network."""
    me = viewer(request)
    actions.lift_policy(me, rule=policies.rule_named(me, name), place=request.POST.get("place", ""))
    return toasts.say(request, back(request, f"{RULES}/{name}"), _("Lifted: what stands above it holds again."))


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The rules that hold for the viewer, for everybody to read."""
    return render(request, "administration/my_rules.html", {"lines": queries.my_lines(viewer(request))})
