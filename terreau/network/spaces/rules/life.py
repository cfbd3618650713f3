"""What a space says and how it lives: proposed, written, put to rest, handed over, looked into."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from terreau.foundation.identity.models import Kind, Person
from terreau.foundation.orgs import rules as orgs_rules
from terreau.network.spaces.models import Membership, Openness, Role, Space
from terreau.network.spaces.rules.role import may_hold, may_manage, may_own
from terreau.network.spaces.rules.sight import shown


def may_edit(actor: Person, space: Space) -> bool:
    """Its keepers write what a space says about itself, as long as it is not archived."""
    return space.archived_at is None and may_manage(actor, space)


def may_open_or_close(actor: Person, space: Space) -> bool:
    """Who sees the space, who finds it and how one joins: its owners decide."""
    return space.archived_at is None and may_own(actor, space)


def may_administer(actor: Person, space: Space) -> bool:
    """Administrators run the place (archive, hand over, official mark); it gives no sight of content."""
    return orgs_rules.may_administer(actor)


def may_archive(actor: Person, space: Space) -> bool:
    """Owners, and administrators, put a space to rest and wake it up."""
    return may_own(actor, space) or may_administer(actor, space)


def may_set_discovery(actor: Person, space: Space) -> bool:
    """Owners and administrators limit who may find a space."""
    return space.archived_at is None and may_archive(actor, space)


def may_create(actor: Person) -> bool:
    """Administrators create at once; everyone else proposes."""
    return actor.is_active and actor.kind == Kind.MEMBER and orgs_rules.administers_anything(actor)


def may_propose(actor: Person) -> bool:
    return actor.is_active and actor.kind == Kind.MEMBER


def may_answer_proposals(actor: Person) -> bool:
    return may_create(actor)


def answering_proposals() -> list[int]:
    """Who may answer proposals: `may_answer_proposals`, the other way round."""
    administering = orgs_rules.administrators().filter(kind=Kind.MEMBER)
    return list(administering.order_by("pk").values_list("pk", flat=True))


def proposals_visible(viewer: Person) -> Q:
    """Administrators see every proposal, everyone else their own."""
    return Q() if may_answer_proposals(viewer) else Q(proposed_by_id=viewer.pk)


def may_hand_over(actor: Person, membership: Membership) -> bool:
    """An owner, or an administrator, gives a member the key. Nobody hands a space to themselves."""
    if membership.person_id == actor.pk or not membership.person.is_active:
        return False
    return may_archive(actor, membership.space) and may_hold(membership.person, Role.OWNER)


def may_hand_on(actor: Person | None, person: Person) -> bool:
    """The house itself (nobody) hands on the keys of somebody who has left the company."""
    return actor is None and person.left_at is not None


def without_keeper() -> Q:
    """Living spaces whose every owner has left or was shut out."""
    owners = Membership.objects.filter(space=OuterRef("pk"), role=Role.OWNER, person__in=Person.objects.present())
    return shown() & Q(archived_at=None) & ~Q(Exists(owners))


def may_see_keyless(actor: Person) -> bool:
    """Administrators of the whole network learn which spaces nobody keeps; it gives no sight of content."""
    return actor.is_active and orgs_rules.may_administer(actor)


def may_name_owner(actor: Person, person: Person) -> bool:
    """For a space that nobody keeps an administrator names a colleague who may come in, never themselves."""
    here = person.is_active and may_hold(person, Role.OWNER)
    return may_see_keyless(actor) and here and person.pk != actor.pk


def may_name_here(actor: Person, person: Person, space: Space) -> bool:
    """Somebody inside, as long as anybody there could keep it; from outside only where nobody could."""
    inside = able_inside().filter(space=space).exclude(person_id=actor.pk)
    return inside.filter(person_id=person.pk).exists() or not inside.exists()


def able_inside() -> "QuerySet[Membership]":
    """Memberships of employees who may come in: any of them could keep the space."""
    able = Person.objects.present().filter(kind=Kind.MEMBER)
    return Membership.objects.filter(person__in=able).exclude(role=Role.GUEST)


def may_break_glass(actor: Person, space: Space) -> bool:
    """Administrators of the whole network look into a space they may not read, with a reason, announced."""
    return may_administer(actor, space) and space.shown_at is not None and space.openness != Openness.OPEN


def may_look_in(actor: Person) -> bool:
    """Administrators of the whole network, and nobody else, may break a glass."""
    return orgs_rules.may_administer(actor)


def may_end_looks(actor: Person | None, person: Person) -> bool:
    """The house itself (nobody) ends the looks of somebody whose duty ended, or who may not come in any more."""
    return actor is None and not (person.is_active and may_look_in(person))


def glass_before(viewer: Person) -> Q:
    """Spaces whose glass `viewer` could break."""
    return shown() & ~Q(openness=Openness.OPEN) if may_look_in(viewer) else Q(pk__in=[])
