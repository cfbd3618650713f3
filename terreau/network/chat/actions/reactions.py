"""One reaction a person on a message; the count beside it always equals the rows (case F01)."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand
from terreau.foundation.activity.journal import record
from terreau.foundation.cards.reactions import ReactionKind
from terreau.foundation.identity.models import Person
from terreau.network.chat import activities, rules
from terreau.network.chat.actions.saying import count_reactions, touch
from terreau.network.chat.models import Message, Reaction


@transaction.atomic
def react(actor: Person, *, message: Message, kind: str = ReactionKind.USEFUL) -> None:
    """React, or change one’s reaction. Doing it twice changes nothing."""
    demand(rules.may_react(actor, message), _("You may not react here."))
    before = standing(actor, message, kind)
    if before is None:
        count_reactions(message, +1)
    elif before.kind == kind:
        return
    else:
        Reaction.objects.filter(pk=before.pk).update(kind=kind)
        touch(message)
    record(activities.reacted, actor, message, conversation_id=message.conversation_id)


def standing(person: Person, message: Message, kind: str) -> Reaction | None:
    """The reaction this person had already, held; None once theirs is written. One may be taken back meanwhile."""
    while not inserted(person, message, kind):
        before = Reaction.objects.select_for_update().filter(person=person, message=message).first()
        if before is not None:
            return before
    return None


def inserted(person: Person, message: Message, kind: str) -> bool:
    """Insert the row; False if this person had already reacted."""
    try:
        with transaction.atomic():
            Reaction.objects.create(person=person, message=message, kind=kind)
    except IntegrityError:
        return False
    return True


@transaction.atomic
def unreact(actor: Person, *, message: Message) -> None:
    """Take one’s reaction back."""
    demand(rules.may_react(actor, message), _("You may not react here."))
    gone, _rows = Reaction.objects.filter(person=actor, message=message).delete()
    if gone:
        count_reactions(message, -1)
        record(activities.unreacted, actor, message, conversation_id=message.conversation_id)
