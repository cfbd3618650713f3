from django.db import transaction
from django.utils.module_loading import import_string

from terreau.foundation.access.words import demand
from terreau.foundation.activity import activities, rules
from terreau.foundation.activity.journal import record
from terreau.foundation.activity.models import Activity, Unheard
from terreau.foundation.identity.models import Person


def hear_again(actor: Person | None, *, unheard: Unheard) -> None:
    """Give a listener what it could not take once more. Raises what the listener raises, and then it stays set aside.

    `actor` is None at the terminal. What was purged from the journal meanwhile is let go.
    """
    with transaction.atomic():
        demand(rules.may_hear_again(actor))
        unheard = Unheard.objects.select_for_update().get(pk=unheard.pk)
        activity = Activity.objects.filter(seq=unheard.seq).first()
        if activity is not None:
            import_string(unheard.listener)([activity])
        Unheard.objects.filter(pk=unheard.pk).delete()
        record(activities.heard_again, actor, listener=unheard.listener, seq=unheard.seq)
