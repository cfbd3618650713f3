"""The files that hang on posts and replies of a space: what was attached in its conversations."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from terreau.foundation.cards.shapes import Card, room_of
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import queries as storage
from terreau.foundation.text.cursors import Cursor
from terreau.network.posts import queries as posts

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space

PAGE = 50


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of a conversation, and the post or the reply it hangs on."""

    file: storage.File
    holder: Card
    at: datetime


@dataclass(frozen=True, slots=True)
class Conversations:
    """One page of them, the newest first, and where the next one begins."""

    rows: list[Attached]
    further: str


def conversations(viewer: Person, space: "Space", before: str = "") -> Conversations:
    """The files of the conversations of a space already known to be readable. Raises BadCursor."""
    mark = Cursor.read(before)
    holders = {
        "post": posts.seen_by(viewer).filter(space=space),
        "comment": posts.comments_seen_by(viewer).filter(post__space=space),
    }
    found = storage.hanging_among(viewer, holders, mark.id if mark else 0, PAGE + 1)
    ids: dict[str, list[int]] = defaultdict(list)
    for held in found[:PAGE]:
        ids[held.kind].append(held.thing_id)
    cards = {kind: room_of(kind).cards(viewer, wanted) for kind, wanted in ids.items()}
    shown = [(held, cards[held.kind].get(held.thing_id)) for held in found[:PAGE]]
    rows = [Attached(held.file, card, held.at) for held, card in shown if card is not None]
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Conversations(rows, Cursor(last.at, last.file.id).written() if last else "")
