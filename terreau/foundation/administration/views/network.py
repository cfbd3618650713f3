"""Name, logo, colour and languages of the customer’s own network."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.foundation.access.addresses import back
from terreau.foundation.administration import actions, queries
from terreau.foundation.administration.forms import LanguagesForm, LogoForm, NetworkForm
from terreau.foundation.identity.doors import open_to_all, viewer
from terreau.foundation.orgs import actions as orgs
from terreau.foundation.storage.refusals import NotKept
from terreau.foundation.ui import brand, toasts
from terreau.foundation.ui.pages import render

HERE = "/administration/network"
YEAR = 365 * 24 * 3600


@open_to_all
@require_safe
def stylesheet(request: HttpRequest, accent: str) -> HttpResponse:
    """The five tokens of an accent; the entrance pages wear it too. Only colours in which text reads."""
    if not brand.is_accepted(f"#{accent}"):
        raise Http404
    response = HttpResponse(brand.stylesheet(f"#{accent}"), content_type="text/css; charset=utf-8")
    patch_cache_control(response, public=True, immutable=True, max_age=YEAR)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def network(request: HttpRequest) -> HttpResponse:
    me = viewer(request)
    told = queries.network(me)
    form = NetworkForm(request.POST or None, initial=told.names)
    if request.method == "POST" and form.is_valid():
        orgs.name_network(me, **form.cleaned_data)
        return toasts.say(
            request, back(request, HERE), _("The network bears this name and colour from the next page on.")
        )
    return page(request, told, form=form)


@require_POST
def languages(request: HttpRequest) -> HttpResponse:
    """`languages`, several, and `default`."""
    me = viewer(request)
    told = queries.network(me)
    form = LanguagesForm(request.POST)
    if not form.is_valid():
        return page(request, told, spoken=form)
    orgs.choose_languages(me, **form.cleaned_data)
    return toasts.say(request, back(request, HERE), _("The menu offers these languages from the next page on."))


@require_POST
def logo(request: HttpRequest) -> HttpResponse:
    """`logo`, a picture; `off` shows the product’s own mark again."""
    me = viewer(request)
    told = queries.network(me)
    if request.POST.get("off"):
        actions.remove_logo(me)
        return toasts.say(request, back(request, HERE), _("The logo is taken off."))
    form = LogoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.show_logo(me, file=form.cleaned_data["logo"])
            return toasts.say(request, back(request, HERE), _("The logo stands beside the name."))
        except NotKept as refused:
            form.add_error("logo", refused.why)
    return page(request, told, picture=form)


def page(request: HttpRequest, told: queries.Told, **forms: Any) -> HttpResponse:
    """The page with its three forms, one of which may hold what was refused."""
    context = {
        "told": told,
        "form": forms.get("form") or NetworkForm(initial=told.names),
        "spoken": forms.get("spoken") or LanguagesForm(initial=told.languages),
        "picture": forms.get("picture") or LogoForm(),
    }
    refused = any(form.errors for form in forms.values())
    return render(request, "administration/network.html", context, 422 if refused else 200)
