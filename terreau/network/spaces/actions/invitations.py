from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import Absent, demand, one
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.network.spaces import activities, rules
from terreau.network.spaces.actions.rows import admit, lapse, locked
from terreau.network.spaces.models import Invitation, Membership, Request, Space

OPEN = Q(accepted_at=None, declined_at=None, revoked_at=None)


@transaction.atomic
def request(actor: Person, *, space: Space, words: str = "") -> Request:
    """Ask to join, with a word to those who answer. Asking twice is asking once."""
    demand(rules.may_request(actor, space), _("This space answers no requests."))
    demand(rules.role_of(actor, space) is None, _("You are in this space already."))
    asked, fresh = Request.objects.get_or_create(
        space=space, person=actor, answered_at=None, defaults={"words": words.strip()}
    )
    if fresh:
        record(activities.requested, actor, space, space_id=space.pk, person_id=actor.pk)
    return asked


@transaction.atomic
def withdraw_request(actor: Person, *, space: Space) -> None:
    """Take back one’s own request."""
    mine = Request.objects.filter(space=space, person=actor, answered_at=None)
    demand(actor.is_active)
    if mine.update(answered_at=timezone.now(), answered_by=actor, accepted=False):
        record(activities.request_withdrawn, actor, space, space_id=space.pk, person_id=actor.pk)


@transaction.atomic
def answer_request(actor: Person, *, space: Space, person: Person, accept: bool) -> Request:
    """Let somebody in who asked, or not."""
    space = locked(space)
    demand(rules.may_manage(actor, space), _("The keepers of this space answer requests."))
    asked = one(Request.objects.filter(space=space, person=person, answered_at=None))
    demand(not accept or rules.may_be_admitted(person, space), _("This person can no longer come in."))
    asked.answered_at, asked.answered_by, asked.accepted = timezone.now(), actor, accept
    asked.save(update_fields=["answered_at", "answered_by", "accepted"])
    if accept:
        admit(space, person, rules.natural_role(person))
    kind = activities.request_accepted if accept else activities.request_refused
    record(kind, actor, space, space_id=space.pk, person_id=person.pk)
    return asked


@transaction.atomic
def invite(actor: Person, *, space: Space, person: Person, role: str = "") -> Invitation:
    """Keep a place for somebody. Guests of partner firms come in as guests, whatever is asked."""
    space = locked(space)
    role = role or rules.natural_role(person)
    demand(rules.may_invite(actor, space, role), _("The keepers of this space invite; owners choose who keeps it."))
    demand(rules.may_hold(person, role), _("Guests are invited as guests, and only they are."))
    demand(person.left_at is None and person.suspended_at is None, _("This person can no longer come in."))
    demand(rules.role_of(person, space) is None, _("This person is in the space already."))
    known = Invitation.objects.filter(OPEN, rules.standing(), space=space, person=person).first()
    if known is not None:
        return known
    Invitation.objects.filter(OPEN, space=space, person=person).update(revoked_at=timezone.now())
    made = Invitation.objects.create(space=space, person=person, invited_by=actor, role=role)
    record(activities.invited, actor, space, space_id=space.pk, person_id=person.pk, role=role)
    return made


@transaction.atomic
def accept_invitation(actor: Person, *, space: Space) -> Membership:
    """Come in. An invitation serves once, and dies with its inviter’s right to invite."""
    space = locked(space)
    place = one(Invitation.objects.filter(rules.open_invitation(actor), space=space))
    demand(rules.may_be_admitted(actor, space), _("This space is archived: nobody joins it."))
    if not Invitation.objects.filter(OPEN, pk=place.pk).update(accepted_at=timezone.now()):
        raise Absent
    role = place.role if rules.may_hold(actor, place.role) else rules.natural_role(actor)
    membership, _fresh = admit(space, actor, role)
    record(activities.invitation_accepted, actor, space, space_id=space.pk, person_id=actor.pk)
    return membership


@transaction.atomic
def decline_invitation(actor: Person, *, space: Space) -> None:
    """Not this time. Nobody is told but who invited."""
    place = one(Invitation.objects.filter(rules.open_invitation(actor), space=space))
    demand(actor.is_active)
    if Invitation.objects.filter(OPEN, pk=place.pk).update(declined_at=timezone.now()):
        record(activities.invitation_declined, actor, space, space_id=space.pk, person_id=actor.pk)


@transaction.atomic
def revoke_invitation(actor: Person, *, space: Space, person: Person) -> None:
    """Take an invitation back before it is answered."""
    demand(rules.may_manage(actor, space), _("The keepers of this space take invitations back."))
    if lapse(space, person=person):
        record(activities.invitation_revoked, actor, space, space_id=space.pk, person_id=person.pk)
