"""How pages look from outside."""

from collections.abc import Collection

from terreau.foundation.access.prepared import seen_among
from terreau.foundation.cards.shapes import Card, Entry, Thing, ids_after
from terreau.foundation.identity.models import Person
from terreau.foundation.text import rich
from terreau.network.pages import queries
from terreau.network.spaces import queries as spaces

EXCERPT = 160


def visible(viewer: Person, ids: Collection[int]) -> set[int]:
    return seen_among(queries.visible_pages, viewer, ids)


def cards(viewer: Person, ids: Collection[int]) -> dict[int, Card]:
    """Pages as cards, only those the viewer sees."""
    return {page.pk: card_of(page, viewer.language) for page in queries.seen_pages(viewer, ids)}


def card_of(page: queries.Page, language: str) -> Card:
    return Card(
        kind="page",
        id=page.pk,
        key=page.key,
        title=page.title,
        url=queries.address(page.key, page.title),
        words=rich.excerpt(page.body, EXCERPT),
        place=spaces.named(page.space.name, page.space.names, language),
        place_url=f"/spaces/{page.space.key}/pages",
        icon="file-text",
        author=page.changed_by.name,
        at=page.changed_at,
    )


def entries(ids: Collection[int]) -> list[Entry]:
    return list(map(entry_of, queries.findable_pages(list(ids))))


def entry_of(page: queries.Page) -> Entry:
    return Entry(
        kind="page",
        id=page.pk,
        title=page.title,
        text=rich.to_plain(page.body),
        language=page.language,
        space_id=page.space_id,
        author_id=page.created_by_id,
        at=page.changed_at,
    )


def after(id: int, limit: int) -> list[int]:
    return ids_after(queries.Page.objects.all(), id, limit)


def places(ids: Collection[int]) -> dict[int, int]:
    return dict(queries.places_of_pages(list(ids)))


def audience(id: int, among: Collection[int]) -> set[int]:
    return queries.readers_of_page(id, among)


def thing(viewer: Person, key: str) -> Thing | None:
    """A page as what a conversation is about; its owner hears it from the first word."""
    page = next(iter(queries.page_at(viewer, key)), None)
    return thing_of(page) if page is not None else None


def thing_of(page: queries.Page) -> Thing:
    hearers = tuple(sorted({person for person in (page.owner_id, page.created_by_id) if person}))
    url = queries.address(page.key, page.title)
    return Thing("page", page.pk, page.key, page.space, page.title, url, hearers)
