"""A stretch of a conversation, for those who take part. Numbers have no gaps: pages are counted, not sought."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from terreau.foundation.access.prepared import Prepared
from terreau.foundation.identity.composed import Composed
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import queries as storage
from terreau.foundation.text import rich
from terreau.network.chat import rules
from terreau.network.chat.models import Message, Participant, Reaction, Wording
from terreau.network.chat.queries.conversations import Talk
from terreau.network.chat.queries.events import event_words, people_of
from terreau.network.chat.queries.talkers import Talker, talker

PAGE, QUOTED = 40, 160
PAUSE = timedelta(minutes=5)  # after it, the same person’s next message bears their name again
OVERLAP = timedelta(seconds=10)  # changes that were written at the same time are not seen in the order of their times
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Quoted:
    """What a message replies to; without words where the reader came later, or where it was withdrawn."""

    number: int
    author: str
    words: str


@dataclass(frozen=True, slots=True)
class Reacted:
    """How many reacted to a message in one way, who they are, and whether the reader is among them."""

    kind: str
    people: list[str]
    mine: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A message on the page. `day`: it is the first of this day; `joined`: its author said the one before, just now.

    `fresh`: the first one not yet read. `event`: what happened to the group, in words, instead of a body.
    """

    id: int
    number: int
    author: Talker
    mine: bool
    event: str
    body: str
    language: str
    at: datetime
    edited_at: datetime | None
    withdrawn: bool
    day: date | None
    joined: bool
    fresh: bool
    quoted: Quoted | None = None
    files: list[storage.File] = field(default_factory=list)
    reactions: list[Reacted] = field(default_factory=list)

    @property
    def own(self) -> str:
        """The reader’s reaction, or nothing."""
        return next((one.kind for one in self.reactions if one.mine), "")


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of a conversation, oldest first. `earlier`, `later`: the number beyond which there is more.

    `read_by`: who has read the reader’s own last words, of those who show it; `changed` marks the moment (`stamp`).
    """

    messages: list[Said]
    earlier: int | None
    later: int | None
    last: int
    read: int
    changed: int
    read_by: list[str]
    all_read: bool


@dataclass(frozen=True, slots=True)
class Worded:
    """What a message said at a time."""

    body: str
    at: datetime


def page_of(viewer: Person, talk: Talk, *, before: int | None = None, around: int | None = None) -> Page:
    """The newest messages, those before a number, or those around one; for a conversation known to be visible."""
    last = talk.conversation.last_number
    high = last if before is None else min(before - 1, last)
    if around is not None:
        high = min(last, max(around, talk.mine.from_number + 1) + PAGE // 2)
    low = max(talk.mine.from_number, high - PAGE)
    return stretch(viewer, talk, low, high)


def following(viewer: Person, talk: Talk, *, after: int) -> Page:
    """The next messages after a number, on the way down."""
    low = max(talk.mine.from_number, after)
    return stretch(viewer, talk, low, min(talk.conversation.last_number, low + PAGE))


def stretch(viewer: Person, talk: Talk, low: int, high: int) -> Page:
    """The messages numbered `low < number <= high`, and what lies on both sides of them."""
    last = talk.conversation.last_number
    rows = numbered(talk.conversation.pk, max(low - 1, talk.mine.from_number), high + 1)
    said = [one for one in told(viewer, talk, rows, talk.mine.read_number) if one.number > low]
    earlier = low + 1 if low > talk.mine.from_number else None
    later = high if high < last else None
    return page(talk, said, said, earlier, later, last)


numbered = Composed(
    lambda conversation, above, below: (
        Message.objects.filter(conversation_id=conversation, number__gt=above, number__lt=below)
        .order_by("number")
        .select_related("author", "answers__author")
    )
)


def since(viewer: Person, talk: Talk, *, after: int) -> Page:
    """What was said after a number, as it is joined to a page already drawn."""
    above = max(after - 1, talk.mine.from_number)
    rows = numbered(talk.conversation.pk, above, after + 4 * PAGE + 1)
    all_told = told(viewer, talk, rows, 0)
    shown = [one for one in all_told if one.number > after]
    return page(talk, shown, all_told, None, None, shown[-1].number if shown else after)


def changed_since(viewer: Person, talk: Talk, *, stamped: int, upto: int) -> list[Said]:
    """Messages up to a number that were edited, withdrawn or reacted to since a page was drawn."""
    if stamped == stamp(talk.conversation.changed_at):
        return []
    moment = EPOCH + timedelta(microseconds=stamped) - OVERLAP
    numbers = set(changed_numbers(talk.conversation.pk, moment))
    shown = [number for number in numbers if talk.mine.from_number < number <= upto]
    rows = these(talk.conversation.pk, sorted({*shown, *(number - 1 for number in shown)}))
    return [one for one in told(viewer, talk, rows, 0) if one.number in numbers]


changed_numbers = Composed(
    lambda conversation, moment: (
        Message.objects.filter(conversation_id=conversation, changed_at__gt=moment)
        .order_by("-changed_at")
        .values_list("number", flat=True)[: 2 * PAGE]
    )
)
these = Composed(
    lambda conversation, numbers: (
        Message.objects.filter(conversation_id=conversation, number__in=numbers)
        .order_by("number")
        .select_related("author", "answers__author")
    )
)


def stamp(moment: datetime | None) -> int:
    """A moment as a page carries it: microseconds since 1970; 0 for none."""
    return (moment - EPOCH) // timedelta(microseconds=1) if moment else 0


def page(talk: Talk, said: list[Said], known: list[Said], earlier: int | None, later: int | None, last: int) -> Page:
    """A page with what its end says about who has read, where the last words `known` are the reader’s own."""
    end = next((one for one in reversed(known) if not one.event), None)
    own = end.number if end and end.mine else 0
    reading = [part.person.get_short_name() for part in showing(talk) if own and part.read_number >= own]
    return Page(
        messages=said,
        earlier=earlier,
        later=later,
        last=last,
        read=talk.mine.read_number,
        changed=stamp(talk.conversation.changed_at),
        read_by=reading,
        all_read=bool(reading) and len(reading) == len(talk.others),
    )


def showing(talk: Talk) -> list[Participant]:
    """The others who show what they have read, to who shows it too."""
    return [] if talk.hides else [part for part in talk.others if not part.hides]  # type: ignore[attr-defined]  # annotated


def message_at(viewer: Person, key: str, number: int) -> list[Message]:
    """The message of this number in the conversation of this key, if the viewer reads it; otherwise nothing."""
    return at_number(viewer, key, number)


at_number = Prepared(
    lambda viewer, key, number: Message.objects.filter(
        rules.readable(viewer), conversation__key=key, number=number
    ).select_related("conversation", "author")
)


def withdrawn_at(viewer: Person, key: str, number: int) -> list[Message]:
    """One’s own message that one withdrew, in a conversation in which one still takes part."""
    mine = Message.objects.filter(rules.own_words(viewer), conversation__key=key, number=number)
    return [one for one in mine.select_related("conversation") if rules.takes_part(viewer, one.conversation)]


def one_said(viewer: Person, talk: Talk, message: Message) -> Said:
    """One message as the page shows it, alone."""
    return told(viewer, talk, these(message.conversation_id, [message.number]), 0)[0]


def wordings(viewer: Person, message: Message) -> list[Worded]:
    """What a message said before, the newest first; for a message known to be readable."""
    rows = Wording.objects.filter(message=message).order_by("-pk")
    return [Worded(row.body, row.at) for row in rows]


def told(viewer: Person, talk: Talk, rows: Sequence[Message], read: int) -> list[Said]:
    """Messages as the page shows them, one after the other: files, reactions and people only where there are any."""
    standing = [row for row in rows if row.withdrawn_at is None]
    files = storage.attachments_of("message", [row.pk for row in standing if row.file_count])
    reactions = reactions_to(viewer, [row.pk for row in standing if row.reaction_count])
    about = people_of([row.pk for row in rows if row.event])
    said: list[Said] = []
    before: Message | None = None
    for row in rows:
        day = timezone.localdate(row.sent_at)
        same_day = before is not None and timezone.localdate(before.sent_at) == day
        gone = row.withdrawn_at is not None
        said.append(
            Said(
                id=row.pk,
                number=row.number,
                author=talker(row.author),
                mine=row.author_id == viewer.pk,
                event=event_words(row, about.get(row.pk, [])) if row.event else "",
                body="" if gone or row.event else row.body,
                language=row.language,
                at=row.sent_at,
                edited_at=None if gone else row.edited_at,
                withdrawn=gone,
                day=None if same_day else day,
                joined=same_day and near(before, row),
                fresh=bool(read) and row.number == read + 1 and row.author_id != viewer.pk,
                quoted=None if gone else quoted(talk, row.answers),
                files=files.get(row.pk, []),
                reactions=reactions.get(row.pk, []),
            )
        )
        before = row
    return said


def near(before: Message | None, row: Message) -> bool:
    """Did the same person say both, one just after the other?"""
    if before is None or before.event or row.event:
        return False
    return before.author_id == row.author_id and row.sent_at - before.sent_at < PAUSE


def quoted(talk: Talk, row: Message | None) -> Quoted | None:
    """What is replied to, as far as the reader may know of it: what was said before they came is not quoted to them."""
    if row is None:
        return None
    if row.number <= talk.mine.from_number:
        return Quoted(0, "", "")
    if row.withdrawn_at:
        return Quoted(row.number, row.author.name, "")
    return Quoted(row.number, row.author.name, rich.excerpt(row.body, QUOTED))


def reactions_to(viewer: Person, ids: Collection[int]) -> dict[int, list[Reacted]]:
    """Who reacted to these messages and how, the first kind first."""
    found: dict[int, dict[str, list[tuple[int, str]]]] = defaultdict(lambda: defaultdict(list))
    for message, kind, person, name in reacted_to(list(ids)):
        found[message][kind].append((person, name))
    return {message: list(some(viewer, kinds.items())) for message, kinds in found.items()}


def some(viewer: Person, kinds: Iterable[tuple[str, list[tuple[int, str]]]]) -> Iterable[Reacted]:
    for kind, people in kinds:
        yield Reacted(kind, [name for _id, name in people], viewer.pk in {id for id, _name in people})


reacted_to = Composed(
    lambda ids: (
        Reaction.objects.filter(message_id__in=ids)
        .order_by("pk")
        .values_list("message_id", "kind", "person_id", "person__name")
    )
)
