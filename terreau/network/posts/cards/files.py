"""How files look from outside: seen where the thing they hang on is seen, whichever room owns it."""

from collections import defaultdict
from collections.abc import Collection

from django.conf import settings

from terreau.foundation.cards.shapes import Card, Entry, room_of
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import queries as storage


def visible(viewer: Person, ids: Collection[int]) -> set[int]:
    found: set[int] = set()
    for kind, files in by_kind(ids).items():
        holders = room_of(kind).visible(viewer, holders_of(files))
        found |= {file.id for file in files if file.thing_id in holders}
    return found


def cards(viewer: Person, ids: Collection[int]) -> dict[int, Card]:
    """Files as cards, only visible ones; `words` is what they hang on."""
    found: dict[int, Card] = {}
    for kind, files in by_kind(ids).items():
        holders = room_of(kind).cards(viewer, holders_of(files))
        found |= {file.id: file_card(file, holders[file.thing_id]) for file in files if file.thing_id in holders}
    return found


def file_card(file: storage.Hung, holder: Card) -> Card:
    return Card(
        kind="file",
        id=file.id,
        key=file.key,
        title=file.name,
        url=storage.url_of(file.key, file.name),
        words=holder.title,
        place=holder.place,
        place_url=holder.place_url,
        icon="file",
        author=holder.author,
        at=holder.at,
    )


def entries(ids: Collection[int]) -> list[Entry]:
    """Names, and the words inside, of files that search may keep."""
    described: list[Entry] = []
    for kind, files in by_kind(ids).items():
        holders = {entry.id: entry for entry in room_of(kind).entries(holders_of(files))}
        described += [file_entry(file, holders[file.thing_id]) for file in files if file.thing_id in holders]
    return described


def file_entry(file: storage.Hung, holder: Entry) -> Entry:
    """A name is found by its parts too: “releve-2026.pdf” by “relevé”."""
    return Entry(
        kind="file",
        id=file.id,
        title=file.name,
        text=file.words,
        language=holder.language,
        space_id=holder.space_id,
        author_id=holder.author_id,
        at=holder.at,
        conversation_id=holder.id if holder.kind == "post" else holder.conversation_id,
    )


def after(id: int, limit: int) -> list[int]:
    return []


def places(ids: Collection[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for kind, files in by_kind(ids).items():
        of_holders = room_of(kind).places(holders_of(files))
        found |= {file.id: of_holders[file.thing_id] for file in files if file.thing_id in of_holders}
    return found


def audience(id: int, among: Collection[int]) -> set[int]:
    found: set[int] = set()
    for kind, files in by_kind([id]).items():
        found |= {person for file in files for person in room_of(kind).audience(file.thing_id, among)}
    return found


def by_kind(ids: Collection[int]) -> dict[str, list[storage.Hung]]:
    """Files by the kind of thing they hang on; those of drafts and of the house itself are nobody’s to find."""
    found: dict[str, list[storage.Hung]] = defaultdict(list)
    for file in storage.hung(ids):
        if file.kind in settings.HOLDING_FILES:
            found[file.kind].append(file)
    return dict(found)


def holders_of(files: Collection[storage.Hung]) -> list[int]:
    return [file.thing_id for file in files]
