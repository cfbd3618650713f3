"""The picture of a link’s preview is seen by whoever sees a post with that link."""

from collections.abc import Collection

from terreau.foundation.cards.shapes import Card, Entry
from terreau.foundation.identity.models import Person
from terreau.network.posts import queries


def visible(viewer: Person, ids: Collection[int]) -> set[int]:
    return queries.seen_previews(viewer, ids)


def cards(viewer: Person, ids: Collection[int]) -> dict[int, Card]:
    return {}


def entries(ids: Collection[int]) -> list[Entry]:
    return []


def after(id: int, limit: int) -> list[int]:
    return []


def places(ids: Collection[int]) -> dict[int, int]:
    return {}


def audience(id: int, among: Collection[int]) -> set[int]:
    return set().union(*[queries.readers_of_post(post, among) for post in queries.posts_linking(id)])
