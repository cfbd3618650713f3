"""A post, a reply and a person as pages and the API show them: plain rows, no queries left to make."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any

from terreau.foundation.cards.reactions import ReactionKind
from terreau.foundation.cards.shapes import Card
from terreau.foundation.text import names, rich
from terreau.foundation.text.keys import slug
from terreau.network.people import queries as people
from terreau.network.posts.models import Kind
from terreau.network.spaces.queries import SpaceRow

REACTIONS = tuple(ReactionKind.values)
KINDS = Kind.choices
REACTION_CHOICES = ReactionKind.choices


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Someone shown beside what they wrote."""

    key: str
    name: str
    photo: str = ""
    kind: str = "member"

    @property
    def url(self) -> str:
        return people.address(self.key, self.name)

    @property
    def initials(self) -> str:
        return names.initials(self.name)

    @property
    def tone(self) -> int:
        return names.tone(self.key)

    @property
    def picture(self) -> str:
        return people.picture(self.photo)


@dataclass(frozen=True, slots=True)
class Quote:
    """One of our own posts that another links to, as this viewer may see it."""

    url: str
    title: str
    note: str


class Drawn:
    """A row that pages draw: its face is every value it holds, so that a drawing of it can be kept."""

    def face(self) -> Hashable:
        plain, gathered = values_of(type(self))  # type: ignore[arg-type]  # a type has a hash
        return plain(self), *map(frozen, gathered(self))


@lru_cache(maxsize=8)
def values_of(kind: type[Any]) -> tuple[Callable[[Any], tuple[Any, ...]], Callable[[Any], tuple[Any, ...]]]:
    """Two readers of all fields of a row: those that are values, and those that gather others."""
    gathers = {one.name for one in fields(kind) if "list[" in str(one.type) or "dict[" in str(one.type)}
    plain = [one.name for one in fields(kind) if one.name not in gathers]
    return attrgetter(*plain), attrgetter(*sorted(gathers))


def frozen(value: Any) -> Hashable:
    if isinstance(value, list):
        return tuple(map(frozen, value))
    if isinstance(value, Drawn):
        return value.face()
    return tuple(value.items()) if isinstance(value, dict) else value


@dataclass(slots=True)
class CommentRow(Drawn):
    id: int
    key: str
    post_id: int
    parent_id: int | None
    author: PersonRow
    body: str
    at: datetime
    edited_at: datetime | None
    withdrawn: bool
    source: str
    language: str
    counts: tuple[int, ...]
    own: str = ""
    mine: bool = False
    accepted: bool = False
    at_rest: bool = False
    replies: list["CommentRow"] = field(default_factory=list)
    files: list[Any] = field(default_factory=list)

    def moments(self) -> Iterator[datetime]:
        yield self.at
        for reply in self.replies:
            yield from reply.moments()

    @property
    def useful(self) -> int:
        return self.counts[0]

    @property
    def reactions(self) -> list[tuple[str, int]]:
        return [(kind, n) for kind, n in zip(REACTIONS, self.counts, strict=True) if n]


@dataclass
class PostRow(Drawn):
    """`own` is the viewer’s reaction; `unread`, `kept`, `acknowledged` are the viewer’s too.

    `drafted`: the viewer has begun a reply here. `about`: the thing whose conversation this is, as the viewer sees it.
    `at_rest`: its space is archived, nothing changes there.
    """

    id: int
    key: str
    kind: str
    title: str
    body: str
    language: str
    at: datetime
    active_at: datetime
    edited_at: datetime | None
    pinned: bool
    required_by: date | None
    comment_count: int
    accepted_id: int | None
    source: str
    counts: tuple[int, ...]
    author: PersonRow
    space: SpaceRow
    accepted_key: str = ""
    for_leader: PersonRow | None = None
    own: str = ""
    kept: bool = False
    following: bool = False
    muted: bool = False
    acknowledged: bool = False
    unread: bool = False
    mine: bool = False
    role: str | None = None
    manages: bool = False
    comments: list[CommentRow] = field(default_factory=list)
    files: list[Any] = field(default_factory=list)
    thanked: list[PersonRow] = field(default_factory=list)
    tags: list[tuple[str, str]] = field(default_factory=list)
    link: dict[str, str] | None = None
    confirmed: int = 0
    asked: int = 0
    shared: bool = False
    drafted: bool = False
    closed: bool = False
    at_rest: bool = False
    link_picture: str = ""
    quoted: list[Quote] = field(default_factory=list)
    about_kind: str = ""
    about_id: int | None = None
    about: Card | None = None
    quiet: bool = False

    def moments(self) -> Iterator[datetime]:
        yield self.at
        for comment in self.comments:
            yield from comment.moments()

    @property
    def url(self) -> str:
        """Its own address; of the conversation about a thing, the thing’s."""
        return self.about.url if self.about else address(self.key, self.title or beginning(self.body))

    @property
    def useful(self) -> int:
        return self.counts[0]

    @property
    def reactions(self) -> list[tuple[str, int]]:
        return [(kind, n) for kind, n in zip(REACTIONS, self.counts, strict=True) if n]

    @property
    def is_question(self) -> bool:
        return self.kind == Kind.QUESTION


@lru_cache(maxsize=4_096)
def beginning(body: str) -> str:
    """The first words of a post without a title, for its address."""
    return rich.excerpt(body, 60)


@lru_cache(maxsize=8_192)
def address(key: str, words: str) -> str:
    """`/posts/m3x9qa-nouvelle-procedure`: the key decides, the words are for people."""
    tail = slug(words)
    return f"/posts/{key}-{tail}" if tail else f"/posts/{key}"
