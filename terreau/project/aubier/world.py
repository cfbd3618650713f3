"""The demo company gathered: `world()` makes it, `World` answers simple questions about it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from terreau.project.aubier import echo
from terreau.project.aubier.checks import problems
from terreau.project.aubier.drafts import drafts
from terreau.project.aubier.events import events
from terreau.project.aubier.files import FileSpec, catalogue
from terreau.project.aubier.pages import pages
from terreau.project.aubier.people import company
from terreau.project.aubier.shapes import (
    AckSpec,
    BookmarkSpec,
    CommentSpec,
    Company,
    DelegationSpec,
    DraftSpec,
    EventSpec,
    FollowSpec,
    MemberSpec,
    PageSpec,
    PersonSpec,
    ShelvedSpec,
    Site,
    SpaceSpec,
    TalkSpec,
    ThreadSpec,
    Unit,
)
from terreau.project.aubier.shelves import shelves
from terreau.project.aubier.spaces import Membership, members, spaces
from terreau.project.aubier.stream import composed, voices
from terreau.project.aubier.talks import talks
from terreau.project.aubier.threads import hand_written

POSTS = 3500
"""Threads of the whole world, those written by hand included."""


@dataclass(slots=True)
class World:
    """The demo company. Times are aware, in UTC; nothing lies after `now`, save drafts that are scheduled."""

    now: datetime
    company: Company
    spaces: dict[str, SpaceSpec]
    membership: Membership
    threads: list[ThreadSpec]
    drafts: list[DraftSpec]
    pages: list[PageSpec]
    events: list[EventSpec]
    delegations: list[DelegationSpec]
    follows: list[FollowSpec]
    bookmarks: list[BookmarkSpec]
    acknowledgements: list[AckSpec]
    files: dict[str, FileSpec]
    shelves: list[ShelvedSpec]
    voice: dict[str, float]
    talks: list[TalkSpec]

    @property
    def sites(self) -> dict[str, Site]:
        """Sites by key."""
        return self.company.sites

    @property
    def units(self) -> dict[str, Unit]:
        """Entities and units by key; a parent comes before its children."""
        return self.company.units

    @property
    def people(self) -> dict[str, PersonSpec]:
        """People by login."""
        return self.company.people

    @property
    def alias(self) -> dict[str, str]:
        """Short names of the people with a part to play, to logins."""
        return self.company.alias

    @property
    def members(self) -> Iterator[MemberSpec]:
        """Every membership."""
        return (member for space in self.membership.values() for member in space.values())

    def reactors(self, thread: ThreadSpec, said: ThreadSpec | CommentSpec) -> list[tuple[str, str]]:
        """Return (login, kind) for each reaction to a thread's post or to one of its comments."""
        reactor = echo.Reactor(self.company, self.membership, self.voice)
        return list(reactor.of(thread.space, said.author, said.at, dict(said.reactions), said.key))

    def check(self) -> None:
        """Raise AssertionError naming the first inconsistencies, if there are any."""
        found = problems(self.company, self.spaces, self.membership, self.threads, self.files, self.now)
        assert not found, "\n".join(found[:20])


def world(seed: int = 2026, now: datetime | None = None, posts: int = POSTS) -> World:
    """Return the demo company as seen at `now` (aware; the present by default); the same values, the same company."""
    now = (now or datetime.now(UTC)).astimezone(UTC)
    root = f"aubier/{seed}"
    made = company(Random(f"{root}/people"), now.date())
    known = spaces(made, Random(f"{root}/spaces"), now.date())
    joined = members(made, known, root, now.date())
    files = catalogue(now)
    written = hand_written(made, known, joined, root, now)
    counts = Counter(thread.space for thread in written)
    threads = sorted(
        [*written, *composed(made, known, joined, counts, root, now, posts)], key=lambda each: (each.at, each.key)
    )
    return World(
        now=now,
        company=made,
        spaces=known,
        membership=joined,
        threads=threads,
        drafts=drafts(made, now),
        pages=pages(made, now),
        events=events(made, joined, now),
        delegations=echo.delegations(made, threads, now),
        follows=echo.follows(made, voices(made, root), root, now),
        bookmarks=echo.bookmarks(made, joined, threads, root, now),
        acknowledgements=echo.acknowledgements(made, joined, threads, root, now),
        files=files,
        shelves=shelves(made, files, now),
        voice=voices(made, root),
        talks=talks(made, now),
    )
