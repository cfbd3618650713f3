"""Where a page stands, who looks after it, whether it holds, and how it goes away and comes back."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.foundation.access.addresses import back
from terreau.foundation.access.words import Refused, one
from terreau.foundation.identity.doors import viewer
from terreau.foundation.ui import toasts
from terreau.foundation.ui.pages import render
from terreau.network.pages import actions, queries
from terreau.network.pages.forms import CareForm, DoubtForm, PlaceForm
from terreau.network.pages.views.seeing import page_of_space, read_space, seen
from terreau.network.people import queries as people
from terreau.network.posts import queries as posts
from terreau.network.spaces import queries as spaces


def to_page(request: HttpRequest, page: queries.Page) -> HttpResponse:
    return back(request, queries.address(page.key, page.title))


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, key: str) -> HttpResponse:
    """Below which page it stands, and in which space."""
    page = seen(request, key)
    if request.method != "POST":
        return draw_place(request, page, PlaceForm())
    form = PlaceForm(request.POST)
    form.is_valid()
    parent = page_of_space(request, page.space, form.cleaned_data.get("parent", ""))
    try:
        return to_page(request, actions.place(viewer(request), page=page, parent=parent))
    except Refused as error:
        form.add_error(None, error.why)
        return draw_place(request, page, form, 403)


def draw_place(request: HttpRequest, page: queries.Page, form: PlaceForm, status: int = 200) -> HttpResponse:
    me = viewer(request)
    elsewhere = [space for space in spaces.places_to_write(me) if space.key != page.space.key]
    context = {"reading": queries.editing(me, page), "page": page, "form": form, "spaces": elsewhere}
    return render(request, "pages/place.html", context, status)


@require_POST
def order(request: HttpRequest, key: str) -> HttpResponse:
    page = actions.shift(viewer(request), page=seen(request, key), up=request.POST.get("to") == "up")
    return back(request, f"/spaces/{page.space.key}/pages")


@require_POST
def move(request: HttpRequest, key: str) -> HttpResponse:
    """The page and all below it go to another space in which the viewer writes."""
    page = seen(request, key)
    space = one(spaces.written_at(viewer(request), request.POST.get("space", "")))
    page = actions.move(viewer(request), page=page, space=space)
    return toasts.say(request, to_page(request, page), _("Moved. Its address stays the same."))


@require_http_methods(["GET", "HEAD", "POST"])
def care(request: HttpRequest, key: str) -> HttpResponse:
    """Who looks after it, and when it is read again."""
    page = seen(request, key)
    if request.method != "POST":
        told = {"owner": [page.owner.key] if page.owner else [], "review_on": page.review_on}
        return draw_care(request, page, CareForm(initial=told))
    form = CareForm(request.POST, initial={"review_on": page.review_on})
    if request.POST.get("act") == "find" or not form.is_valid():
        return draw_care(request, page, form, 200 if request.POST.get("act") == "find" else 422)
    keys = form.cleaned_data["owner"]
    owner = one(people.seen_by(viewer(request)).filter(key__in=keys)) if keys else None
    actions.entrust(viewer(request), page=page, owner=owner, review_on=form.cleaned_data["review_on"])
    return to_page(request, page)


def draw_care(request: HttpRequest, page: queries.Page, form: CareForm, status: int = 200) -> HttpResponse:
    me = viewer(request)
    chosen = [str(key) for key in form["owner"].value() or []]
    found = people.mentionable(me, text=str(form["who"].value() or ""))
    context = {
        "reading": queries.caring(me, page),
        "page": page,
        "form": form,
        "chosen": posts.chosen_people(me, chosen),
        "found": [row for row in found if row.key not in chosen],
    }
    return render(request, "pages/care.html", context, status)


@require_http_methods(["GET", "HEAD", "POST"])
def doubt(request: HttpRequest, key: str) -> HttpResponse:
    """Say that a page may be outdated."""
    page = seen(request, key)
    form = DoubtForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"reading": queries.doubting(viewer(request), page), "page": page, "form": form}
        return render(request, "pages/doubt.html", context, 422 if request.method == "POST" else 200)
    actions.doubt(viewer(request), page=page, why=form.cleaned_data["why"])
    return to_page(request, page)


@require_POST
def confirmation(request: HttpRequest, key: str) -> HttpResponse:
    page = actions.confirm(viewer(request), page=seen(request, key))
    return toasts.say(request, to_page(request, page), _("Thank you: the page says that you confirmed it today."))


@require_POST
def withdrawal(request: HttpRequest, key: str) -> HttpResponse:
    page = actions.withdraw(viewer(request), page=seen(request, key))
    answer = back(request, f"/spaces/{page.space.key}/pages")
    return toasts.say(request, answer, _("Page withdrawn."), undo=f"/pages/{page.key}/restoration")


@require_POST
def restoration(request: HttpRequest, key: str) -> HttpResponse:
    page = actions.restore(viewer(request), page=one(queries.withdrawn_for(viewer(request)).filter(key=key)))
    return to_page(request, page)


@require_safe
def withdrawn(request: HttpRequest, key: str) -> HttpResponse:
    """What can still be brought back to a space."""
    me, space = viewer(request), read_space(request, key)
    found = {"pages": queries.withdrawn_in(me, space.pk), "term": queries.term(me)}
    context = {"space": spaces.page_of(me, space), "tab": "pages", **found}
    return render(request, "pages/withdrawn.html", context)


@require_POST
def subscription(request: HttpRequest, key: str) -> HttpResponse:
    """Be told of changes, or (`off`) no longer."""
    page, off = seen(request, key), bool(request.POST.get("off"))
    (actions.unwatch if off else actions.watch)(viewer(request), page=page)
    words = _("You are told of its changes no longer.") if off else _("You will be told of its changes in your digest.")
    return toasts.say(request, to_page(request, page), words)
