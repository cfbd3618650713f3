"""Who may read a conversation, and who may write in it: those who take part. No duty and no role opens one."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.network.chat.models import Conversation, Participant
from terreau.network.people import rules as people


def visible(viewer: Person) -> Q:
    """Conversations in which `viewer` takes part. For everybody else they do not exist."""
    if not viewer.is_authenticated or not viewer.is_active:
        return Q(pk__in=[])
    return Q(pk__in=Participant.objects.filter(person_id=viewer.pk).values("conversation_id"))


def audience(conversation: Conversation) -> QuerySet[Person]:
    """Everyone who reads it: `visible`, the other way round."""
    taking_part = Participant.objects.filter(conversation=conversation).values("person_id")
    return Person.objects.present().filter(pk__in=taking_part)


def may_write_to(actor: Person, person: Person) -> bool:
    """Employees write to every colleague who is here; a guest, and to a guest, whoever shares a space with them."""
    return people.may_write_to(actor, person)


def may_send(actor: Person, conversation: Conversation) -> bool:
    """Who takes part writes, as long as they may still write to the other one. What was written stays."""
    if actor.pk not in (conversation.first_id, conversation.second_id):
        return False
    return may_write_to(actor, conversation.second if actor.pk == conversation.first_id else conversation.first)


def hearers(activities: Sequence[Activity], among: set[int]) -> dict[int, set[int]]:
    """For open pages: who of `among` takes part in the conversation of each of these, by `seq`. Ids alone."""
    told = {one.seq or 0: one.data["conversation_id"] for one in activities if one.kind.startswith("chat.")}
    if not told:
        return {}
    near: dict[int, set[int]] = {}
    rows = Participant.objects.filter(conversation_id__in=set(told.values()), person_id__in=among)
    for conversation, person in rows.values_list("conversation_id", "person_id"):
        near.setdefault(conversation, set()).add(person)
    return {seq: near[conversation] for seq, conversation in told.items() if conversation in near}
