"""Lending one’s name: a leader lets somebody write on their behalf, in one space, until a day."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.network.posts import activities, rules
from terreau.network.posts.models import Delegation

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space

LONGEST = timedelta(days=366)


@transaction.atomic
def delegate(actor: Person, *, writer: Person, space: "Space", until: datetime) -> Delegation:
    """Let `writer` publish in the actor’s name in `space` until then; a running delegation is prolonged or cut."""
    demand(rules.may_delegate(actor, writer, space), _("Both of you must be able to publish in this space."))
    demand(until > timezone.now(), _("Choose a day that is still to come, within a year."))
    latest = min(until, timezone.now() + LONGEST)
    # A form sent twice at the same moment finds the first loan and makes no second one.
    Person.objects.select_for_update().get(pk=actor.pk)
    lent, _made = Delegation.objects.update_or_create(
        leader=actor, writer=writer, space=space, ended_at=None, defaults={"until": latest}
    )
    record(activities.delegated, actor, lent, space_id=space.pk, people=[actor.pk, writer.pk])
    return lent


@transaction.atomic
def end_delegation(actor: Person, *, delegation: Delegation) -> None:
    """From now on nobody writes in that name there; what was written stays."""
    demand(rules.may_end_delegation(actor, delegation))
    if delegation.ended_at is None:
        Delegation.objects.filter(pk=delegation.pk).update(ended_at=timezone.now())
        both = [delegation.leader_id, delegation.writer_id]
        record(activities.undelegated, actor, delegation, space_id=delegation.space_id, people=both)
