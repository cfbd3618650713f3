from typing import Any

from django.db import transaction
from django.utils import timezone

from terreau.foundation.access.words import demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.foundation.policies import activities, rules
from terreau.foundation.policies.models import Policy
from terreau.foundation.policies.names import Rule


def set_policy(actor: Person, *, rule: Rule[Any], value: Any, source: str, country: str = "") -> Policy:
    """Put a value in force from now on, for a country (ISO 3166-1 alpha-2) or for the network, with its source.

    The one before ends at the same moment and is kept. Raises ValueError for a value the rule cannot read.
    """
    with transaction.atomic():
        demand(rules.may_rule(actor))
        rule.read(value)
        now = timezone.now()
        Policy.objects.filter(name=rule.name, country=country, until=None).update(until=now)
        policy = Policy.objects.create(name=rule.name, country=country, value=value, source=source, since=now)
        record(activities.policy_set, actor, policy, rule=rule.name, country=country)
    return policy


def lift_policy(actor: Person, *, rule: Rule[Any], country: str = "") -> None:
    """End what was put in force; the network’s value or the default holds again."""
    with transaction.atomic():
        demand(rules.may_rule(actor))
        policy = Policy.objects.select_for_update().filter(name=rule.name, country=country, until=None).first()
        if policy is None:
            return
        Policy.objects.filter(pk=policy.pk).update(until=timezone.now())
        record(activities.policy_lifted, actor, policy, rule=rule.name, country=country)
