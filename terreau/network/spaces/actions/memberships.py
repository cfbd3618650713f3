from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand, one
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.network.spaces import activities, rules
from terreau.network.spaces.actions.rows import admit, expel, lapse, locked
from terreau.network.spaces.models import Level, Membership, Role, Space


@transaction.atomic
def join(actor: Person, *, space: Space) -> Membership:
    """Become a member of a space that lets people in freely. Joining twice changes nothing."""
    demand(rules.may_join(actor, space), _("This space is joined on request or by invitation."))
    membership, fresh = admit(space, actor, rules.natural_role(actor))
    if fresh:
        record(activities.joined, actor, space, space_id=space.pk, person_id=actor.pk)
    return membership


@transaction.atomic
def leave(actor: Person, *, space: Space) -> None:
    """Leave a space. Its last owner hands it over first."""
    space = locked(space)
    demand(not rules.is_last_owner(actor, space), _("You hold the last key of this space: hand it over first."))
    if expel(space, actor):
        record(activities.left, actor, space, space_id=space.pk, person_id=actor.pk)


@transaction.atomic
def remove_member(actor: Person, *, space: Space, person: Person) -> None:
    """Take somebody out of a space: from this moment they see what any outsider sees."""
    space = locked(space)
    membership = of_person(space, person)
    demand(rules.may_remove(actor, membership), _("You may not remove this person from the space."))
    demand(not rules.is_last_owner(person, space), _("This person holds the last key: hand the space over first."))
    expel(space, person)
    record(activities.removed, actor, space, space_id=space.pk, person_id=person.pk)


@transaction.atomic
def change_role(actor: Person, *, space: Space, person: Person, role: str) -> Membership:
    """Make a member an owner, a community manager or a member. A space keeps at least one owner."""
    space = locked(space)
    membership = of_person(space, person)
    demand(rules.may_change_role(actor, membership, role), _("Only an owner gives roles, and guests stay guests."))
    stays = role == Role.OWNER or not rules.is_last_owner(person, space)
    demand(stays, _("This is the last key of the space: give it to somebody else first."))
    if membership.role == role:
        return membership
    was = take_role(membership, role)
    record(activities.role_changed, actor, space, space_id=space.pk, person_id=person.pk, was=was, role=role)
    return membership


@transaction.atomic
def hand_over(actor: Person, *, space: Space, person: Person) -> Membership:
    """Give a member the key. An owner who does so becomes a community manager."""
    space = locked(space)
    membership = of_person(space, person)
    demand(rules.may_hand_over(actor, membership), _("A space is handed over to one of its members, by an owner."))
    take_role(membership, Role.OWNER)
    rows = Membership.objects.select_related("space", "person")
    mine = rows.filter(space=space, person=actor, role=Role.OWNER).first()
    if mine is not None:
        take_role(mine, Role.MANAGER)
    for gone in Membership.objects.select_related("person").filter(space=space, person__left_at__isnull=False):
        expel(space, gone.person)
    record(activities.handed_over, actor, space, space_id=space.pk, person_id=person.pk)
    return membership


def take_role(membership: Membership, role: str) -> str:
    """Write the role and return the one before; what they may no longer invite anybody to, they invited nobody to."""
    was, membership.role = membership.role, role
    membership.save(update_fields=["role"])
    if role not in rules.KEEPERS:
        lapse(membership.space, invited_by=membership.person)
    elif was == Role.OWNER != role:
        lapse(membership.space, invited_by=membership.person, role=Role.MANAGER)
    return was


@transaction.atomic
def set_level(actor: Person, *, space: Space, level: str) -> Membership:
    """Choose what reaches you from a space, besides what names you."""
    membership = one(Membership.objects.filter(space=space, person=actor))
    demand(level in Level.values, _("This level does not exist."))
    if membership.level != level:
        membership.level = level
        membership.save(update_fields=["level"])
        record(activities.level_set, actor, space, space_id=space.pk, person_id=actor.pk, level=level)
    return membership


def star(actor: Person, *, space: Space) -> None:
    """Keep a space on top of your list."""
    Membership.objects.filter(space=space, person=actor, starred_at=None).update(starred_at=timezone.now())


def unstar(actor: Person, *, space: Space) -> None:
    """Let it take its place among the others again."""
    Membership.objects.filter(space=space, person=actor).update(starred_at=None)


@transaction.atomic
def mark_all_read(actor: Person, *, space: Space | None = None) -> None:
    """Everything in one space, or everywhere, is read up to now."""
    mine = Membership.objects.filter(person=actor)
    (mine.filter(space=space) if space else mine).update(read_at=timezone.now())


@transaction.atomic
def change_membership(
    actor: Person,
    *,
    space: Space,
    person: Person,
    role: str = "",
    level: str = "",
    starred: bool | None = None,
) -> None:
    """Several changes of one membership, all or none: a role by an owner, the rest by the person themselves."""
    own = rules.may_set_for(actor, person)
    demand(own or (not level and starred is None), _("Everybody sets for themselves what reaches them."))
    if role:
        change_role(actor, space=space, person=person, role=role)
    if level:
        set_level(actor, space=space, level=level)
    if starred is not None:
        (star if starred else unstar)(actor, space=space)


def of_person(space: Space, person: Person) -> Membership:
    """The person’s row in the space, or `Absent`."""
    return one(Membership.objects.select_related("space", "person").filter(space=space, person=person))
