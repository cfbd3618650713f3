"""Inviting somebody into the network, and coming in. An invitation serves once and dies with its inviter’s right."""

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from terreau.foundation.access.words import Absent, demand
from terreau.foundation.accounts import activities, letters, rules
from terreau.foundation.activity.journal import record
from terreau.foundation.identity import credentials, invitations
from terreau.foundation.identity.models import Invitation, Kind, Person
from terreau.foundation.orgs import actions as orgs
from terreau.foundation.orgs.models import Unit


@transaction.atomic
def invite(
    actor: Person, *, email: str, name: str, language: str, unit: Unit | None = None, person: Person | None = None
) -> Invitation:
    """Ask a colleague in, by mail, into a branch the actor administers.

    `person`: somebody known from an import or an earlier invitation, who takes their profile over. Without it, whoever
    has the address and is not yet here is taken for the same person.
    """
    demand(rules.may_invite(actor, unit), _("Only an administrator of this branch invites colleagues."))
    known = person or credentials.person_by_login(email)
    if known is None:
        known = invitations.enrol(email=email, name=name, kind=Kind.MEMBER, language=language)
        orgs.seat(actor, person=known, unit=unit)
    demand(rules.may_invite_again(actor, known), _("This person is here already, or belongs to another branch."))
    return send(actor, known, email)


@transaction.atomic
def invite_guest(actor: Person, *, email: str, name: str, language: str) -> Person:
    """Somebody of a partner firm, not yet here. What they will see is decided by the room above that asks for them.

    Whoever has a way in that still leads in is not mailed again: `mail_guest_again` does that.
    """
    demand(rules.may_bring_guests(actor), _("Colleagues invite guests; guests and machines do not."))
    known = credentials.person_by_login(email)
    if known is None or (known.joined_at is None and known.kind == Kind.GUEST):
        known = known or invitations.enrol(email=email, name=name, kind=Kind.GUEST, language=language)
        enough = invitations.enough_for_today(known)
        if not any(map(rules.invitation_stands, invitations.open_to([known.pk]))):
            demand(not enough, _("This address was mailed three times within a day. Invite them again tomorrow."))
            send(actor, known, email)
    return known


@transaction.atomic
def mail_guest_again(actor: Person, *, person: Person) -> Invitation:
    """A new link to a guest who did not answer, in place of the one before: twelve hours after it at the earliest."""
    demand(rules.may_bring_guests(actor), _("Colleagues invite guests; guests and machines do not."))
    waits = person.kind == Kind.GUEST and person.joined_at is None and bool(person.email)
    demand(waits, _("This guest is here already."))
    enough = invitations.enough_for_today(person)
    recent = [one for one in invitations.open_to([person.pk]) if not invitations.may_go_again(one)]
    demand(not enough and not recent, _("The mail went out less than twelve hours ago. Give them time to answer."))
    return send(actor, person, person.email or "")


def send(actor: Person, person: Person, email: str) -> Invitation:
    """Part of both verbs: bind the address, make the invitation, have it mailed."""
    if (person.email or "").lower() != email.lower():
        invitations.bind(person, email)
    invitation = invitations.issue(person, by=actor)
    record(activities.invited, actor, person, person_id=person.pk, invitation_id=invitation.pk)
    tell_invited.enqueue(invitation.pk)
    return invitation


@transaction.atomic
def revoke_invitation(actor: Person, *, invitation: Invitation) -> None:
    """The link leads nowhere from now on."""
    demand(rules.may_revoke_invitation(actor, invitation), _("Whoever invited takes it back, or an administrator."))
    if invitations.revoke_one(invitation):
        record(activities.invitation_revoked, actor, invitation.person, person_id=invitation.person_id)


@transaction.atomic
def accept_invitation(
    actor: Person | None, *, invitation: Invitation, name: str, password: str, language: str
) -> Person:
    """Come in. Who holds the link holds the address; the second of two at once finds nothing."""
    if not rules.invitation_stands(invitation) or not invitations.take(invitation):
        raise Absent
    person = invitation.person
    invitations.arrive(person, name=name, password=password, language=language)
    record(activities.arrived, person, person, person_id=person.pk, invited_by=invitation.invited_by_id)
    return person


@task()
def tell_invited(invitation_id: int) -> None:
    """Mail the link, if it still leads in."""
    invitation = invitations.by_id(invitation_id)
    if invitation is not None and rules.invitation_stands(invitation):
        letters.invitation(invitation, invitations.secret_of(invitation))
