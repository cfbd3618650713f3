from collections.abc import Collection

from django.db.models import Q, QuerySet

from terreau.foundation.access.prepared import Prepared
from terreau.foundation.accounts import rules as accounts_rules
from terreau.foundation.identity.models import Kind, Person
from terreau.foundation.orgs import rules as orgs_rules
from terreau.network.people.models import Follow, Profile


def visible(viewer: Person) -> Q:
    """People that exist for `viewer`: everyone for an employee; for a guest, those who share a space with them."""
    if not viewer.is_authenticated or not viewer.is_active:
        return Q(pk__in=[])
    if viewer.kind != Kind.GUEST:
        return ~Q(kind=Kind.SYSTEM)
    return Q(pk=viewer.pk) | ~Q(kind=Kind.SYSTEM) & Q(pk__in=sharing_with(viewer).values("pk"))


def audience(person: Person) -> QuerySet[Person]:
    """Everyone for whom this person exists: `visible`, the other way round."""
    present = Person.objects.present()
    if person.kind == Kind.SYSTEM:
        return present.none()
    return present.filter(~Q(kind=Kind.GUEST) | Q(pk=person.pk) | Q(pk__in=sharing_with(person).values("pk")))


def sharing_with(person: Person) -> QuerySet[Person]:
    """Those in a space with this person; what an import still keeps out of sight brings nobody together."""
    return Person.objects.filter(
        memberships__space__memberships__person_id=person.pk, memberships__space__shown_at__isnull=False
    )


def reachable(viewer: Person) -> Q:
    """People `viewer` may write to: colleagues who are here; with a guest, only those who share a space with them."""
    if not viewer.is_authenticated or not viewer.is_active:
        return Q(pk__in=[])
    here = Q(left_at=None, suspended_at=None, joined_at__isnull=False) & ~Q(pk=viewer.pk)
    shared = Person.objects.filter(memberships__space__memberships__person_id=viewer.pk)
    near = Q(pk__in=shared.values("pk"))
    if viewer.kind == Kind.GUEST:
        return here & Q(kind__in=[Kind.MEMBER, Kind.GUEST]) & near
    return here & (Q(kind=Kind.MEMBER) | Q(kind=Kind.GUEST) & near)


reach_one = Prepared(lambda viewer, pk: Person.objects.filter(reachable(viewer), pk=pk).values_list("pk", flat=True))


def may_write_to(actor: Person, person: Person) -> bool:
    """Write a message to this person."""
    return actor.is_authenticated and bool(reach_one(actor, person.pk))


def may_edit(actor: Person, profile: Profile) -> bool:
    return bool(profile.person_id == actor.pk)


def may_rename(actor: Person, person: Person) -> bool:
    """Everybody says what colleagues call them."""
    return actor.pk == person.pk and actor.is_active


def may_follow(actor: Person, person: Person) -> bool:
    return actor.pk != person.pk and person.left_at is None and sees(actor, person)


def own_follows(viewer: Person) -> Q:
    return Q(follower_id=viewer.pk)


def sees(actor: Person, person: Person) -> bool:
    """Does this person exist for the actor?"""
    return Person.objects.filter(visible(actor), pk=person.pk).exists()


def may_browse(actor: Person) -> bool:
    """The directory is for colleagues; a guest meets people in the spaces they were added to."""
    return bool(actor.is_active) and actor.kind != Kind.GUEST


def followers(person_ids: Collection[int], among: set[int]) -> dict[int, set[int]]:
    """Who of `among` follows each of these people."""
    found: dict[int, set[int]] = {}
    rows = Follow.objects.filter(followed_id__in=person_ids, follower_id__in=among)
    for followed, follower in rows.values_list("followed_id", "follower_id"):
        found.setdefault(followed, set()).add(follower)
    return found


def may_change_account(actor: Person, person: Person) -> bool:
    """Sign out, shut out, let in again: administrators of the branch, never over those above them."""
    return accounts_rules.may_deactivate(actor, person)


def may_ask_in(actor: Person, person: Person) -> bool:
    """Invite somebody known who has not come yet: administrators of their branch."""
    return accounts_rules.may_invite_again(actor, person)


def may_place(actor: Person, person: Person) -> bool:
    """Administrators of the branch say where somebody stands, themselves included."""
    return orgs_rules.may_administer_person(actor, person)


def may_be_entrusted(actor: Person, person: Person) -> bool:
    """Could the actor give this person a duty at all? Never to oneself, nor to who is not here."""
    here = person.is_active and person.kind == Kind.MEMBER
    return here and actor.pk != person.pk and orgs_rules.may_administer_person(actor, person)


def may_add_lines(actor: Person) -> bool:
    """The lines of the profile: administrators of the whole network."""
    return orgs_rules.may_administer(actor)
