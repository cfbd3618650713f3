from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import Refused, demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.foundation.policies import activities, rules
from terreau.foundation.policies.models import Policy
from terreau.foundation.policies.names import ADMINISTRATION, Rule


@transaction.atomic
def set_policy(actor: Person, *, rule: Rule[Any], value: Any, source: str = ADMINISTRATION, place: str = "") -> Policy:
    """Put a value in force from now on, for a country, a subdivision (CA-QC) or the network, with its source.

    The one before ends at the same moment and is kept. Raises ValueError for a value the rule cannot read, and for a
    place where the rule is the same everywhere.
    """
    demand(rules.may_rule(actor), refusal())
    if place and not rule.by_place:
        raise ValueError(f"{rule.name} is the same for the whole network")
    rule.read(value)
    now = timezone.now()
    Policy.objects.filter(name=rule.name, place=place, until=None).update(until=now)
    row = Policy(name=rule.name, place=place, value=value, source=source or ADMINISTRATION, since=now, ruled_by=actor)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as meanwhile:
        raise Refused(_("Somebody else changed this rule at the same moment. Look at it again.")) from meanwhile
    record(activities.policy_set, actor, row, rule=rule.name, place=place)
    return row


@transaction.atomic
def lift_policy(actor: Person, *, rule: Rule[Any], place: str = "") -> None:
    """End what was put in force; the value of the country, of the network or the default holds again."""
    demand(rules.may_rule(actor), refusal())
    policy = Policy.objects.select_for_update().filter(name=rule.name, place=place, until=None).first()
    if policy is None:
        return
    Policy.objects.filter(pk=policy.pk).update(until=timezone.now())
    record(activities.policy_lifted, actor, policy, rule=rule.name, place=place)


def refusal() -> str:
    return _("Only an administrator of the whole network sets its rules.")
