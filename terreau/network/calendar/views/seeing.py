"""The thing a page is about, among those that are there for the viewer."""

from django.http import HttpRequest

from terreau.foundation.access.words import one
from terreau.foundation.identity.doors import viewer
from terreau.network.calendar import queries
from terreau.network.spaces import queries as spaces


def seen(request: HttpRequest, key: str) -> queries.Event:
    return one(queries.event_at(viewer(request), key))


def read_space(request: HttpRequest, key: str) -> spaces.Space:
    """A space whose content the viewer may read."""
    return one(spaces.readable_at(viewer(request), key))
