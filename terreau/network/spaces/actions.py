from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.network.spaces import activities, rules
from terreau.network.spaces.models import Membership, Role, Space


@transaction.atomic
def create(actor: Person, *, name: str, purpose: str = "", openness: str = "open", joining: str = "free") -> Space:
    """A new space with `actor` as its first owner."""
    demand(rules.may_create(actor), _("Only an administrator creates a space at once; you may propose one."))
    space = Space.objects.create(
        name=name, purpose=purpose, openness=openness, joining=joining, language=actor.language, created_by=actor
    )
    admit(space, actor, Role.OWNER)
    record(activities.created, actor, space, space_id=space.pk)
    return space


@transaction.atomic
def join(actor: Person, *, space: Space) -> Membership:
    """Become a member of a space that lets people in freely. Joining twice changes nothing."""
    demand(rules.may_join(actor, space), _("This space is joined on request or by invitation."))
    membership, fresh = admit(space, actor, Role.MEMBER)
    if fresh:
        record(activities.joined, actor, space, space_id=space.pk, person_id=actor.pk)
    return membership


@transaction.atomic
def leave(actor: Person, *, space: Space) -> None:
    """Leave a space. Its last owner hands it over first."""
    demand(not rules.is_last_owner(actor, space), _("You hold the last key of this space: hand it over first."))
    gone, _rows = Membership.objects.filter(space=space, person=actor).delete()
    if gone:
        Space.objects.filter(pk=space.pk).update(member_count=F("member_count") - 1)
        record(activities.left, actor, space, space_id=space.pk, person_id=actor.pk)


@transaction.atomic
def mark_all_read(actor: Person, *, space: Space | None = None) -> None:
    """Everything in one space, or everywhere, is read up to now."""
    mine = Membership.objects.filter(person=actor)
    (mine.filter(space=space) if space else mine).update(read_at=timezone.now())


def admit(space: Space, person: Person, role: str) -> tuple[Membership, bool]:
    """The membership row and its count, inside the caller’s transaction."""
    membership, fresh = Membership.objects.get_or_create(space=space, person=person, defaults={"role": role})
    if fresh:
        Space.objects.filter(pk=space.pk).update(member_count=F("member_count") + 1)
    return membership, fresh


def touch(space_id: int) -> None:
    """Something was published here: the space moves up in people’s rails. Inside the caller’s transaction."""
    Space.objects.filter(pk=space_id).update(active_at=timezone.now())
