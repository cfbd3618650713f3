"""Spaces that come with an import: nobody sees them until `reveal`."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Kind, Person
from terreau.foundation.orgs import rules as orgs_rules
from terreau.network.spaces import activities
from terreau.network.spaces.actions.rows import folded_words
from terreau.network.spaces.models import Joining, Membership, Openness, Role, Space


@dataclass(frozen=True, slots=True)
class Arriving:
    """A space of another tool. A private one becomes secret, an archived one archived."""

    key: str
    name: str
    purpose: str = ""
    created_at: datetime | None = None
    private: bool = False
    archived: bool = False
    creator_id: int | None = None
    source: str = ""


@transaction.atomic
def bring_in(actor: Person, *, spaces: Sequence[Arriving]) -> dict[str, int]:
    """Make spaces that nobody sees until `reveal`; their ids by key."""
    demand(orgs_rules.may_import(actor), _("Only an administrator of the whole network brings spaces in."))
    now = timezone.now()
    made = [_row_of(space, now, actor.language) for space in spaces]
    Space.objects.bulk_create(made)
    record(activities.brought_in, actor, None, space_ids=[row.pk for row in made])
    return {row.key: row.pk for row in made}


@transaction.atomic
def settle(
    actor: Person, *, space_id: int, members: Collection[int], active_at: datetime | None, limit: int = 450
) -> int:
    """Admit up to `limit` more members to a staged space; who made it holds its key, who has left comes no more.

    Returns how many are still to come: the caller goes on in another transaction.
    """
    demand(orgs_rules.may_import(actor), _("Only an administrator of the whole network fills a space brought in."))
    space = Space.objects.select_for_update().get(pk=space_id, shown_at=None)
    roles = {space.created_by_id: Role.OWNER}
    known = set(Membership.objects.filter(space=space).values_list("person_id", flat=True))
    gone = set(Person.objects.filter(pk__in=members, left_at__isnull=False).values_list("pk", flat=True))
    missing = [person for person in members if person not in known | gone]
    Membership.objects.bulk_create(
        [Membership(space=space, person_id=person, role=roles.get(person, Role.MEMBER)) for person in missing[:limit]]
    )
    space.member_count = len(known) + len(missing[:limit])
    space.active_at = active_at or space.created_at
    space.save(update_fields=["member_count", "active_at"])
    record(activities.settled, actor, space, space_id=space.pk, count=len(missing[:limit]))
    return max(0, len(missing) - limit)


@transaction.atomic
def reveal(actor: Person, *, spaces: Collection[int], active: Mapping[int, datetime] | None = None) -> int:
    """All of these spaces appear at once, with everything read. Returns how many.

    `active`: when something that appears with them was last written, by space, also in spaces that are shown already.

    By now it is known what their people are: guests are guests there, and only employees keep a key.
    """
    demand(orgs_rules.may_import(actor), _("Only an administrator of the whole network shows spaces brought in."))
    now = timezone.now()
    staged = list(Space.objects.filter(pk__in=spaces, shown_at=None).values_list("pk", flat=True))
    inside = Membership.objects.filter(space_id__in=staged)
    inside.update(read_at=now)
    inside.filter(person__kind=Kind.GUEST).update(role=Role.GUEST)
    inside.filter(role=Role.OWNER).exclude(person__kind=Kind.MEMBER).update(role=Role.MEMBER)
    Space.objects.filter(pk__in=staged).update(shown_at=now)
    for space, at in (active or {}).items():
        Space.objects.filter(pk=space, active_at__lt=at).update(active_at=at)
    record(activities.revealed, actor, None, space_ids=staged)
    return len(staged)


@transaction.atomic
def admit_late(actor: Person, *, members: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """Members (space and person, by id) whom a later export names: in with everything read, nobody told.

    Who has left comes no more; whoever is in already stays what they are. Returns those who came in.
    """
    demand(orgs_rules.may_import(actor), _("Only an administrator of the whole network fills a space brought in."))
    spaces = {space.pk: space for space in Space.objects.select_for_update().filter(pk__in={it[0] for it in members})}
    there = set(Membership.objects.filter(space_id__in=spaces).values_list("space_id", "person_id"))
    kinds = dict(Person.objects.filter(pk__in={it[1] for it in members}, left_at=None).values_list("pk", "kind"))
    fresh = {pair for pair in members if pair[0] in spaces and pair[1] in kinds} - there
    now = timezone.now()
    Membership.objects.bulk_create(
        Membership(space_id=space, person_id=person, role=natural(kinds[person]), read_at=now)
        for space, person in sorted(fresh)
    )
    recount(spaces.values())
    if fresh:
        record(activities.settled, actor, None, count=len(fresh))
    return fresh


@transaction.atomic
def dismiss_late(actor: Person, *, members: Collection[tuple[int, int]]) -> None:
    """Those who came in by `admit_late` are out again, unless they look after the space by now."""
    demand(orgs_rules.may_import(actor), _("Only an administrator of the whole network takes people out again."))
    spaces = Space.objects.select_for_update().filter(pk__in={space for space, _person in members})
    rows = Membership.objects.filter(space__in=spaces, role__in=[Role.MEMBER, Role.GUEST])
    gone = [pk for pk, *pair in rows.values_list("pk", "space_id", "person_id") if tuple(pair) in set(members)]
    Membership.objects.filter(pk__in=gone).delete()
    recount(spaces)
    record(activities.taken_out, actor, None, count=len(gone))


def natural(kind: str) -> str:
    """What somebody of this kind is in a space before anybody says more."""
    return Role.GUEST if kind == Kind.GUEST else Role.MEMBER


def recount(spaces: Iterable[Space]) -> None:
    """How many members they have, from the members that are there."""
    for space in spaces:
        space.member_count = Membership.objects.filter(space=space).count()
        space.save(update_fields=["member_count"])


@transaction.atomic
def take_out(actor: Person, *, spaces: Collection[int]) -> set[int]:
    """Remove spaces that hold no post any more. Returns the ids of those that stay."""
    demand(orgs_rules.may_import(actor), _("Only an administrator of the whole network takes spaces out again."))
    rows = Space.objects.filter(pk__in=spaces)
    kept = set(rows.filter(posts__isnull=False).values_list("pk", flat=True))
    rows.exclude(pk__in=kept).delete()
    record(activities.taken_out, actor, None, count=len(spaces) - len(kept))
    return kept


def _row_of(space: Arriving, now: datetime, language: str) -> Space:
    """A staged space."""
    openness = Openness.SECRET if space.private else Openness.OPEN
    created = space.created_at or now
    made = Space(
        key=space.key,
        name=space.name[:120],
        purpose=space.purpose,
        openness=openness,
        joining=Joining.INVITATION if space.private else Joining.FREE,
        language=language,
        source=space.source,
        created_at=created,
        created_by_id=space.creator_id,
        active_at=created,
        shown_at=None,
        archived_at=now if space.archived else None,
    )
    made.words = folded_words(made)
    return made
