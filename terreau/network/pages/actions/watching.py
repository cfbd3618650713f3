"""Who is told when a page changes."""

from django.db import transaction

from terreau.foundation.access.words import demand
from terreau.foundation.identity.models import Person
from terreau.network.pages import rules
from terreau.network.pages.models import Page, Watch


@transaction.atomic
def watch(actor: Person, *, page: Page) -> None:
    """Be told of its changes from now on."""
    demand(rules.may_watch(actor, page))
    told_of(page, actor)


@transaction.atomic
def unwatch(actor: Person, *, page: Page) -> None:
    """Be told no longer."""
    demand(rules.may_watch(actor, page))
    Watch.objects.filter(page=page, person=actor).delete()


def told_of(page: Page, person: Person) -> None:
    """They hear of its changes. Part of the caller’s transaction and rights."""
    Watch.objects.get_or_create(page=page, person=person)
