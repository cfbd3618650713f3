"""Keeping the index true: a listener of the journal, and a rebuild by batches."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from operator import attrgetter

from django.conf import settings
from django.db import transaction

from terreau.foundation.activity.models import Activity
from terreau.foundation.cards.shapes import Entry, room_of
from terreau.foundation.storage import queries as storage
from terreau.foundation.text import words
from terreau.network.search import terms
from terreau.network.search.models import TEXT_KEPT, Indexed

COLUMNS = [
    "subkind",
    "conversation_id",
    "space_id",
    "author_id",
    "at",
    "language",
    "title",
    "text",
    "title_terms",
    "text_terms",
]
KINDS = {"post", "comment", "page", "event", "document", "message", "space", "person"}
# An act on one thing that changes what another is found by: (kind, name of the id in the activity’s data).
FURTHER = [
    ("post", "post_id"),
    ("person", "person_id"),
    ("page", "page_ids"),
    ("post", "post_ids"),
    ("event", "event_ids"),
    ("document", "document_ids"),
]
WRITTEN = {"post", "comment", "page", "event", "message", "file", "document"}
# What is found by the words of its files, which are no things of their own then.
HOLDING_WORDS = {"message", "document"}
# Acts that change no word: nothing is looked at again.
WORDLESS = {
    *("posts.reacted", "posts.unreacted", "posts.acknowledged", "posts.pinned", "posts.unpinned"),
    *("calendar.answered", "calendar.invited", "calendar.moved_up", "calendar.released"),
    *("calendar.booked", "calendar.given_back"),
    *("calendar.day_before", "calendar.hour_before"),
    *("chat.reacted", "chat.unreacted", "chat.begun", "chat.named", "chat.added", "chat.taken_out", "chat.left"),
}


def hear(batch: Sequence[Activity]) -> None:
    """Whatever was touched is indexed again as it is now: the order and the number of touches do not matter."""
    touched: dict[str, set[int]] = defaultdict(set)
    for activity in batch:
        if activity.kind in WORDLESS:
            continue
        if activity.thing_kind in KINDS and activity.thing_id is not None:
            touched[activity.thing_kind].add(activity.thing_id)
        elif activity.thing_kind == "blob" and activity.thing_id is not None:
            for holder, thing_id, attachment_id in storage.places_of(activity.thing_id):
                touched[holder if holder in HOLDING_WORDS else "file"].add(
                    thing_id if holder in HOLDING_WORDS else attachment_id
                )
        for kind, name in FURTHER:
            told = activity.data.get(name) or []
            touched[kind].update(told if isinstance(told, list) else [told])
    for kind, ids in touched.items():
        if ids:
            index(kind, ids)


@transaction.atomic
def index(kind: str, ids: Collection[int]) -> int:
    """Index these things as their room describes them now, with their files; those it leaves out are forgotten.

    Returns how many of the things stay.
    """
    entries = {entry.id: entry for entry in sorted(room_of(kind).entries(ids), key=attrgetter("id"))}  # as they came
    old = {row.thing_id: row for row in Indexed.objects.filter(kind=kind, thing_id__in=ids)}
    if kind in settings.HOLDING_FILES:
        files = files_of(kind, ids, [*old.values(), *entries.values()])
        if files:
            index("file", files)
    if kind == "post":
        follow_posts(set(ids) - set(entries))
        move([entry for id, entry in entries.items() if id in old and old[id].space_id != entry.space_id])
    changed = [row for id, row in old.items() if id not in entries or not same(row, entries[id])]
    terms.remove(changed)
    Indexed.objects.filter(pk__in=[row.pk for row in changed if row.thing_id not in entries]).delete()
    write([row_of(entry, old.get(id)) for id, entry in entries.items() if id not in old or old[id] in changed])
    return len(entries)


def files_of(kind: str, ids: Collection[int], known: Sequence[Indexed | Entry]) -> set[int]:
    """Attachments that hang on these things now, or that the index still has from their conversations."""
    conversations = set(ids) if kind == "post" else {it.conversation_id for it in known if it.conversation_id}
    there = Indexed.objects.filter(kind="file", conversation_id__in=conversations)
    return {*storage.hung_on(kind, ids), *there.values_list("thing_id", flat=True)}


def move(posts: Sequence[Entry]) -> None:
    """What belongs to a post is where the post is; no word of it changes."""
    for post in posts:
        Indexed.objects.filter(conversation_id=post.id).update(space_id=post.space_id)


def follow_posts(ids: Collection[int]) -> None:
    """Replies to posts that search does not keep (conversations about a thing) stand where those posts stand."""
    for id, space_id in (room_of("post").places(ids) if ids else {}).items():
        Indexed.objects.filter(conversation_id=id).exclude(space_id=space_id).update(space_id=space_id)


def same(row: Indexed, entry: Entry) -> bool:
    """Nothing that is found or trimmed by has changed. Of a text too long to be kept whole nobody can say."""
    if len(entry.text) > TEXT_KEPT:
        return False
    now = (entry.title, entry.text, entry.space_id, entry.author_id, entry.subkind, language_of(entry))
    then = (row.title, row.text, row.space_id, row.author_id, row.subkind, row.language)
    return now == then and row.conversation_id == entry.conversation_id


def write(rows: Iterable[Indexed]) -> None:
    """Save rows, new and renewed, and their words."""
    fresh: list[Indexed] = []
    renewed: list[Indexed] = []
    for row in rows:
        (fresh if row.pk is None else renewed).append(row)
    Indexed.objects.bulk_create(fresh)
    Indexed.objects.bulk_update(renewed, COLUMNS)
    terms.add([*fresh, *renewed])


def row_of(entry: Entry, row: Indexed | None) -> Indexed:
    """The row of an entry, new or renewed, with its analysed words."""
    row = row or Indexed(kind=entry.kind, thing_id=entry.id)
    row.subkind, row.space_id, row.author_id = entry.subkind, entry.space_id, entry.author_id
    row.conversation_id = entry.conversation_id
    row.language, row.title, row.text = language_of(entry), entry.title, entry.text[:TEXT_KEPT]
    row.at = entry.at or row.at
    titled = words.index_terms(" ".join([entry.title, *entry.names]), row.language or None)
    row.title_terms = terms.marked(entry.kind, titled)
    row.text_terms = " ".join(words.index_terms(entry.text, row.language or None))
    return row


def language_of(entry: Entry) -> str:
    """What it is written in: where words are many enough, they say it better than the settings of their author."""
    said = words.guess_language(f"{entry.title} {entry.text}") if entry.kind in WRITTEN else None
    return said or entry.language
