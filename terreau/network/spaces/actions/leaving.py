"""When somebody leaves the company: memberships end, keys are handed on, no space is left without an owner."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from terreau.foundation.access.words import Refused, demand
from terreau.foundation.activity.journal import record
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Kind, Person
from terreau.network.spaces import activities, rules
from terreau.network.spaces.actions.memberships import take_role
from terreau.network.spaces.actions.rows import admit, expel, locked
from terreau.network.spaces.actions.spaces import end_looks
from terreau.network.spaces.models import Membership, Role, Space

LEFT = "accounts.left"
# After each of these somebody may have lost the right to look behind a glass.
ENDING = {LEFT, "accounts.deactivated", "orgs.duty_ended"}


def hear(batch: Sequence[Activity]) -> None:
    """A listener of the journal: whoever left hands on what they kept, and looks end with the right to look.

    Heard twice, it changes nothing more.
    """
    ids = {activity.thing_id for activity in batch if activity.kind == LEFT and activity.thing_id}
    for person in Person.objects.filter(pk__in=ids, left_at__isnull=False).order_by("pk"):
        hand_on(None, person=person)
    ids = {activity.data["person_id"] for activity in batch if activity.kind in ENDING}
    for person in Person.objects.filter(pk__in=ids).order_by("pk"):
        if rules.may_end_looks(None, person):
            end_looks(None, person=person)


@transaction.atomic
def hand_on(actor: Person | None, *, person: Person) -> int:
    """End every membership of somebody who has left. Returns how many spaces found a new owner.

    Where the last key was theirs, the community manager who read there last becomes owner; where there is none, the key
    stays in their name until an administrator gives it to a member: a space is never without an owner.
    """
    demand(rules.may_hand_on(actor, person), _("Only who has left hands on their keys."))
    handed = 0
    for one in Space.objects.filter(memberships__person=person).order_by("pk"):
        space = locked(one)
        heir = heir_of(space, person) if rules.is_last_owner(person, space) else None
        if heir is not None:
            take_role(heir, Role.OWNER)
            record(activities.handed_over, actor, space, space_id=space.pk, person_id=heir.person_id)
            handed += 1
        if not rules.is_last_owner(person, space):
            expel(space, person)
            record(activities.departed, actor, space, space_id=space.pk, person_id=person.pk)
    return handed


@transaction.atomic
def find_keeper(actor: Person, *, space: Space) -> Membership:
    """Give the key of a space that nobody keeps to the manager, else the member, who was there last."""
    demand(rules.may_see_keyless(actor), _("Administrators of the network find a keeper."))
    space = locked(space)
    keyless = Space.objects.filter(rules.without_keeper(), pk=space.pk).exists()
    heir = heir_of(space, actor) or member_of(space) if keyless else None
    if heir is None:
        raise Refused(_("Nobody in this space could keep it. Archive it, or invite somebody."))
    take_role(heir, Role.OWNER)
    record(activities.handed_over, actor, space, space_id=space.pk, person_id=heir.person_id)
    let_go(space)
    return heir


@transaction.atomic
def name_owner(actor: Person, *, space: Space, person: Person) -> Membership:
    """Give a space that nobody keeps to one of its members; where none is left, to a colleague from outside.

    Whoever names sees nothing of the space; all its members are told.
    """
    allowed = rules.may_name_owner(actor, person)
    demand(allowed, _("An administrator names a colleague who is here, never themselves, nor a guest."))
    space = locked(space)
    if not Space.objects.filter(rules.without_keeper(), pk=space.pk).exists():
        raise Refused(_("This space has an owner already."))
    here = rules.may_name_here(actor, person, space)
    demand(here, _("Members of this space can keep it: name one of them, or give the key to who was there last."))
    membership, fresh = admit(space, person, Role.OWNER)
    take_role(membership, Role.OWNER)
    let_go(space)
    record(activities.owner_named, actor, space, space_id=space.pk, person_id=person.pk, from_outside=fresh)
    return membership


def let_go(space: Space) -> None:
    """Whoever has left the company is no longer of the space."""
    for gone in Membership.objects.select_related("person").filter(space=space, person__left_at__isnull=False):
        expel(space, gone.person)


def member_of(space: Space) -> Membership | None:
    """The employee who may come in and was here last."""
    members = Membership.objects.select_related("person", "space").filter(space=space, role=Role.MEMBER)
    able = members.filter(person__in=Person.objects.present(), person__kind=Kind.MEMBER)
    return able.order_by("-read_at", "pk").first()


def heir_of(space: Space, person: Person) -> Membership | None:
    """The community manager who may still come in and was here last."""
    managers = Membership.objects.select_related("person", "space").filter(space=space, role=Role.MANAGER)
    present = managers.filter(person__in=Person.objects.present()).exclude(person=person)
    return present.order_by("-read_at", "pk").first()
