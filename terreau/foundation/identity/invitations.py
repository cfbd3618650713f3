"""A way in for one person at one address, once: made, named by its link, taken, revoked.

The link is computed from the row and the install’s own secret, so no job carries it; its digest finds the row.
"""

import base64
from collections.abc import Collection, Iterable
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from terreau.foundation.identity.models import Invitation, Person
from terreau.foundation.identity.tokens import digest_of
from terreau.foundation.text import names

LIFE = timedelta(days=14)
AGAIN_AFTER = timedelta(hours=12)  # until the same person may be mailed again, by an explicit press
MOST_A_DAY = 3  # mails to one person in 24 hours, whoever takes back and invites anew
SALT = "terreau.identity.invitation"
OPEN = Q(accepted_at=None, revoked_at=None)


def secret_of(invitation: Invitation) -> str:
    """What the mailed link names."""
    told = f"{invitation.person_id} {invitation.email} {invitation.invited_by_id} {invitation.created_at.isoformat()}"
    return base64.urlsafe_b64encode(salted_hmac(SALT, told, algorithm="sha256").digest()).decode().rstrip("=")


def issue(person: Person, *, by: Person) -> Invitation:
    """A new invitation to the person’s own address; those before it are worth nothing any more."""
    revoke(Invitation.objects.filter(person=person))
    now = timezone.now()
    made = Invitation(person=person, email=person.email or "", invited_by=by, created_at=now, expires_at=now + LIFE)
    made.digest = digest_of(secret_of(made))
    made.save(force_insert=True)
    return made


def named_by(secret: str) -> Invitation | None:
    """The invitation behind a link, if it is neither used nor revoked nor over, and still at the person’s address."""
    found = Invitation.objects.filter(OPEN, digest=digest_of(secret), expires_at__gt=timezone.now())
    invitation = found.select_related("person", "invited_by").first()
    if invitation is None or (invitation.person.email or "").lower() != invitation.email.lower():
        return None
    return invitation


def by_id(invitation_id: int) -> Invitation | None:
    """One invitation that still stands, with its two people."""
    found = Invitation.objects.filter(OPEN, pk=invitation_id, expires_at__gt=timezone.now())
    return found.select_related("person", "invited_by").first()


def open_ones() -> QuerySet[Invitation]:
    """Invitations that wait for an answer, the newest first."""
    found = Invitation.objects.filter(OPEN, expires_at__gt=timezone.now())
    return found.select_related("person", "invited_by").order_by("-pk")


def open_to(person_ids: Iterable[int]) -> list[Invitation]:
    """Invitations of these people that wait for an answer at the address they have, each person’s newest first."""
    found = open_ones().filter(person_id__in=list(person_ids))
    return [one for one in found if (one.person.email or "").lower() == one.email.lower()]


def may_go_again(invitation: Invitation) -> bool:
    """Has its person had the time to answer?"""
    return timezone.now() >= invitation.created_at + AGAIN_AFTER


def enough_for_today(person: Person) -> bool:
    """Were they mailed as often as one day allows? Asked behind a lock on the person, so that two at once count."""
    list(Person.objects.select_for_update().filter(pk=person.pk).values_list("pk"))
    lately = Invitation.objects.filter(person=person, created_at__gt=timezone.now() - timedelta(days=1))
    return lately.count() >= MOST_A_DAY


def take(invitation: Invitation) -> bool:
    """Use it up. False when somebody was faster."""
    return bool(Invitation.objects.filter(OPEN, pk=invitation.pk).update(accepted_at=timezone.now()))


def revoke(invitations: QuerySet[Invitation]) -> int:
    """Those still open lead nowhere from now on."""
    return invitations.filter(OPEN).update(revoked_at=timezone.now())


def revoke_one(invitation: Invitation) -> bool:
    """Take one back. False when there was nothing left to take back."""
    return bool(revoke(Invitation.objects.filter(pk=invitation.pk)))


def revoke_of(person_ids: Collection[int]) -> int:
    """Whoever of these is not here yet finds the door closed."""
    return revoke(Invitation.objects.filter(person_id__in=person_ids, person__joined_at=None))


def enrol(*, email: str, name: str, kind: str, language: str) -> Person:
    """Somebody who is not yet here; known by their address where nobody could read the name."""
    said = names.honest(name)[:150] or email
    made = Person(email=email, name=said, given_name=said.split(maxsplit=1)[0][:80], kind=kind, language=language)
    made.set_unusable_password()
    made.save(force_insert=True)
    return made


def bind(person: Person, email: str) -> None:
    """The address at which somebody not yet here is invited."""
    person.email = email
    person.save(update_fields=["email"])


def arrive(person: Person, *, name: str, password: str, language: str) -> None:
    """They are here, as they call themselves."""
    said = names.honest(name)[:150] or person.name
    person.name, person.given_name, person.language = said, said.split(maxsplit=1)[0][:80], language
    person.joined_at = timezone.now()
    person.set_password(password)
    person.save(update_fields=["name", "given_name", "language", "joined_at", "password"])


def admit(person: Person) -> None:
    """They are here, without an invitation; a password they choose later."""
    person.joined_at = timezone.now()
    person.save(update_fields=["joined_at"])
