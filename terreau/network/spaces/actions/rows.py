"""Parts of several verbs: each runs inside the transaction of the verb that calls it."""

from typing import Any

from django.db.models import F
from django.utils import timezone

from terreau.foundation.access.words import Absent
from terreau.foundation.identity import invitations
from terreau.foundation.identity.models import Kind, Person
from terreau.foundation.text import names
from terreau.foundation.text.folding import fold
from terreau.network.spaces.models import Invitation, Joining, Membership, Openness, Request, Space

# What a space says about itself; and what decides who sees it. Nothing else is changed by editing.
DESCRIBING = {
    *("name", "names", "purpose", "purposes", "meant_for", "template", "category"),
    *("sponsor", "care_hours", "language", "review_on"),
}
DECIDING = {"openness", "joining"}


def locked(space: Space) -> Space:
    """The space’s row, held until the transaction ends, so that two last owners never leave at once."""
    held = Space.objects.select_for_update().filter(pk=space.pk).first()
    if held is None:
        raise Absent
    return held


def admit(space: Space, person: Person, role: str) -> tuple[Membership, bool]:
    """The membership row and its count; what was open between the two is settled."""
    membership, fresh = Membership.objects.get_or_create(space=space, person=person, defaults={"role": role})
    if fresh:
        Space.objects.filter(pk=space.pk).update(member_count=F("member_count") + 1)
    now = timezone.now()
    Request.objects.filter(space=space, person=person, answered_at=None).update(answered_at=now, accepted=True)
    return membership, fresh


def expel(space: Space, person: Person) -> bool:
    """The end of a membership, of every open door to it and of the invitations that hung on it."""
    gone, _rows = Membership.objects.filter(space=space, person=person).delete()
    if gone:
        Space.objects.filter(pk=space.pk).update(member_count=F("member_count") - 1)
    lapse(space, invited_by=person)
    lapse(space, person=person)
    return bool(gone)


def lapse(space: Space, **which: Person | str) -> int:
    """Invitations still open are worth nothing from now on; a guest with no other place finds no way in (B06)."""
    waiting = Invitation.objects.filter(accepted_at=None, declined_at=None, revoked_at=None)
    open_ones = waiting.filter(space=space, **which)
    guests = set(open_ones.filter(person__kind=Kind.GUEST, person__joined_at=None).values_list("person_id", flat=True))
    ended = open_ones.update(revoked_at=timezone.now())
    if guests:
        invitations.revoke_of(guests - set(waiting.filter(person__in=guests).values_list("person_id", flat=True)))
    return ended


def folded_words(space: Space) -> str:
    """Names and purposes as they are compared: folded, in every language the space has them."""
    said = [space.name, *space.names.values(), space.purpose, *space.purposes.values(), space.category]
    return " ".join(fold(text) for text in said if text)


def by_invitation(fields: dict[str, Any]) -> dict[str, Any]:
    """Nobody walks into a secret space: who makes one, or makes one secret, has it joined by invitation."""
    return {**fields, "joining": Joining.INVITATION} if fields.get("openness") == Openness.SECRET else fields


def in_plain_letters(fields: dict[str, Any]) -> dict[str, Any]:
    """Nothing invisible makes one name of two spaces (A22)."""
    return {**fields, "name": names.plain(fields["name"]) or fields["name"]} if "name" in fields else fields


def describe(space: Space, changes: dict[str, Any]) -> list[str]:
    """Set what differs; returns the names of the fields that changed. Unknown names are a mistake of the caller."""
    unknown = set(changes) - DESCRIBING - DECIDING
    if unknown:
        raise TypeError(f"a space has no {', '.join(sorted(unknown))} to edit")
    changed = [name for name, value in changes.items() if differs(space, name, value)]
    for name in changed:
        setattr(space, name, changes[name])
    if changed:
        space.words = folded_words(space)
        space.save(update_fields=[*changed, "words"])
    return sorted(changed)


def differs(space: Space, name: str, value: Any) -> bool:
    """Is this not what the space says now? The sponsor’s row need not be read for that."""
    if name == "sponsor":
        return space.sponsor_id != (value.pk if value else None)
    return bool(getattr(space, name) != value)
