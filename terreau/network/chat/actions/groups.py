"""Conversations of several: begun, named, joined and left. Each of these is said in their midst."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from terreau.foundation.access.words import Refused, demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.foundation.text import names
from terreau.network.chat import activities, rules
from terreau.network.chat.actions.messages import send
from terreau.network.chat.actions.saying import name as name_people
from terreau.network.chat.actions.saying import say
from terreau.network.chat.models import Conversation, Event, Message, Participant

TOO_MANY = N_("A conversation holds a hundred people at most. More of them meet in a space.")
NOT_TOGETHER = N_(
    "One of these people cannot be in it: they are not here, or a guest among them shares no space with all others."
)


@transaction.atomic
def begin(actor: Person, *, people: Sequence[Person], name: str = "", body: str = "") -> Conversation:
    """A conversation of the actor with several people, at most a hundred of them; a name and first words may follow."""
    others = list({person.pk: person for person in people if person.pk != actor.pk}.values())
    demand(len(others) < rules.MOST, _(TOO_MANY))
    demand(rules.may_begin(actor, others), _(NOT_TOGETHER))
    made = Conversation.objects.create(name=names.plain(name)[:120], begun_by=actor)
    rows = [Participant(conversation=made, person=person, added_by=actor) for person in (actor, *others)]
    Participant.objects.bulk_create(rows)
    event = say(made, actor, made.name, event=Event.BEGUN)
    name_people(event, [person.pk for person in others])
    record(activities.begun, actor, event, conversation_id=made.pk, others=[person.pk for person in others])
    if body:
        send(actor, conversation=made, body=body)
    made.refresh_from_db(fields=["last_number", "active_at"])
    return made


@transaction.atomic
def rename(actor: Person, *, conversation: Conversation, name: str) -> Conversation:
    """Another name for a group, or none."""
    demand(rules.may_rename(actor, conversation), _("Only a conversation of several bears a name."))
    name = names.plain(name)[:120]
    if name == conversation.name:
        return conversation
    conversation.name = name
    conversation.save(update_fields=["name"])
    event = say(conversation, actor, name, event=Event.NAMED)
    record(activities.named, actor, event, conversation_id=conversation.pk)
    return conversation


@transaction.atomic
def add(actor: Person, *, conversation: Conversation, people: Sequence[Person]) -> Message | None:
    """These people join a group and read from now on. None where all of them are in it already."""
    held = Conversation.objects.select_for_update().only("last_number").get(pk=conversation.pk)
    inside = set(Participant.objects.filter(conversation=conversation).values_list("person_id", flat=True))
    others = list({person.pk: person for person in people if person.pk not in inside}.values())
    if not others and rules.takes_part(actor, conversation):
        return None
    demand(len(inside) + len(others) <= rules.MOST, _(TOO_MANY))
    demand(rules.may_add(actor, conversation, others), _(NOT_TOGETHER))
    seen = {"read_number": held.last_number, "from_number": held.last_number, "added_by": actor}
    Participant.objects.bulk_create([Participant(conversation=conversation, person=one, **seen) for one in others])
    event = say(conversation, actor, "", event=Event.ADDED)
    ids = [person.pk for person in others]
    name_people(event, ids)
    record(activities.added, actor, event, conversation_id=conversation.pk, others=ids)
    return event


@transaction.atomic
def take_out(actor: Person, *, participant: Participant) -> None:
    """Somebody reads no more of a group; what they wrote stays."""
    demand(rules.may_take_out(actor, participant), _("Who began the conversation or added somebody takes them out."))
    conversation, person = participant.conversation, participant.person_id
    if part_with(participant):
        event = say(conversation, actor, "", event=Event.TAKEN_OUT)
        name_people(event, [person])
        record(activities.taken_out, actor, event, conversation_id=conversation.pk)


@transaction.atomic
def leave(actor: Person, *, conversation: Conversation) -> None:
    """Read no more of a group. What one wrote stays for those who are in it; who is added again reads from then on."""
    demand(rules.may_leave(actor, conversation), _("A conversation of two stays with both."))
    part = Participant.objects.filter(conversation=conversation, person=actor).first()
    if part is None:
        raise Refused
    event = say(conversation, actor, "", event=Event.LEFT)
    part_with(part)
    record(activities.left, actor, event, conversation_id=conversation.pk)


def part_with(participant: Participant) -> bool:
    """Their row goes; False where it was gone already."""
    gone, _rows = Participant.objects.filter(pk=participant.pk).delete()
    return bool(gone)
