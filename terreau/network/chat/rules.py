"""Who may read a conversation, and who may write in it: those who take part. No duty and no role opens one."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When

from terreau.foundation.access.prepared import Prepared
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.composed import Composed
from terreau.foundation.identity.models import Kind, Person
from terreau.network.chat.models import Conversation, Message, Participant
from terreau.network.people import rules as people

MOST = 100  # people of one conversation; what concerns more of them belongs into a space


def visible(viewer: Person) -> Q:
    """Conversations in which `viewer` takes part. For everybody else they do not exist."""
    if not viewer.is_authenticated or not viewer.is_active:
        return Q(pk__in=[])
    return Q(pk__in=Participant.objects.filter(person_id=viewer.pk).values("conversation_id"))


def audience(conversation: Conversation) -> QuerySet[Person]:
    """Everyone who reads it: `visible`, the other way round."""
    taking_part = Participant.objects.filter(conversation=conversation).values("person_id")
    return Person.objects.present().filter(pk__in=taking_part)


def readable(viewer: Person) -> Q:
    """Messages that `viewer` reads: of their conversations, from when they came, and not withdrawn."""
    if not viewer.is_authenticated or not viewer.is_active:
        return Q(pk__in=[])
    mine = Participant.objects.filter(person_id=viewer.pk, conversation=OuterRef("conversation_id"))
    return Q(withdrawn_at=None) & Q(Exists(mine.filter(from_number__lt=OuterRef("number"))))


def readers(message: Message) -> QuerySet[Person]:
    """Everyone who reads this message: `readable`, the other way round."""
    if message.withdrawn_at is not None:
        return Person.objects.none()
    taking_part = Participant.objects.filter(conversation_id=message.conversation_id, from_number__lt=message.number)
    return Person.objects.present().filter(pk__in=taking_part.values("person_id"))


def unread(viewer: Person) -> Q:
    """Of what `viewer` reads, the messages that still wait for them: what a notice may tell of."""
    mine = Participant.objects.filter(person_id=viewer.pk, conversation=OuterRef("conversation_id"))
    return readable(viewer) & Q(Exists(mine.filter(read_number__lt=OuterRef("number"))))


def may_write_to(actor: Person, person: Person) -> bool:
    """Employees write to every colleague who is here; a guest, and to a guest, whoever shares a space with them."""
    return people.may_write_to(actor, person)


def takes_part(actor: Person, conversation: Conversation) -> bool:
    return bool(taking_part(conversation.pk, actor.pk))


taking_part = Composed(
    lambda conversation, person: Participant.objects.filter(conversation_id=conversation, person_id=person).values_list(
        "pk", flat=True
    )
)


def others_here(viewer: Person, conversation: int) -> "QuerySet[Any, Any]":
    """The others of a conversation who are here; `reached`: may the viewer write to them?"""
    inside = Participant.objects.filter(conversation_id=conversation).values("person_id")
    near = Case(When(people.reachable(viewer), then=Value(True)), default=Value(False), output_field=BooleanField())
    return Person.objects.present().filter(pk__in=inside).exclude(pk=viewer.pk).annotate(reached=near)


def reaching(viewer: Person, conversation: int) -> "QuerySet[Any, Any]":
    """Whether the viewer may write to each of the others here; nothing where they take no part or are alone."""
    mine = Participant.objects.filter(conversation_id=conversation, person_id=viewer.pk)
    return others_here(viewer, conversation).filter(Exists(mine)).values_list("reached", flat=True).distinct()


reached = Prepared(reaching)


def may_send(actor: Person, conversation: Conversation) -> bool:
    """Who takes part writes, as long as somebody else is here and the actor may write to every one of them.

    So a guest who shares no space any more hears nothing new, until they are taken out. What was written stays.
    """
    return {bool(one) for one in reached(actor, conversation.pk)} == {True}


def may_begin(actor: Person, others: Collection[Person]) -> bool:
    """A group: people the actor may write to, among whom every guest shares a space with each."""
    return 0 < len(others) < MOST and everybody_reached(actor, others) and guests_know([actor, *others])


def everybody_reached(actor: Person, others: Collection[Person]) -> bool:
    ids = {person.pk for person in others}
    return Person.objects.filter(people.reachable(actor), pk__in=ids).count() == len(ids)


def guests_know(everybody: Iterable[Person]) -> bool:
    """May each guest among these people write to all the others?"""
    all_of_them = list(everybody)
    guests = [person for person in all_of_them if person.kind == Kind.GUEST]
    return all(everybody_reached(guest, [one for one in all_of_them if one.pk != guest.pk]) for guest in guests)


def may_add(actor: Person, conversation: Conversation, others: Collection[Person]) -> bool:
    """To a group: whoever takes part adds people they may write to; a guest only among people of common spaces."""
    if not conversation.is_group or not others or not takes_part(actor, conversation):
        return False
    inside = Participant.objects.filter(conversation=conversation)
    room = inside.count() + len(others) <= MOST
    here = list(Person.objects.present().filter(pk__in=inside.values("person_id")))
    return room and everybody_reached(actor, others) and guests_know([*here, *others])


def may_take_out(actor: Person, participant: Participant) -> bool:
    """Who began the group or added somebody takes them out again; a guest, everybody in it."""
    conversation = participant.conversation
    return conversation.is_group and brought(actor, participant) and takes_part(actor, conversation)


def brought(actor: Person, participant: Participant) -> bool:
    """The same for a page that knows that the actor takes part in this group."""
    if participant.person_id == actor.pk:
        return False
    bringers = (participant.conversation.begun_by_id, participant.added_by_id)
    return actor.pk in bringers or participant.person.kind == Kind.GUEST


def may_leave(actor: Person, conversation: Conversation) -> bool:
    """A group; what two people say to each other stays with both."""
    return conversation.is_group and takes_part(actor, conversation)


def may_rename(actor: Person, conversation: Conversation) -> bool:
    """Whoever takes part in a group says what it is called."""
    return conversation.is_group and takes_part(actor, conversation)


def may_settle(actor: Person, conversation: Conversation) -> bool:
    """One’s own part in a conversation: what is read, muted, being written."""
    return takes_part(actor, conversation)


def may_answer(actor: Person, conversation: Conversation, message: Message) -> bool:
    """Reply to something said in this very conversation, as far as the actor reads it."""
    here = message.conversation_id == conversation.pk and not message.event
    return here and Message.objects.filter(readable(actor), pk=message.pk).exists()


def may_react(actor: Person, message: Message) -> bool:
    """React where one could write, to what somebody said."""
    readable_here = Message.objects.filter(readable(actor), pk=message.pk, event="").exists()
    return readable_here and may_send(actor, message.conversation)


def may_edit(actor: Person, message: Message) -> bool:
    """Its author, as long as they could still say it; what was withdrawn stays as it is."""
    own = message.author_id == actor.pk and not message.event and message.withdrawn_at is None
    return own and may_send(actor, message.conversation)


def may_withdraw(actor: Person, message: Message) -> bool:
    """Its author, at any time while they take part."""
    return message.author_id == actor.pk and not message.event and takes_part(actor, message.conversation)


def own_words(viewer: Person) -> Q:
    """What `viewer` said and withdrew, to be brought back."""
    return Q(author_id=viewer.pk, event="", withdrawn_at__isnull=False)


def may_hide(actor: Person) -> bool:
    """Everybody decides whether others see what they have read."""
    return bool(actor.is_active)


def hearers(activities: Sequence[Activity], among: set[int]) -> dict[int, set[int]]:
    """For open pages: who of `among` takes part in the conversation of each of these, by `seq`. Ids alone."""
    told = {one.seq or 0: one.data["conversation_id"] for one in activities if "conversation_id" in one.data}
    if not told:
        return {}
    near: dict[int, set[int]] = {}
    rows = Participant.objects.filter(conversation_id__in=set(told.values()), person_id__in=among)
    for conversation, person in rows.values_list("conversation_id", "person_id"):
        near.setdefault(conversation, set()).add(person)
    return {seq: near[conversation] for seq, conversation in told.items() if conversation in near}
