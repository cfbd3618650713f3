"""Imports are the business of whoever administers the whole network."""

from django.db.models import Q

from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import rules as orgs


def may_import(actor: Person) -> bool:
    return orgs.may_import(actor)


def may_see(actor: Person) -> bool:
    return orgs.may_import(actor)


def listed(viewer: Person) -> Q:
    """Every import for whoever may bring one in; none for anybody else."""
    return Q() if may_see(viewer) else Q(pk__in=[])
