"""Another e-mail address for somebody: asked for, confirmed from both addresses, in force, or taken back.

Links are signed and name the change and the side; whether one still counts stands in the row, so each serves once.
"""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core import signing
from django.db.models import Q
from django.utils import timezone

from terreau.foundation.identity.models import AddressChange, Person

OLD, NEW = "old", "new"
SALT = "terreau.identity.address"
LIFE = timedelta(hours=24)  # to confirm
REGRET = timedelta(days=7)  # to take it back, counted from the asking

OPEN = Q(done_at=None, ended_at=None)


def ask_for(person: Person, new: str) -> AddressChange:
    """A new change; one still open is worth nothing any more. Who has no address confirms the new one alone."""
    now = timezone.now()
    AddressChange.objects.filter(OPEN, person=person).update(ended_at=now)
    old = person.email or ""
    return AddressChange.objects.create(person=person, old=old, new=new, old_confirmed_at=None if old else now)


def link_of(change: AddressChange, side: str) -> str:
    """What the link sent to one side names."""
    return signing.dumps([change.pk, side], salt=SALT)


def named_by(link: str) -> tuple[AddressChange, str] | None:
    """The change and the side that a link names; None for anything that was not sent by us, or long ago."""
    try:
        pk, side = signing.loads(link, salt=SALT, max_age=REGRET)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    change = by_id(pk)
    return (change, side) if change and side in (OLD, NEW) else None


def by_id(change_id: int) -> AddressChange | None:
    """One change with its person; None when it is no longer kept."""
    return AddressChange.objects.select_related("person").filter(pk=change_id).first()


def waits(change: AddressChange) -> bool:
    """May it still be confirmed?"""
    return change.done_at is None and change.ended_at is None and change.asked_at > timezone.now() - LIFE


def may_be_undone(change: AddressChange) -> bool:
    """Is it in force, and could whoever holds the old address still take it back?"""
    in_time = change.asked_at > timezone.now() - REGRET
    return bool(change.done_at and change.ended_at is None and change.old and in_time)


def confirm(change: AddressChange, side: str) -> bool:
    """Note that this side said yes. True when both have."""
    column = f"{side}_confirmed_at"
    AddressChange.objects.filter(OPEN, pk=change.pk, **{column: None}).update(**{column: timezone.now()})
    change.refresh_from_db(fields=["old_confirmed_at", "new_confirmed_at", "done_at", "ended_at"])
    return waits(change) and bool(change.old_confirmed_at and change.new_confirmed_at)


def is_free(address: str, person: Person) -> bool:
    """Does nobody else have this address?"""
    return not Person.objects.filter(email__iexact=address).exclude(pk=person.pk).exists()


def put_in_force(change: AddressChange) -> bool:
    """The person’s address from now on. False when it was done before."""
    fresh = AddressChange.objects.filter(OPEN, pk=change.pk).update(done_at=timezone.now())
    if fresh:
        set_address(change.person, change.new)
    return bool(fresh)


def end(change: AddressChange) -> bool:
    """Its links are worth nothing from now on. False when they were not before."""
    return bool(AddressChange.objects.filter(pk=change.pk, ended_at=None).update(ended_at=timezone.now()))


def end_from(change: AddressChange) -> None:
    """The same, and of every change of this person asked for later: none of their links confirms or takes back."""
    later = AddressChange.objects.filter(person=change.person, pk__gte=change.pk, ended_at=None)
    later.update(ended_at=timezone.now())


def set_address(person: Person, address: str) -> None:
    """The one address of this person; allauth’s own list must not remember another."""
    EmailAddress.objects.filter(user=person).delete()
    person.email = address
    person.save(update_fields=["email"])


def forget_password(person: Person) -> None:
    """Whoever knew the password knows nothing now; a new one is chosen by a link to the person’s address."""
    person.set_unusable_password()
    person.save(update_fields=["password"])


def waiting_of(person: Person) -> AddressChange | None:
    """The change this person asked for and that is not answered yet."""
    change = AddressChange.objects.filter(OPEN, person=person).first()
    return change if change and waits(change) else None
