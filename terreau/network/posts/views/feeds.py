"""Pages that list posts: home, a space, a tag, what one kept."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from terreau.foundation.access.addresses import moved
from terreau.foundation.access.words import Absent, one
from terreau.foundation.identity.doors import is_signed_in, viewer
from terreau.foundation.text.cursors import BadCursor
from terreau.foundation.text.folding import fold
from terreau.foundation.ui.frame import Entry, OwnSpace
from terreau.foundation.ui.jinja import moment
from terreau.foundation.ui.pages import render
from terreau.network.people import queries as people
from terreau.network.posts import queries
from terreau.network.spaces import queries as spaces

SPACE_FILTERS = ("", "unread", "questions", "unanswered")


@dataclass(frozen=True)
class Asked:
    """What the address asks of a feed."""

    only: str
    order: str
    before: str | None


def asked(request: HttpRequest, filters: tuple[str, ...]) -> Asked:
    """Words we do not know ask for a page that does not exist."""
    only, order = request.GET.get("only", ""), request.GET.get("order", "newest")
    if only not in filters or order not in ("newest", "active"):
        raise Absent
    return Asked(only, order, request.GET.get("before"))


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    wanted = asked(request, ("", "unread", "questions", "official"))
    try:
        page = queries.home(
            viewer(request),
            before=wanted.before,
            order=wanted.order,
            only=wanted.only,
            counted=not wanted.before,
        )
    except BadCursor as error:
        raise Absent from error
    return render(
        request,
        "posts/home.html",
        {
            "page": page,
            "greeting": greeting_of(request, page.asked),
            "only": wanted.only,
            "order": wanted.order,
            "stopped": None if wanted.before or wanted.only else queries.last_reading(viewer(request)),
        },
        block="items",
    )


@require_safe
def fresh(request: HttpRequest) -> HttpResponse:
    """How many posts came since the page was drawn: of home, or of one space."""
    key = request.GET.get("space", "")
    place = one(spaces.read_by(viewer(request)).filter(key=key)) if key else None
    try:
        count = queries.fresh_count(viewer(request), since=request.GET.get("since", ""), space=place)
    except BadCursor as error:
        raise Absent from error
    url = spaces.address(place.key, place.name) if place else "/"
    return render(request, "posts/fresh.html", {"count": count, "url": url}, block="part")


def greeting_of(request: HttpRequest, asked: queries.Awaited | None) -> dict[str, Any]:
    """The first two lines of home: what is new, and what is asked."""
    me = viewer(request)
    waiting, stopped = queries.unread_count(me), queries.last_reading(me)
    parts = asked_in_words(asked or queries.Awaited())
    if waiting and stopped:
        new = ngettext("%(num)s post in your spaces", "%(num)s posts in your spaces", waiting) % {"num": waiting}
        parts, sentence = [new, *parts], _("Since %(moment)s: %(parts)s.")
    else:
        asks = _("Nothing new since your last visit. Waiting for you: %(parts)s.")
        sentence = asks if parts else _("Nothing new since your last visit.")
    said = sentence % {"moment": moment(stopped) if stopped else "", "parts": ", ".join(parts)}
    return {"name": me.get_short_name(), "sentence": said, "since": queries.now_mark(), "waiting": waiting}


def asked_in_words(asked: queries.Awaited) -> list[str]:
    """What is asked of somebody, as far as anything is."""
    questions = ngettext("%(num)s question you could answer", "%(num)s questions you could answer", asked.questions)
    readings = ngettext("%(num)s required reading", "%(num)s required readings", asked.readings)
    counted = ((questions, asked.questions), (readings, asked.readings))
    return [words % {"num": number} for words, number in counted if number]


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What stands beside home, and is asked for again when something happens there."""
    me = viewer(request)
    context = {"readings": queries.required_of(me), "quiet": queries.quiet(me)}
    context |= {"draft": queries.last_draft(me), "newcomers": people.newcomers(me)}
    return render(request, "posts/waiting.html", context, block="part")


@require_safe
def space(request: HttpRequest, key: str) -> HttpResponse:
    found = spaces.by_key(viewer(request), key)
    shown = spaces.page_of(viewer(request), found)
    elsewhere = moved(request, shown.url)
    if elsewhere:
        return elsewhere
    wanted = asked(request, SPACE_FILTERS)
    context: dict[str, Any] = {"space": shown, "page": None, "pinned": [], "since": queries.now_mark()}
    context |= {
        "stopped": None if wanted.before or wanted.only else spaces.read_at(viewer(request), found),
        "only": wanted.only,
        "order": wanted.order,
        "tab": "questions" if wanted.only == "questions" else "feed",
    }
    if shown.readable:
        try:
            page = queries.space_feed(
                viewer(request), space=found, before=wanted.before, order=wanted.order, only=wanted.only
            )
        except BadCursor as error:
            raise Absent from error
        pinned = [] if wanted.only else queries.pinned(viewer(request), space=found)
        context["page"] = queries.without(page, pinned)
        context["pinned"] = [] if wanted.before else pinned
    return render(request, "posts/space.html", context, block="items")


@require_safe
def person(request: HttpRequest, key: str) -> HttpResponse:
    """A profile, with what its person wrote where the viewer may read it."""
    found = one(people.seen_by(viewer(request)).filter(key=key))
    elsewhere = moved(request, people.address(found.key, found.name))
    if elsewhere:
        return elsewhere
    try:
        page = queries.by_person(viewer(request), author=found, before=request.GET.get("before"))
    except BadCursor as error:
        raise Absent from error
    me = viewer(request)
    common = spaces.in_common(me, found) if found.pk != me.pk else []
    context = {"profile": people.profile_page(me, found), "page": page, "common": common}
    return render(request, "posts/person.html", context, block="items")


@require_safe
def tag(request: HttpRequest, tag: str) -> HttpResponse:
    """What carries a tag, at its folded address; however else one writes it leads there."""
    elsewhere = moved(request, f"/tags/{fold(tag)}")
    if elsewhere:
        return elsewhere
    try:
        page = queries.by_tag(viewer(request), tag=tag, before=request.GET.get("before"))
    except BadCursor as error:
        raise Absent from error
    return render(request, "posts/tag.html", {"page": page, "tag": tag}, block="items")


@require_safe
def bookmarks(request: HttpRequest) -> HttpResponse:
    try:
        page = queries.kept(viewer(request), before=request.GET.get("before"))
    except BadCursor as error:
        raise Absent from error
    return render(request, "posts/bookmarks.html", {"page": page}, block="items")


def frame(request: HttpRequest) -> dict[str, Any]:
    """What posts add to every page: home, writing, and what counts as read."""
    if not is_signed_in(request):
        return {}
    entries = [Entry(_("Home"), "/", "home", rank=10)]
    own = [
        OwnSpace(row.name, row.url, row.key, row.tone, row.initials, row.unread, request.path.startswith(row.url))
        for row in queries.rail(viewer(request))
    ]
    account = [Entry(_("Saved posts"), "/bookmarks", "save", rank=20), Entry(_("Drafts"), "/drafts", "pencil", rank=21)]
    return {"entries": entries, "account": account, "spaces": own, "publish_url": "/posts/new", "read_url": "/reads"}
