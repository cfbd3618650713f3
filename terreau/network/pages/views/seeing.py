"""The thing a page is about, among those that are there for the viewer."""

from django.http import HttpRequest

from terreau.foundation.access.words import Absent, one
from terreau.foundation.identity.doors import viewer
from terreau.network.pages import queries
from terreau.network.spaces import queries as spaces


def seen(request: HttpRequest, key: str) -> queries.Page:
    return one(queries.page_at(viewer(request), key))


def read_space(request: HttpRequest, key: str) -> spaces.Space:
    """A space whose content the viewer may read."""
    return one(spaces.readable_at(viewer(request), key))


def version(request: HttpRequest, page: queries.Page, number: int) -> queries.Version:
    return one(queries.version_at(viewer(request), page, number))


def page_of_space(request: HttpRequest, space: spaces.Space, key: str) -> queries.Page | None:
    """A page of this space by its key; none where nothing is named. Anything else is absent."""
    if not key:
        return None
    page = seen(request, key)
    if page.space_id != space.pk:
        raise Absent
    return page
