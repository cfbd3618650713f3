from django.db import transaction

from terreau.foundation.access.words import demand
from terreau.foundation.activity.hearing import hear_once_more
from terreau.foundation.activity.journal import record
from terreau.foundation.activity.models import Unheard
from terreau.foundation.doctor import activities, rules
from terreau.foundation.identity.models import Person


def hear_again(actor: Person | None, *, unheard: Unheard) -> None:
    """Give a listener what it could not take once more. Raises what the listener raises, and then it stays set aside.

    `actor` is None at the terminal. What was purged from the journal meanwhile is let go.
    """
    with transaction.atomic():
        demand(rules.may_hear_again(actor))
        heard = hear_once_more(unheard.pk)
        if heard:
            record(activities.heard_again, actor, listener=heard[0], seq=heard[1])
