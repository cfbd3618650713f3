"""Writing what lets people in. Asked by the actions of `accounts`, which know who may and record it."""

from datetime import timedelta

from django.utils import timezone

from terreau.foundation.identity.models import Invitation, Person, Session, Token
from terreau.foundation.identity.tokens import digest_of, new_secret


def issue_token(person: Person, *, name: str, scope: str, days: int) -> tuple[Token, str]:
    """A new token and its secret; only the digest is kept."""
    secret = new_secret()
    ends = timezone.now() + timedelta(days=days)
    token = Token.objects.create(person=person, name=name, digest=digest_of(secret), scope=scope, expires_at=ends)
    return token, secret


def revoke_token(token: Token) -> bool:
    """Did this revoke it? False when it was revoked before."""
    return bool(Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()))


def end_sessions(person: Person, *, but: str = "") -> int:
    """Sign every browser of `person` out, but for the session with the key `but`."""
    return Session.objects.filter(person=person).exclude(session_key=but).delete()[0]


def shut_out(person: Person) -> None:
    """Nothing lets this person in from now on, nor whom they invited."""
    now = timezone.now()
    person.suspended_at = now
    person.save(update_fields=["suspended_at"])
    end_sessions(person)
    Token.objects.filter(person=person, revoked_at=None).update(revoked_at=now)
    Invitation.objects.filter(invited_by=person, accepted_at=None, revoked_at=None).update(revoked_at=now)


def let_in(person: Person) -> None:
    """Take the suspension back."""
    person.suspended_at = None
    person.save(update_fields=["suspended_at"])


def speak(person: Person, language: str) -> None:
    """The language of everything that person is shown and sent."""
    person.language = language
    person.save(update_fields=["language"])


def person_by_login(login: str) -> Person | None:
    """The person with this user name or e-mail address, whatever its case."""
    by = "email__iexact" if "@" in login else "username__iexact"
    return Person.objects.filter(**{by: login}).first()
