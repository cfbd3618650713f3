from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.network.spaces import activities, rules
from terreau.network.spaces.actions.rows import (
    DECIDING,
    admit,
    by_invitation,
    describe,
    folded_words,
    in_plain_letters,
    lapse,
    locked,
)
from terreau.network.spaces.models import Discovery, GlassBreak, Openness, Request, Role, Space

GLASS = timedelta(hours=24)


@transaction.atomic
def create(actor: Person, *, name: str, owner: Person | None = None, **more: Any) -> Space:
    """A new space with `owner`, else `actor`, as its first owner. `more`: the fields that `edit` knows."""
    demand(rules.may_create(actor), _("Only an administrator creates a space at once; you may propose one."))
    space = found({"name": name, **more}, owner=owner or actor, by=actor)
    record(activities.created, actor, space, space_id=space.pk)
    return space


def found(fields: dict[str, Any], *, owner: Person, by: Person) -> Space:
    """The row of a new space and its first owner, inside the caller’s transaction."""
    space = Space(**{"language": owner.language, **in_plain_letters(by_invitation(fields))}, created_by=by)
    space.words = folded_words(space)
    space.save(force_insert=True)
    admit(space, owner, Role.OWNER)
    return space


@transaction.atomic
def edit(actor: Person, *, space: Space, **changes: Any) -> Space:
    """Change what a space says about itself, or (owners) who sees it and how one joins. Rights change at once."""
    space, changes = locked(space), in_plain_letters(by_invitation(changes))
    demand(rules.may_edit(actor, space), _("The keepers of this space change its settings."))
    deciding = {name for name in DECIDING & set(changes) if changes[name] != getattr(space, name)}
    if deciding:
        demand(rules.may_open_or_close(actor, space), _("Only an owner decides who sees this space."))
    was = space.openness
    changed = describe(space, changes)
    if Openness.SECRET == space.openness != was:
        close_doors(space, by=actor)
    if changed:
        kind = activities.opened_or_closed if deciding else activities.edited
        record(kind, actor, space, space_id=space.pk, fields=changed, openness=space.openness, joining=space.joining)
    return space


def close_doors(space: Space, *, by: Person) -> None:
    """A space that becomes secret forgets who had been asked and who had asked."""
    lapse(space)
    asked = Request.objects.filter(space=space, answered_at=None)
    asked.update(answered_at=timezone.now(), answered_by=by, accepted=False)


@transaction.atomic
def set_discovery(actor: Person, *, space: Space, units: Collection[int], countries: Collection[str]) -> Space:
    """Only people placed in these branches (ids) or countries (ISO 3166-1) find the space; none: every employee."""
    space = locked(space)
    demand(rules.may_set_discovery(actor, space), _("Only an owner decides who finds this space."))
    Discovery.objects.filter(space=space).delete()
    rows = [Discovery(space=space, unit_id=unit) for unit in sorted(set(units))]
    rows += [Discovery(space=space, country=country) for country in sorted(set(countries))]
    Discovery.objects.bulk_create(rows)
    space.restricted = bool(rows)
    space.save(update_fields=["restricted"])
    record(activities.discovery_set, actor, space, space_id=space.pk, units=len(set(units)), countries=len(countries))
    return space


@transaction.atomic
def archive(actor: Person, *, space: Space) -> Space:
    """From now on the space is read-only. Nobody sees more of it than before."""
    space = locked(space)
    demand(rules.may_archive(actor, space), _("An owner or an administrator archives a space."))
    if space.archived_at is None:
        space.archived_at = timezone.now()
        space.save(update_fields=["archived_at"])
        record(activities.archived, actor, space, space_id=space.pk)
    return space


@transaction.atomic
def restore(actor: Person, *, space: Space) -> Space:
    """Take a space out of the archive."""
    space = locked(space)
    demand(rules.may_archive(actor, space), _("An owner or an administrator takes a space out of the archive."))
    if space.archived_at is not None:
        space.archived_at = None
        space.save(update_fields=["archived_at"])
        record(activities.restored, actor, space, space_id=space.pk)
    return space


@transaction.atomic
def make_official(actor: Person, *, space: Space) -> Space:
    """The company stands behind this space; an open one fills every employee’s home."""
    space = locked(space)
    demand(rules.may_administer(actor, space), _("Only an administrator gives the official mark."))
    if space.official_at is None:
        space.official_at = timezone.now()
        space.save(update_fields=["official_at"])
        record(activities.made_official, actor, space, space_id=space.pk)
    return space


@transaction.atomic
def unmake_official(actor: Person, *, space: Space) -> Space:
    """Take the official mark back."""
    space = locked(space)
    demand(rules.may_administer(actor, space), _("Only an administrator takes the official mark back."))
    if space.official_at is not None:
        space.official_at = None
        space.save(update_fields=["official_at"])
        record(activities.unmade_official, actor, space, space_id=space.pk)
    return space


@transaction.atomic
def break_the_glass(actor: Person, *, space: Space, reason: str) -> GlassBreak:
    """Read a closed or secret space for 24 hours. Its owners are told who, why and until when."""
    demand(rules.may_break_glass(actor, space), _("Only an administrator of the whole network may do this."))
    demand(bool(reason.strip()), _("Say why: the owners of the space will read it."))
    now = timezone.now()
    broken = GlassBreak.objects.create(space=space, person=actor, reason=reason.strip(), at=now, until=now + GLASS)
    record(activities.glass_broken, actor, space, space_id=space.pk, glass_id=broken.pk)
    return broken


@transaction.atomic
def end_looks(actor: Person | None, *, person: Person) -> int:
    """Whoever no longer administers the network, or may not come in, looks into nothing any more.

    Returns how many looks ended before their day was over. Doing it twice changes nothing.
    """
    demand(rules.may_end_looks(actor, person), _("A look ends with the duty it was taken by."))
    now = timezone.now()
    running = list(GlassBreak.objects.select_related("space").filter(person=person, until__gt=now).order_by("pk"))
    for broken in running:
        broken.until = now
        broken.save(update_fields=["until"])
        record(activities.look_ended, actor, broken.space, space_id=broken.space_id, person_id=person.pk)
    return len(running)


def touch(space_id: int) -> None:
    """Something was published here: the space moves up in people’s rails. Inside the caller’s transaction."""
    Space.objects.filter(pk=space_id).update(active_at=timezone.now())
