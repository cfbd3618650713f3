"""Where a newcomer stands, and the site that everybody tells of themselves."""

from django.db import transaction
from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import activities, rules
from terreau.foundation.orgs.models import Placement, Site, Unit


@transaction.atomic
def seat(actor: Person, *, person: Person, unit: Unit | None) -> Placement:
    """The first place of somebody who has none, in a branch the actor administers."""
    demand(rules.may_administer(actor, unit), _("Only an administrator of this branch seats somebody there."))
    country = unit.country if unit else ""
    placement, fresh = Placement.objects.get_or_create(person=person, defaults={"unit": unit, "country": country})
    if fresh:
        record(activities.seated, actor, person, person_id=person.pk, unit_id=unit.pk if unit else None)
    return placement


@transaction.atomic
def choose_site(actor: Person, *, person: Person, site: Site | None) -> Placement:
    """Where the person works. The country of the employer stays, unless nobody had said one."""
    demand(rules.may_choose_site(actor, person), _("Everybody tells their own site."))
    placement, _fresh = Placement.objects.get_or_create(person=person)
    if placement.site_id != (site.pk if site else None):
        placement.site = site
        if site and not placement.country:
            placement.country, placement.subdivision = site.country, site.subdivision
        placement.save(update_fields=["site", "country", "subdivision"])
        record(activities.site_chosen, actor, person, person_id=person.pk)
    return placement
