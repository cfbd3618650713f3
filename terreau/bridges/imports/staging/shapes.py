"""What any community export is made of, whatever tool it comes from.

A reader yields these in one stream: first the `Source`, then people, spaces, and posts, each post before its
comments. A `Person` always comes before the first thing that names it (people missing from the export’s own list
appear just in time). `Skipped` and `Notice` may come anywhere.

Identifiers are those of the source, as text: the same thing has the same one in every export of the same community.
Texts are clean: no NUL, no lone surrogate. Bodies are HTML of the few tags listed in `markup.TAGS`; links into the
community are left as `href="ref:person/ID"`, `ref:space/ID`, `ref:message/ID` (a post or a comment), to be rewritten
to the new addresses by whoever writes; a reference that leads nowhere loses its link and keeps its words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

PostKind = Literal["message", "question"]
ReactionName = Literal["useful", "thanks", "agree", "well_done", "support", "explore"]


@dataclass(frozen=True, slots=True)
class Source:
    """The export itself. `id` is the same for the same content; `realm` names the community its ids belong to."""

    kind: str
    id: str
    name: str
    realm: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    source_id: str
    name: str
    username: str = ""
    email: str | None = None
    title: str = ""
    timezone: str = ""
    is_bot: bool = False
    is_guest: bool = False
    deleted: bool = False
    image: str | None = None
    known: bool = True
    """False for somebody who wrote or was named but is missing from the export’s list of people."""


@dataclass(frozen=True, slots=True)
class Space:
    source_id: str
    name: str
    purpose: str = ""
    created_at: datetime | None = None
    private: bool = False
    archived: bool = False
    creator: str | None = None
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """An attachment. `path` names it in the archive (`Archive.open`); None: the export holds an address only."""

    source_id: str
    name: str
    size: int = 0
    media_type: str = ""
    path: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Reaction:
    """One person’s one reaction to one thing."""

    person: str
    name: ReactionName


@dataclass(frozen=True, slots=True)
class Post:
    source_id: str
    space: str
    author: str
    at: datetime
    html: str
    title: str | None = None
    kind: PostKind = "message"
    pinned: bool = False
    closed: bool = False
    edited_at: datetime | None = None
    language: str | None = None
    reply_to: str | None = None
    tags: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    reactions: tuple[Reaction, ...] = ()


@dataclass(frozen=True, slots=True)
class Comment:
    """`parent`: the comment it replies to, always one that hangs on the post itself (one level of replies)."""

    source_id: str
    post: str
    author: str
    at: datetime
    html: str
    parent: str | None = None
    accepted: bool = False
    edited_at: datetime | None = None
    language: str | None = None
    files: tuple[File, ...] = ()
    reactions: tuple[Reaction, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence for the report: a msgid of `reasons` and what fills its braces. `str()` gives it in English."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.format(**self.values)


@dataclass(frozen=True, slots=True)
class Skipped:
    """One item that is not taken: in which file, where in it (line and column, or entry), and why."""

    file: str
    position: str
    reason: Said


@dataclass(frozen=True, slots=True)
class Notice:
    """Something whoever imports should know though it was taken; `position` as in `Skipped`, where it has one."""

    file: str
    said: Said
    position: str = ""


Item = Source | Person | Space | Post | Comment | Skipped | Notice
