"""Writing what lets people in. Asked by the actions of `accounts`, which know who may and record it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
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


def revoke_tokens(person: Person) -> int:
    """Every token of this person is worth nothing from now on."""
    return Token.objects.filter(person=person, revoked_at=None).update(revoked_at=timezone.now())


def note_uses(uses: Sequence[Any]) -> None:
    """Write on which day each token (id, date) was last used: its person sees which of them still serve."""
    for pk, day in uses:
        Token.objects.filter(pk=pk).update(used_on=day)


def end_factors(person: Person, *, since: datetime) -> int:
    """Passkeys, codes and apps that were added since this moment open nothing any more; older ones stay."""
    return int(Authenticator.objects.filter(user=person, created_at__gte=since).delete()[0])


def end_sessions(person: Person, *, but: str = "") -> int:
    """Sign every browser of `person` out, but for the session with the key `but`."""
    return Session.objects.filter(person=person).exclude(session_key=but).delete()[0]


def shut_out(person: Person) -> None:
    """Nothing lets this person in from now on, nor whom they invited."""
    person.suspended_at = timezone.now()
    person.save(update_fields=["suspended_at"])
    end_ways_in(person)


def see_off(person: Person) -> None:
    """The person has left: the same, for as long as they do not come back."""
    person.left_at = timezone.now()
    person.save(update_fields=["left_at"])
    end_ways_in(person)


def take_back(person: Person) -> None:
    """The person has come back."""
    person.left_at = None
    person.save(update_fields=["left_at"])


def end_ways_in(person: Person) -> None:
    """Sessions, tokens, what they were invited by and whom they invited."""
    end_sessions(person)
    revoke_tokens(person)
    theirs = Q(invited_by=person) | Q(person=person)
    Invitation.objects.filter(theirs, accepted_at=None, revoked_at=None).update(revoked_at=timezone.now())


def let_in(person: Person) -> None:
    """Take the suspension back."""
    person.suspended_at = None
    person.save(update_fields=["suspended_at"])


def sessions_of(person: Person) -> QuerySet[Session]:
    """The browsers in which this person is signed in, the latest first."""
    return Session.objects.filter(person=person, expire_date__gt=timezone.now()).order_by("-seen_at", "session_key")


def tokens_of(person: Person) -> QuerySet[Token]:
    """The tokens that act as this person today, the newest first."""
    return Token.objects.filter(person=person, revoked_at=None, expires_at__gt=timezone.now()).order_by("-pk")


def prefer(person: Person, **chosen: str) -> None:
    """How everything is shown to that person: `language`, `time_zone`, `theme`."""
    for name, value in chosen.items():
        setattr(person, name, value)
    person.save(update_fields=list(chosen))


def person_by_login(login: str) -> Person | None:
    """The person with this user name or e-mail address, whatever its case."""
    by = "email__iexact" if "@" in login else "username__iexact"
    return Person.objects.filter(**{by: login}).first()
