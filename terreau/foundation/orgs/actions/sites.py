"""The places where people work."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import Absent, Refused, demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import activities, rules
from terreau.foundation.orgs.models import Placement, Site


def refusal() -> str:
    return _("Only an administrator of the whole network keeps the sites.")


@transaction.atomic
def create_site(actor: Person, *, name: str, country: str, subdivision: str, time_zone: str) -> Site:
    """A new place: ISO 3166-1 country, optional ISO 3166-2 subdivision, IANA time zone."""
    demand(rules.may_keep_sites(actor), refusal())
    site = Site.objects.create(name=name, country=country, subdivision=subdivision, time_zone=time_zone)
    record(activities.site_created, actor, site)
    return site


@transaction.atomic
def edit_site(actor: Person, *, site: Site, name: str, country: str, subdivision: str, time_zone: str) -> Site:
    """Another name or place. The people there keep the country they have of their own."""
    demand(rules.may_keep_sites(actor), refusal())
    site = locked(site)
    told = {"name": name, "country": country, "subdivision": subdivision, "time_zone": time_zone}
    changed = [column for column, value in told.items() if getattr(site, column) != value]
    for column in changed:
        setattr(site, column, told[column])
    if changed:
        site.save(update_fields=changed)
        record(activities.site_edited, actor, site)
    return site


@transaction.atomic
def close_site(actor: Person, *, site: Site) -> Site:
    """A place where nobody works any more."""
    demand(rules.may_keep_sites(actor), refusal())
    site = locked(site)
    if Placement.objects.filter(site=site, person__left_at=None).exists():
        raise Refused(_("People still work there. Place them elsewhere first."))
    if site.closed_at is None:
        site.closed_at = timezone.now()
        site.save(update_fields=["closed_at"])
        record(activities.site_closed, actor, site)
    return site


def locked(site: Site) -> Site:
    held = Site.objects.select_for_update().filter(pk=site.pk).first()
    if held is None:
        raise Absent
    return held
