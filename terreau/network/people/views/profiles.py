"""The directory and one’s own profile. What someone wrote is shown by `posts` under their profile."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.foundation.access.addresses import back
from terreau.foundation.access.words import Refused, one
from terreau.foundation.identity.doors import is_signed_in, viewer
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import actions as orgs_actions
from terreau.foundation.orgs import queries as orgs
from terreau.foundation.storage import actions as storage
from terreau.foundation.storage.refusals import NotKept
from terreau.foundation.text import names
from terreau.foundation.ui import toasts
from terreau.foundation.ui.frame import Entry, Viewer
from terreau.foundation.ui.pages import render
from terreau.network.people import actions, queries
from terreau.network.people.forms import ProfileForm

NUDGE_COOKIE = "terreau_nudge"
SEASON = 90 * 24 * 3600
NARROWING = ("text", "unit", "country", "language", "skill", "after")


def frame(request: HttpRequest) -> dict[str, Any]:
    """What people add to every page: who is here, the directory, the stream of what is new."""
    if not is_signed_in(request):
        return {"sign_in_url": "/account/login/"}
    me = viewer(request)
    shown = Viewer(
        name=me.name,
        initials=names.initials(me.name),
        tone=names.tone(me.key),
        url=queries.address(me.key, me.name),
        picture=queries.picture(me.photo),
    )
    entries = [Entry(_("People"), "/people", "people", rank=30, handy=False)]
    return {"viewer": shown, "entries": entries, "live_url": "/live"}


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    asked = {name: request.GET.get(name, "")[:120] for name in NARROWING}
    found = queries.directory(viewer(request), **asked)
    chosen = {name: value for name, value in asked.items() if value and name != "after"}
    facets = queries.facets(viewer(request))
    labels = {("unit", facet.value): facet.label for facet in facets.get("unit", [])}
    context = {"found": found, "asked": asked, "chosen": chosen, "facets": facets, "labels": labels}
    return render(request, "people/directory.html", context, block="items")


@require_safe
def mentions(request: HttpRequest) -> HttpResponse:
    found = queries.mentionable(viewer(request), text=request.GET.get("q", "")[:80])
    shown = [
        {name: getattr(row, name) for name in ("key", "name", "title", "initials", "tone", "picture", "url")}
        for row in found
    ]
    return JsonResponse({"items": shown})


@require_POST
def following(request: HttpRequest, key: str) -> HttpResponse:
    person = one(queries.seen_by(viewer(request)).filter(key=key))
    (actions.unfollow if request.POST.get("off") else actions.follow)(viewer(request), person=person)
    answer = HttpResponseRedirect(queries.address(person.key, person.name))
    answer.status_code = 303
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """One’s own profile, whenever one likes."""
    return profile_form(request, "people/edit.html")


@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """The first morning, step one: a profile in two minutes. The spaces to begin with come next."""
    return profile_form(request, "people/welcome.html", "/welcome/spaces")


def profile_form(request: HttpRequest, template: str, then: str = "") -> HttpResponse:
    """The form of one’s own profile; when it is right, on to `then`, or to the profile."""
    me = viewer(request)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ProfileForm(*given, viewer=me, initial=queries.own_profile(me))
    if form.is_bound and form.is_valid():
        try:
            keep(me, form)
        except (NotKept, Refused) as refused:
            form.add_error("photo", refused.why)
        else:
            answer = HttpResponseRedirect(then or queries.address(me.key, me.name))
            answer.status_code = 303
            return answer
    (row,) = queries.rows(me, [me.pk])
    shown = {"form": form, "row": row, "given": me.get_short_name()}
    return render(request, template, shown, 422 if form.errors else 200)


def keep(me: Person, form: ProfileForm) -> None:
    """Photo first, because only it may be refused; then the name, what was written, the site."""
    if form.cleaned_data["photo"]:
        file = storage.keep_uploaded(me, file=form.cleaned_data["photo"])
        actions.set_photo(me, person=me, key=file.key)
    actions.rename(me, person=me, name=form.cleaned_data["name"])
    told = {name: form.cleaned_data[name] for name in ("title", "ask_me_about", "pronunciation", "phone", "about")}
    known = {"skills": form.skill_list(), "languages": form.cleaned_data["languages"], "custom": form.custom()}
    actions.edit_profile(me, person=me, **known, **told)
    if "site" in form.fields:
        site = orgs.open_sites(me).filter(key=form.cleaned_data["site"]).first()
        orgs_actions.choose_site(me, person=me, site=site)


@require_POST
def photo(request: HttpRequest) -> HttpResponse:
    """Take one’s photo away."""
    me = viewer(request)
    actions.set_photo(me, person=me)
    return toasts.say(request, back(request, "/profile/edition"), _("Your photo is gone. Your initials stand there."))


@require_POST
def nudge(request: HttpRequest) -> HttpResponse:
    """No reminder of an unfinished profile for a season, on this device."""
    answer = back(request, "/")
    answer.set_cookie(NUDGE_COOKIE, "later", max_age=SEASON, samesite="Lax", secure=request.is_secure(), httponly=True)
    return answer


@require_safe
def unit(request: HttpRequest, key: str) -> HttpResponse:
    """The org chart, one level at a time: what stands above, what below, who works here. `after` continues."""
    me = viewer(request)
    page = queries.unit_page(me, key=key, after=request.GET.get("after", "")[:200])
    return render(request, "people/unit.html", {"page": page}, block="items")


@require_safe
def chart(request: HttpRequest) -> HttpResponse:
    """The top of the org chart: one’s own unit is one press away."""
    me = viewer(request)
    return render(request, "people/chart.html", {"page": queries.top_of_chart(me)})
