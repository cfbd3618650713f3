"""Who is in a conversation, as its page shows them, and who may join it."""

from dataclasses import dataclass
from datetime import datetime

from terreau.foundation.identity.models import Person
from terreau.foundation.text.folding import fold
from terreau.network.chat import rules
from terreau.network.chat.models import Conversation, Participant
from terreau.network.chat.queries.conversations import Talk
from terreau.network.chat.queries.talkers import Talker, talker
from terreau.network.people import queries as people


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a conversation. `url` is empty where their profile does not exist for the viewer.

    `added_by` names who added them, where they came later.
    """

    talker: Talker
    title: str
    url: str
    guest: bool
    here: bool
    added_by: str
    may_take_out: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody in a conversation, in few words. `read`: up to which number, None where it is not shown."""

    talker: Talker
    joined_at: datetime
    added_by: str
    read: int | None


def parts(viewer: Person, talk: Talk) -> list[Part]:
    """Everybody in it, in the order in which they came, with what they show of their reading."""
    rows = sorted([talk.mine, *talk.others], key=lambda part: part.pk)
    keys = {part.person_id: part.person.key for part in rows}
    return [part_of(viewer, talk, row, keys) for row in rows]


def part_of(viewer: Person, talk: Talk, row: Participant, keys: dict[int, str]) -> Part:
    own = row.person_id == viewer.pk
    hidden = not own and (talk.hides or row.hides)  # type: ignore[attr-defined]  # annotated
    adder = keys.get(row.added_by_id or 0, "")
    return Part(talker(row.person), row.joined_at, adder, None if hidden else row.read_number)


def members(viewer: Person, talk: Talk) -> list[Member]:
    """Everybody in it, in the order in which they came."""
    parts = sorted([talk.mine, *talk.others], key=lambda part: part.pk)
    seen = {person.pk: person for person in people.card_rows(viewer, [part.person_id for part in parts])}
    names = {part.person_id: part.person.name for part in parts}
    return [member_of(viewer, talk, part, seen.get(part.person_id), names) for part in parts]


def member_of(viewer: Person, talk: Talk, part: Participant, seen: Person | None, names: dict[int, str]) -> Member:
    shown, profile = talker(part.person), people.profile_of(seen) if seen else None
    adder = part.added_by_id or 0
    return Member(
        talker=shown,
        title=profile.title if profile else "",
        url=shown.url if seen else "",
        guest=part.person.is_guest,
        here=part.person.is_active,
        added_by=names.get(adder, "") if part.from_number else "",
        may_take_out=talk.conversation.is_group and takes_out(viewer, talk, part),
        own=part.person_id == viewer.pk,
    )


def takes_out(viewer: Person, talk: Talk, part: Participant) -> bool:
    part.conversation = talk.conversation
    return rules.brought(viewer, part)


def part_at(viewer: Person, conversation: Conversation, key: str) -> list[Participant]:
    """The part of the person of this key in a conversation already known to be visible to `viewer`."""
    rows = Participant.objects.filter(conversation=conversation, person__key=key)
    return list(
        rows.filter(conversation__in=Conversation.objects.filter(rules.visible(viewer))).select_related(
            "person", "conversation"
        )
    )


def nameable(viewer: Person, talk: Talk, *, text: str) -> list[Talker]:
    """The people of a conversation whose name holds a word that begins so, for `@`."""
    begun = fold(text)
    here = [part.person for part in talk.others if part.person.is_active]
    fits = [one for one in here if any(word.startswith(begun) for word in fold(one.name).split())]
    return [talker(one) for one in fits[: people.MENTIONED]]
