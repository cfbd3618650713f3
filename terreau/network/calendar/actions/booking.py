"""Office hours: one takes a slot, gives it back; never two in one."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import Refused, demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.network.calendar import activities, queries, rules
from terreau.network.calendar.actions.rows import locked
from terreau.network.calendar.models import Answer, Choice, Event


@transaction.atomic
def book(actor: Person, *, event: Event, slot: int, about: str = "") -> Answer:
    """Take a free slot, or another one instead of one’s own. Raises Refused where somebody was faster."""
    event = locked(event)
    demand(
        rules.may_book(actor, event), _("These office hours take nobody any more, or nobody from outside their space.")
    )
    if not 0 <= slot < rules.slot_count(event):
        raise Refused(_("There is no such slot. Choose one of those shown."))
    if queries.slot_span(event, slot)[0] <= timezone.now():
        raise Refused(_("This slot is over. Choose a later one."))
    if Answer.objects.filter(event=event, slot=slot).exclude(person=actor).exists():
        raise Refused(_("Somebody has just taken this slot. Choose another one."))
    mine = Answer.objects.filter(event=event, person=actor).first() or Answer(event=event, person=actor)
    event.taken += mine.choice != Choice.YES
    mine.choice, mine.slot, mine.at, mine.about = Choice.YES, slot, timezone.now(), " ".join(about.split())[:200]
    mine.save()
    event.save(update_fields=["taken"])
    record(activities.booked, actor, event, space_id=event.space_id, slot=slot, host=event.created_by_id)
    return mine


@transaction.atomic
def give_back(actor: Person, *, event: Event) -> None:
    """One’s slot is free again."""
    event = locked(event)
    demand(rules.may_book(actor, event), _("These office hours are over, or called off."))
    mine = Answer.objects.filter(event=event, person=actor, slot__isnull=False).first()
    if mine is None:
        raise Refused(_("You have no slot here."))
    mine.delete()
    event.taken -= 1
    event.save(update_fields=["taken"])
    record(activities.given_back, actor, event, space_id=event.space_id, host=event.created_by_id)
