"""How messages look from outside: seen by those who take part in their conversation, from when they came."""

from collections.abc import Collection

from terreau.foundation.access.prepared import seen_among
from terreau.foundation.cards.shapes import Card, Entry
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import queries as storage
from terreau.foundation.text import rich
from terreau.network.chat import queries

EXCERPT = 200


def visible(viewer: Person, ids: Collection[int]) -> set[int]:
    return seen_among(queries.readable_ids, viewer, ids)


def cards(viewer: Person, ids: Collection[int]) -> dict[int, Card]:
    """Messages as cards, only those the viewer reads; the title is what their conversation is called."""
    return {row.pk: message_card(row, title) for row, title in queries.card_rows(viewer, ids)}


def message_card(row: queries.Message, title: str) -> Card:
    key = row.conversation.key
    return Card(
        kind="message",
        id=row.pk,
        key=f"{key}-{row.number}",
        title=title,
        url=f"/conversations/{key}?around={row.number}#m-{row.number}",
        words=rich.excerpt(row.body, EXCERPT),
        icon="message",
        author=row.author.name,
        at=row.sent_at,
    )


def entries(ids: Collection[int]) -> list[Entry]:
    """What was said, with the names and the words of its files: a message is found by them too."""
    rows = list(queries.findable_messages(ids))
    words = storage.words_of("message", [row.pk for row in rows if row.file_count])
    return [message_entry(row, words.get(row.pk, "")) for row in rows]


def message_entry(row: queries.Message, words: str) -> Entry:
    return Entry(
        kind="message",
        id=row.pk,
        title="",
        text="\n".join(filter(None, [rich.to_plain(row.body), words])),
        language=row.language,
        author_id=row.author_id,
        at=row.sent_at,
    )


def after(id: int, limit: int) -> list[int]:
    return queries.messages_after(id, limit)


def places(ids: Collection[int]) -> dict[int, int]:
    return {}


def audience(id: int, among: Collection[int]) -> set[int]:
    return queries.readers_of_message(id, among)
