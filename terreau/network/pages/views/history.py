"""What a page said before: its versions, one of them, two compared."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from terreau.foundation.access.addresses import back, whole_number
from terreau.foundation.identity.doors import viewer
from terreau.foundation.ui import toasts
from terreau.foundation.ui.pages import render
from terreau.network.pages import actions, queries
from terreau.network.pages.views.seeing import seen, version


@require_safe
def versions(request: HttpRequest, key: str) -> HttpResponse:
    page = seen(request, key)
    shown = queries.reading(viewer(request), page)
    rows = queries.versions_of(viewer(request), page)
    return render(request, "pages/versions.html", {"reading": shown, "page": page, "versions": rows})


@require_safe
def one_version(request: HttpRequest, key: str, number: int) -> HttpResponse:
    page = seen(request, key)
    shown = queries.reading(viewer(request), page)
    context = {"reading": shown, "page": page, "version": version(request, page, number)}
    return render(request, "pages/version.html", context)


@require_safe
def comparison(request: HttpRequest, key: str) -> HttpResponse:
    """`from` and `to` are numbers of versions; none: what the last change changed."""
    page = seen(request, key)
    to = whole_number(request.GET.get("to", "")) or page.number
    since = whole_number(request.GET.get("from", "")) or max(1, to - 1)
    old, new = version(request, page, min(since, to)), version(request, page, max(since, to))
    context = {
        "reading": queries.reading(viewer(request), page),
        "page": page,
        "comparison": queries.comparison(viewer(request), old, new),
        "versions": queries.versions_of(viewer(request), page),
    }
    return render(request, "pages/comparison.html", context)


@require_POST
def return_to(request: HttpRequest, key: str, number: int) -> HttpResponse:
    page = seen(request, key)
    page = actions.bring_back(viewer(request), page=page, version=version(request, page, number))
    answer = back(request, queries.address(page.key, page.title))
    words = _("Version %(number)s stands again. What came after it is kept.")
    return toasts.say(request, answer, words % {"number": number})
