"""The messages of one channel in order, as posts and comments. Its files are read twice: first for times alone.

The times of a channel (eight bytes a message) tell which messages come twice and which threads have their first
message; texts are never kept.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from terreau.bridges.imports.slack.reading import messages
from terreau.bridges.imports.slack.reading.answers import said_in
from terreau.bridges.imports.slack.reading.messages import Workspace
from terreau.bridges.imports.slack.reading.spaces import Channel, message_like
from terreau.bridges.imports.staging import plain, reasons
from terreau.bridges.imports.staging.elements import Element
from terreau.bridges.imports.staging.plain import Json
from terreau.bridges.imports.staging.shapes import Comment, Item, Notice, Person, Post, Reaction, Said, Skipped


class Times:
    """When something was said in a channel: sorted microseconds, those that come twice, those that are answered."""

    def __init__(self) -> None:
        self._all = array("q")
        self._answered = array("q")
        self.twice: set[int] = set()

    def note(self, message: Json) -> None:
        at = plain.micros(message.get("ts"))
        if at is None:
            return
        self._all.append(at)
        first = thread(message, at)
        if first is not None:
            self._answered.append(first)

    def sort(self) -> None:
        self._all = array("q", sorted(self._all))
        self._answered = array("q", sorted(set(self._answered)))
        self.twice = {at for at, after in pairwise(self._all) if at == after}

    def __contains__(self, at: int) -> bool:
        return _holds(self._all, at)

    def answered(self, at: int) -> bool:
        """Whether something answers what was said then."""
        return _holds(self._answered, at)


def _holds(moments: "array[int]", at: int) -> bool:
    place = bisect_left(moments, at)
    return place < len(moments) and moments[place] == at


def thread(message: Json, at: int) -> int | None:
    """The time of the message that this one answers, if it answers one."""
    first = plain.micros(message.get("thread_ts"))
    return first if first is not None and first != at else None


def times(workspace: Workspace, channel: Channel) -> Times:
    """First reading: the times of a channel; names of bots and of people in no list go to the people."""
    found = Times()
    for day in channel.days:
        for element in said_in(workspace.archive, day, message_like):
            if isinstance(element, Element):
                announced = messages.bot_name(element.value)
                workspace.people.note(element.value)
                if announced:
                    workspace.people.bots.setdefault(*announced)
                if messages.dropped(element.value) is None:
                    found.note(element.value)
    found.sort()
    return found


def _unlisted(person: Person, file: str, position: str) -> Iterator[Notice]:
    """That somebody of flesh and blood was named here first, and in no list. Bots never stand in one."""
    if not person.is_bot:
        told = {"id": person.source_id, "name": person.name}
        yield Notice(file, Said(reasons.PERSON_UNLISTED, told), position)


class Conversation:
    """Second reading of one channel."""

    def __init__(self, workspace: Workspace, channel: Channel, known: Times) -> None:
        self._workspace = workspace
        self._channel = channel
        self._times = known
        self._seen: set[int] = set()
        self._posts: dict[int, int] = {}
        self._early: set[int] = set()

    def items(self) -> Iterator[Item]:
        """Posts, each before its comments, and what is left out."""
        for day in self._channel.days:
            file = plain.shown(day)
            for found in said_in(self._workspace.archive, day, message_like):
                if isinstance(found, Element):
                    yield from self._message(file, found)
                else:
                    yield found
        if self._early:
            yield from self._late()

    def _late(self) -> Iterator[Item]:
        """The answers that stood ahead of what they answer: a third reading, for these alone."""
        for day in self._channel.days:
            for found in said_in(self._workspace.archive, day, message_like):
                at = plain.micros(found.value.get("ts")) if isinstance(found, Element) else None
                if isinstance(found, Element) and at in self._early and messages.dropped(found.value) is None:
                    self._early.discard(at)
                    yield from self._kept(plain.shown(day), found, at)

    def _message(self, file: str, found: Element) -> Iterator[Item]:
        why = messages.dropped(found.value)
        at = plain.micros(found.value.get("ts"))
        if why is not None or at is None:
            yield Skipped(file, found.position, why or Said(reasons.NO_TIME, {"value": ""}))
            return
        if at in self._times.twice:
            if at in self._seen:
                yield Skipped(file, found.position, Said(reasons.DUPLICATE, {"id": self._id(at)}))
                return
            self._seen.add(at)
        first = thread(found.value, at)
        if first is not None and first not in self._posts and first in self._times:
            self._early.add(at)
        else:
            yield from self._kept(file, found, at)

    def _id(self, at: int) -> str:
        return f"{self._channel.space.source_id}/{messages.stamp(at)}"

    def _kept(self, file: str, found: Element, at: int) -> Iterator[Item]:
        message, workspace = found.value, self._workspace
        if messages.unknown(message):
            kind = messages.subtype(message)
            yield Skipped(file, found.position, Said(reasons.UNKNOWN_KIND_KEPT, {"kind": kind}))
        said = messages.written(message, workspace)
        yield from (Skipped(file, found.position, reason) for reason in said.missing)
        if not said.html and not said.files:
            if not self._times.answered(at):
                yield Skipped(file, found.position, Said(reasons.EMPTY))
                return
            said = messages.Written("<p>…</p>", (), ())
        author, new = workspace.people.author(message)
        if author in workspace.people.silent:
            yield from _unlisted(workspace.people.silent.pop(author), file, found.position)
        reactions = messages.reacted(message, workspace)
        for person in (new, *map(workspace.people.missing, (r.person for r in reactions))):
            if person:
                yield person
                yield from _unlisted(person, file, found.position)
        yield self._made(message, at, author, said, reactions)

    def _made(
        self, message: Json, at: int, author: str, said: messages.Written, reactions: tuple[Reaction, ...]
    ) -> Post | Comment:
        first = thread(message, at)
        edit = messages.edited(message)
        post = self._posts.get(first) if first is not None else None
        comment = Comment(
            self._id(at),
            self._id(post) if post is not None else "",
            author,
            plain.moment(at),
            said.html,
            edited_at=plain.moment(edit) if edit is not None else None,
            files=said.files,
            reactions=reactions,
        )
        if post is not None:
            return comment
        if first is not None or self._times.answered(at):
            # An answer whose thread has lost its first message stands for it.
            self._posts[at if first is None else first] = at
        return self._post(comment, messages.pinned(message, self._channel, at))

    def _post(self, said: Comment, pinned: bool) -> Post:
        return Post(
            said.source_id,
            self._channel.space.source_id,
            said.author,
            said.at,
            said.html,
            pinned=pinned,
            edited_at=said.edited_at,
            files=said.files,
            reactions=said.reactions,
        )
