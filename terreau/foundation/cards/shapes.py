"""How a thing looks from outside its room: the contract between rooms that own things and rooms that show them.

A room’s `cards.py` offers for its kind of thing:

- `visible(viewer, ids) -> set[int]`: which of them the viewer may see, one query whatever the ids;
- `cards(viewer, ids) -> dict[int, Card]`: how they look in lists, notifications and search; only visible ones;
- `entries(ids) -> list[Entry]`: what search indexes, for the system (no viewer); things that should not be found
  (withdrawn, staged) are left out, and are then removed from the index;
- `after(id, limit) -> list[int]`: the next ids behind this one, in order, whatever their state; none where search keeps
  nothing of a kind by itself;
- `places(ids) -> dict[int, int]`: the space in which each of them stands at this moment, those in force only; for who
  has asked already which spaces the viewer may read. Nothing for what stands in no space;
- `audience(id, among) -> set[int]`: which of the people `among` (ids) may see it now; live streams ask it.

A kind that is talked about (docs/decisions/019-one-conversation-per-thing.md) offers one thing more:

- `thing(viewer, key) -> Thing | None`: what the conversation is about, None where the viewer does not see it.

`settings.CARDS` names the module of each kind. Containers are kinds too: `space`.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from typing import Any, Protocol, cast

from django.conf import settings
from django.db.models import QuerySet

from terreau.foundation.identity.models import Person
from terreau.foundation.text import names


@dataclass(frozen=True, slots=True)
class Card:
    """`words` is one line of plain text; `place` names the container; `icon` is a name of the sprite.

    `picture` is the address of a small picture of the thing itself, where it has one.
    """

    kind: str
    id: int
    key: str
    title: str
    url: str
    words: str = ""
    place: str = ""
    place_url: str = ""
    icon: str = "file"
    author: str = ""
    at: datetime | None = None
    picture: str = ""

    @property
    def initials(self) -> str:
        return names.initials(self.title)

    @property
    def tone(self) -> int:
        return names.tone(self.key)


@dataclass(frozen=True, slots=True)
class Entry:
    """What search keeps of a thing. `space_id` empty: seen by whoever sees its kind (people, spaces).

    `conversation_id`: the post that a reply or a file belongs to; when it moves, they move.
    """

    kind: str
    id: int
    title: str
    text: str
    language: str = ""
    space_id: int | None = None
    author_id: int | None = None
    at: datetime | None = None
    subkind: str = ""
    names: tuple[str, ...] = field(default=())
    conversation_id: int | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """What a conversation is about. It is seen where the thing is seen: by those who read its `space` (the row).

    `hearers` are the ids of those who follow the conversation from its first word.
    """

    kind: str
    id: int
    key: str
    space: Any
    title: str
    url: str
    hearers: tuple[int, ...] = ()


class Cards(Protocol):
    def visible(self, viewer: Person, ids: Collection[int]) -> set[int]: ...

    def cards(self, viewer: Person, ids: Collection[int]) -> dict[int, Card]: ...

    def entries(self, ids: Collection[int]) -> list[Entry]: ...

    def after(self, id: int, limit: int) -> list[int]: ...

    def places(self, ids: Collection[int]) -> dict[int, int]: ...

    def audience(self, id: int, among: Collection[int]) -> set[int]: ...


class Discussed(Cards, Protocol):
    def thing(self, viewer: Person, key: str) -> Thing | None: ...


def ids_after(rows: "QuerySet[Any]", id: int, limit: int) -> list[int]:
    """What `after` of a room says of these rows."""
    return list(rows.filter(pk__gt=id).order_by("pk").values_list("pk", flat=True)[:limit])


def room_of(kind: str) -> Cards:
    """The cards module of the room that owns this kind of thing. KeyError for a kind nobody owns."""
    return cast(Cards, import_module(settings.CARDS[kind]))


def discussed_in(kind: str) -> Discussed:
    """The cards module of the room whose things of this kind are talked about."""
    return cast(Discussed, import_module(settings.CARDS[kind]))
