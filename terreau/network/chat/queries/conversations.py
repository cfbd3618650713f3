"""One’s conversations and one of them, for those who take part."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from terreau.foundation.access.prepared import Prepared
from terreau.foundation.identity.composed import Composed
from terreau.foundation.identity.models import Person
from terreau.foundation.text import names, rich
from terreau.foundation.text.cursors import Cursor
from terreau.network.chat import rules
from terreau.network.chat.models import Conversation, HiddenReading, Message, Participant
from terreau.network.chat.queries.events import event_words, people_of
from terreau.network.chat.queries.talkers import called, talker
from terreau.network.people import queries as people

LISTED, EXCERPT = 30, 120


@dataclass(frozen=True, slots=True)
class Face:
    """What stands beside a conversation: the picture of the other one, or the initials of a group."""

    initials: str
    tone: int
    picture: str = ""
    group: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A conversation in one’s list: with whom, its last words and whose they are, and how many came since one looked.

    `by` is empty for one’s own words and for those of the only other one; `draft`: what one began to write.
    """

    key: str
    title: str
    face: Face
    words: str
    mine: bool
    by: str
    at: datetime
    unread: int
    muted: bool
    draft: str


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of one’s conversations and where the next begins."""

    rows: list[Row]
    next: str | None


@dataclass(frozen=True)
class Talk:
    """A conversation as one of those who take part finds it: their own part, the others, and whether one hides."""

    conversation: Conversation
    mine: Participant
    others: Sequence[Participant]
    hides: bool

    @property
    def other(self) -> Person | None:
        """The one with whom the viewer talks, where they are two."""
        return None if self.conversation.is_group else self.others[0].person

    @property
    def title(self) -> str:
        return title_of(self.conversation, [part.person for part in self.others])

    @property
    def face(self) -> Face:
        return face_of(self.conversation, self.title, [part.person for part in self.others])


def title_of(conversation: Conversation, others: list[Person]) -> str:
    """What a conversation is called: its name, the other one, or those who are in it by their first names."""
    if not conversation.is_group:
        return others[0].name
    return conversation.name or called([one.get_short_name() for one in others]) or _("Nobody else")


def face_of(conversation: Conversation, title: str, others: list[Person]) -> Face:
    if conversation.is_group:
        return Face(names.initials(title), names.tone(conversation.key), group=True)
    shown = talker(others[0])
    return Face(shown.initials, shown.tone, shown.picture)


def unread_count(viewer: Person) -> int:
    """In how many conversations somebody said something the viewer has not read."""
    return unread(viewer).count()


def unread(viewer: Person) -> "QuerySet[Participant, Any]":
    """The viewer’s part in conversations of which something is unread, to be counted along with other things."""
    mine = Participant.objects.filter(person_id=viewer.pk, muted_at=None)
    return mine.filter(read_number__lt=F("conversation__last_number")).values("pk")


def conversation_at(viewer: Person, key: str) -> list[Conversation]:
    """The conversation of this key with the two in it, if the viewer takes part; otherwise nothing."""
    return at_key(viewer, key)


at_key = Prepared(
    lambda viewer, key: Conversation.objects.filter(rules.visible(viewer), key=key).select_related("first", "second")
)


def key_with(viewer: Person, person: Person) -> str:
    """The key of the conversation the viewer has with this person; empty where there is none."""
    first, second = sorted((viewer.pk, person.pk))
    found = Conversation.objects.filter(rules.visible(viewer), first_id=first, second_id=second)
    return found.values_list("key", flat=True).first() or ""


def talk(viewer: Person, conversation: Conversation) -> Talk:
    """A conversation already known to be visible, with everybody in it: one question."""
    parts = parts_of(conversation.pk)
    (mine,) = [part for part in parts if part.person_id == viewer.pk]
    others = [part for part in parts if part.person_id != viewer.pk]
    return Talk(conversation, mine, others, bool(mine.hides))


parts_of = Composed(
    lambda conversation: (
        Participant.objects.filter(conversation_id=conversation)
        .select_related("person")
        .annotate(hides=Exists(HiddenReading.objects.filter(person_id=OuterRef("person_id"))))
        .order_by("pk")
    )
)


def someone(viewer: Person, key: str) -> list[Person]:
    """The person of this key, if they exist for the viewer."""
    return list(people.seen_by(viewer).filter(key=key)[:1])


def some(viewer: Person, keys: Iterable[str]) -> list[Person]:
    """The people of these keys who exist for the viewer, in the order of `keys`."""
    wanted = list(dict.fromkeys(keys))[: rules.MOST]
    found = {person.key: person for person in people.seen_by(viewer).filter(key__in=wanted)}
    return [found[key] for key in wanted if key in found]


def may_write_to(viewer: Person, person: Person) -> bool:
    return rules.may_write_to(viewer, person)


def may_send(viewer: Person, conversation: Conversation) -> bool:
    return rules.may_send(viewer, conversation)


def out_of_reach(viewer: Person, conversation: Conversation) -> list[Person]:
    """Those of a conversation who are here and to whom the viewer may not write: they keep all from writing."""
    return list(rules.others_here(viewer, conversation.pk).filter(reached=False).order_by("pk"))


def hides_reading(viewer: Person) -> bool:
    """Does the viewer not show what they have read?"""
    return HiddenReading.objects.filter(person_id=viewer.pk).exists()


def conversations(viewer: Person, *, before: str | None = None, size: int = LISTED) -> Listing:
    """The viewer’s conversations, the liveliest first: two questions, two more for groups. Raises `BadCursor`."""
    cursor = Cursor.read(before)
    found = Participant.objects.filter(person_id=viewer.pk)
    if cursor:
        at, last = Q(conversation__active_at=cursor.at), Q(conversation_id__lt=cursor.id)
        found = found.filter(Q(conversation__active_at__lt=cursor.at) | at & last)
    found = found.select_related("conversation__first", "conversation__second")
    rows = list(found.order_by("-conversation__active_at", "-conversation_id")[: size + 1])
    shown = [row.conversation for row in rows[:size]]
    last_words = {message.conversation_id: message for message in newest_of([one.pk for one in shown])}
    others = others_of(viewer, shown)
    about = people_of([said.pk for said in last_words.values() if said.event])
    listed = [
        row_of(viewer, row, last_words.get(row.conversation_id), others[row.conversation_id], about)
        for row in rows[:size]
    ]
    more = len(rows) > size
    return Listing(listed, Cursor(shown[-1].active_at, shown[-1].pk).written() if more else None)


newest_of = Composed(
    lambda ids: Message.objects.filter(conversation_id__in=ids, number=F("conversation__last_number")).select_related(
        "author"
    )
)


def others_of(viewer: Person, shown: Iterable[Conversation]) -> dict[int, list[Person]]:
    """Everybody else in these conversations; of a group that bears a name nobody is asked for."""
    found: dict[int, list[Person]] = defaultdict(list)
    nameless = []
    for one in shown:
        if one.first and one.second:
            found[one.pk] = [one.second if viewer.pk == one.first_id else one.first]
        elif not one.name:
            nameless.append(one.pk)
    for part in in_these(nameless):
        if part.person_id != viewer.pk:
            found[part.conversation_id].append(part.person)
    return found


in_these = Composed(
    lambda ids: Participant.objects.filter(conversation_id__in=ids).select_related("person").order_by("pk")
)


def row_of(
    viewer: Person, row: Participant, said: Message | None, others: list[Person], about: dict[int, list[str]]
) -> Row:
    conversation = row.conversation
    title = title_of(conversation, others)
    mine = said is not None and said.author_id == viewer.pk
    plain = said is not None and not said.event
    return Row(
        key=conversation.key,
        title=title,
        face=face_of(conversation, title, others),
        words=words_of(said, about) if said else "",
        mine=mine and plain,
        by=said.author.get_short_name() if said and plain and conversation.is_group and not mine else "",
        at=conversation.active_at,
        unread=conversation.last_number - row.read_number,
        muted=row.muted_at is not None,
        draft=rich.excerpt(row.draft, EXCERPT),
    )


def words_of(said: Message, about: dict[int, list[str]]) -> str:
    """The beginning of a message in one line; of one that says nothing, what it is."""
    if said.event:
        return event_words(said, about.get(said.pk, []))
    if said.withdrawn_at:
        return _("Message withdrawn")
    return rich.excerpt(said.body, EXCERPT) or _("A file")
