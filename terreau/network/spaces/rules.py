"""Who may see a space, who may read it, who may do what in it. Two questions, two directions each.

`visible`: it is listed. `readable`: its content may be read. `audience` and `readers` are the same the other way round.
Each condition is one sub-select on the space’s own row, so that twenty rows cost twenty look-ups in any world
(docs/decisions/002-one-sub-select.md).
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from terreau.foundation.access.prepared import Prepared
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.composed import Composed
from terreau.foundation.identity.models import Kind, Person
from terreau.foundation.orgs import queries as orgs
from terreau.foundation.orgs import rules as orgs_rules
from terreau.network.spaces.models import Discovery, GlassBreak, Invitation, Membership, Openness, Role, Space

KEEPERS = [Role.OWNER, Role.MANAGER]


def visible(viewer: Person) -> Q:
    """Spaces that exist for `viewer`: theirs, those they are invited to, those their discovery audience may find."""
    if not viewer.is_authenticated or not viewer.is_active:
        return Q(pk__in=[])
    invited = Invitation.objects.filter(open_invitation(viewer), space=OuterRef("pk"))
    return shown() & (listed_for(viewer) | belongs(viewer) | Q(Exists(invited)) | looks_in(viewer))


def readable(viewer: Person) -> Q:
    """Spaces whose content `viewer` may read: theirs, open ones they may find, one whose glass they broke."""
    if not viewer.is_authenticated or not viewer.is_active:
        return Q(pk__in=[])
    # What the space’s own row says comes first: most spaces are open, and need no look-up then.
    return shown() & (Q(openness=Openness.OPEN) & listed_for(viewer) | belongs(viewer) | looks_in(viewer))


def shown() -> Q:
    """Not staged by an import."""
    return Q(shown_at__isnull=False)


def belongs(viewer: Person) -> Q:
    return Q(Exists(Membership.objects.filter(space=OuterRef("pk"), person_id=viewer.pk)))


def official_for(viewer: Person) -> Q:
    """Official spaces, which fill everybody’s home who may read them."""
    return shown() & Q(official_at__isnull=False, openness=Openness.OPEN) & listed_for(viewer)


def looks_in(viewer: Person) -> Q:
    """A recorded, announced breaking of the glass, while it lasts."""
    return Q(Exists(GlassBreak.objects.filter(lasting(), space=OuterRef("pk"), person_id=viewer.pk)))


def lasting() -> Q:
    """Looks that are not over: not yet a day old, by somebody who still holds the duty they held then."""
    return Q(until__gt=Now()) & orgs_rules.still_administering("person", since="at")


def listed_for(viewer: Person) -> Q:
    """Open and closed spaces an employee may find. Guests find nothing."""
    if viewer.kind == Kind.GUEST:
        return Q(pk__in=[])
    found = Discovery.objects.filter(orgs.placed_in(viewer), space=OuterRef("pk"))
    return ~Q(openness=Openness.SECRET) & (Q(restricted=False) | Q(Exists(found)))


def content_of(viewer: Person, space_id: str = "space_id") -> Q:
    """For rooms above: rows whose space `viewer` may read. `space_id` names the row’s column."""
    return Q(Exists(Space.objects.filter(readable(viewer), pk=OuterRef(space_id))))


def audience(space: Space) -> QuerySet[Person]:
    """Everyone for whom the space exists: `visible`, the other way round."""
    return people_of(space, listed=space.openness != Openness.SECRET, invited=True)


def readers(space: Space) -> QuerySet[Person]:
    """Everyone who may read its content: `readable`, the other way round."""
    return people_of(space, listed=space.openness == Openness.OPEN, invited=False)


def people_of(space: Space, *, listed: bool, invited: bool) -> QuerySet[Person]:
    """Members and who broke the glass; with `invited` those asked in; with `listed` all who may find the space."""
    present = Person.objects.present()
    if space.shown_at is None:
        return present.none()
    reach = Q(pk__in=Membership.objects.filter(space=space).values("person_id"))
    reach |= Q(pk__in=GlassBreak.objects.filter(lasting(), space=space).values("person_id"))
    if invited:
        waiting = Invitation.objects.filter(standing(), space=space)
        reach |= Q(pk__in=waiting.values("person_id"))
    if listed:
        reach |= ~Q(kind=Kind.GUEST) & discovery_of(space)
    return present.filter(reach)


def discovery_of(space: Space) -> Q:
    """People inside the space’s discovery audience."""
    if not space.restricted:
        return Q()
    rows = Discovery.objects.filter(space=space)
    return Q(pk__in=orgs.people_placed(rows.values("unit_id"), rows.values("country")))


def role_of(actor: Person, space: Space) -> str | None:
    """The actor’s role in the space, or None."""
    if not actor.is_authenticated:
        return None
    return next(iter(roles(space.pk, actor.pk)), None)


roles = Composed(
    lambda space, person: Membership.objects.filter(space_id=space, person_id=person).values_list("role", flat=True)
)


def may_read(actor: Person, space: Space) -> bool:
    return bool(read_one(actor, space.pk))


read_one = Prepared(lambda viewer, pk: Space.objects.filter(readable(viewer), pk=pk).values_list("pk", flat=True))


def may_publish(actor: Person, space: Space) -> bool:
    """Members write; an archived space is read-only."""
    return space.archived_at is None and space.shown_at is not None and role_of(actor, space) is not None


def may_comment(actor: Person, space: Space) -> bool:
    """Members reply; in an open space every employee who reads may reply too."""
    return may_comment_as(actor, space, role_of(actor, space))


def may_comment_as(actor: Person, space: Space, role: str | None) -> bool:
    """The same for a page that knows the actor’s role already."""
    if space.archived_at is not None:
        return False
    if role is not None:
        return True
    return space.openness == Openness.OPEN and actor.kind != Kind.GUEST and may_read(actor, space)


def may_manage(actor: Person, space: Space) -> bool:
    """Owners and community managers look after the space."""
    return role_of(actor, space) in KEEPERS


def members(space: Space, at: datetime | None = None) -> QuerySet[Person]:
    """The people in the space, bots apart; with `at` those who were in it then and still are."""
    inside = Membership.objects.filter(space=space).values("person_id")
    inside = inside.filter(joined_at__lte=at) if at else inside
    return Person.objects.present().exclude(kind=Kind.BOT).filter(pk__in=inside)


def kept_by(viewer: Person) -> "QuerySet[Membership, Any]":
    """Ids of the spaces that `viewer` looks after: `may_manage` for many."""
    return Membership.objects.filter(person_id=viewer.pk, role__in=KEEPERS).values("space_id")


def may_own(actor: Person, space: Space) -> bool:
    return role_of(actor, space) == Role.OWNER


def may_edit(actor: Person, space: Space) -> bool:
    """Its keepers write what a space says about itself, as long as it is not archived."""
    return space.archived_at is None and may_manage(actor, space)


def may_open_or_close(actor: Person, space: Space) -> bool:
    """Who sees the space, who finds it and how one joins: its owners decide."""
    return space.archived_at is None and may_own(actor, space)


def may_administer(actor: Person, space: Space) -> bool:
    """Administrators run the place (archive, hand over, official mark); it gives no sight of content."""
    return orgs_rules.may_administer(actor)


def may_archive(actor: Person, space: Space) -> bool:
    """Owners, and administrators, put a space to rest and wake it up."""
    return may_own(actor, space) or may_administer(actor, space)


def may_set_discovery(actor: Person, space: Space) -> bool:
    """Owners and administrators limit who may find a space."""
    return space.archived_at is None and may_archive(actor, space)


def may_create(actor: Person) -> bool:
    """Administrators create at once; everyone else proposes."""
    return actor.is_active and actor.kind == Kind.MEMBER and orgs_rules.administers_anything(actor)


def may_propose(actor: Person) -> bool:
    return actor.is_active and actor.kind == Kind.MEMBER


def may_answer_proposals(actor: Person) -> bool:
    return may_create(actor)


def answering_proposals() -> list[int]:
    """Who may answer proposals: `may_answer_proposals`, the other way round."""
    administering = orgs_rules.administrators().filter(kind=Kind.MEMBER)
    return list(administering.order_by("pk").values_list("pk", flat=True))


def proposals_visible(viewer: Person) -> Q:
    """Administrators see every proposal, everyone else their own."""
    return Q() if may_answer_proposals(viewer) else Q(proposed_by_id=viewer.pk)


def may_join(actor: Person, space: Space) -> bool:
    """Employees walk into spaces that they see and that let people in freely."""
    return walks_in(actor, space) and sees(actor, space)


def may_request(actor: Person, space: Space) -> bool:
    """Employees ask at spaces that they see and that answer requests."""
    return asks_at(actor, space) and sees(actor, space)


def walks_in(actor: Person, space: Space) -> bool:
    """Joining freely, as far as the space itself decides; for spaces already known to be visible."""
    return knocks(actor, space) and space.joining == "free"


def asks_at(actor: Person, space: Space) -> bool:
    """Joining on request, as far as the space itself decides; for spaces already known to be visible."""
    return knocks(actor, space) and space.joining == "request"


def knocks(actor: Person, space: Space) -> bool:
    """Employees, at the door of a living space that is not secret."""
    from_outside = actor.kind == Kind.GUEST or space.openness == Openness.SECRET
    return not from_outside and space.archived_at is None


def may_be_admitted(actor: Person, space: Space) -> bool:
    """Can this person enter at all, now, when a keeper opens the door?"""
    return actor.is_active and actor.kind in (Kind.MEMBER, Kind.GUEST, Kind.BOT) and space.archived_at is None


def may_invite(actor: Person, space: Space, role: str = Role.MEMBER) -> bool:
    """Its keepers invite; an owner also invites a community manager. Nobody is invited as an owner."""
    if space.archived_at is not None:
        return False
    return may_own(actor, space) if role == Role.MANAGER else role != Role.OWNER and may_manage(actor, space)


def may_hold(actor: Person, role: str) -> bool:
    """Guests of partner firms stay guests; nobody else is one. Bots never hold a key."""
    if actor.kind == Kind.GUEST:
        return role == Role.GUEST
    return role == Role.MEMBER or (actor.kind == Kind.MEMBER and role in KEEPERS)


def natural_role(person: Person) -> str:
    """What someone is in a space before anybody says more."""
    return Role.GUEST if person.kind == Kind.GUEST else Role.MEMBER


def may_change_role(actor: Person, membership: Membership, role: str) -> bool:
    """Owners give and take roles. One’s own ownership is laid down by handing over or leaving."""
    return may_own(actor, membership.space) and may_hold(membership.person, role)


def may_remove(actor: Person, membership: Membership) -> bool:
    """Owners remove anybody but themselves; community managers remove members and guests."""
    return membership.person_id != actor.pk and outranks(role_of(actor, membership.space), membership.role)


def outranks(mine: str | None, theirs: str) -> bool:
    """Owners stand above everybody, community managers above members and guests."""
    return mine == Role.OWNER or (mine == Role.MANAGER and theirs not in KEEPERS)


def grantable(mine: str | None, theirs: str) -> tuple[str, ...]:
    """The roles an owner could give somebody who has the role `theirs`. Guests stay guests."""
    if mine != Role.OWNER or theirs == Role.GUEST:
        return ()
    return tuple(role for role in (Role.OWNER, Role.MANAGER, Role.MEMBER) if role != theirs)


def may_hand_over(actor: Person, membership: Membership) -> bool:
    """An owner, or an administrator, gives a member the key. Nobody hands a space to themselves."""
    if membership.person_id == actor.pk or not membership.person.is_active:
        return False
    return may_archive(actor, membership.space) and may_hold(membership.person, Role.OWNER)


def may_hand_on(actor: Person | None, person: Person) -> bool:
    """The house itself (nobody) hands on the keys of somebody who has left the company."""
    return actor is None and person.left_at is not None


def without_keeper() -> Q:
    """Living spaces whose every owner has left or was shut out."""
    owners = Membership.objects.filter(space=OuterRef("pk"), role=Role.OWNER, person__in=Person.objects.present())
    return shown() & Q(archived_at=None) & ~Q(Exists(owners))


def may_see_keyless(actor: Person) -> bool:
    """Administrators of the whole network learn which spaces nobody keeps; it gives no sight of content."""
    return actor.is_active and orgs_rules.may_administer(actor)


def may_name_owner(actor: Person, person: Person) -> bool:
    """For a space that nobody keeps an administrator names a colleague who may come in, never themselves."""
    here = person.is_active and may_hold(person, Role.OWNER)
    return may_see_keyless(actor) and here and person.pk != actor.pk


def may_name_here(actor: Person, person: Person, space: Space) -> bool:
    """Somebody inside, as long as anybody there could keep it; from outside only where nobody could."""
    inside = able_inside().filter(space=space).exclude(person_id=actor.pk)
    return inside.filter(person_id=person.pk).exists() or not inside.exists()


def able_inside() -> "QuerySet[Membership]":
    """Memberships of employees who may come in: any of them could keep the space."""
    able = Person.objects.present().filter(kind=Kind.MEMBER)
    return Membership.objects.filter(person__in=able).exclude(role=Role.GUEST)


def may_break_glass(actor: Person, space: Space) -> bool:
    """Administrators of the whole network look into a space they may not read, with a reason, announced."""
    return may_administer(actor, space) and space.shown_at is not None and space.openness != Openness.OPEN


def may_look_in(actor: Person) -> bool:
    """Administrators of the whole network, and nobody else, may break a glass."""
    return orgs_rules.may_administer(actor)


def may_end_looks(actor: Person | None, person: Person) -> bool:
    """The house itself (nobody) ends the looks of somebody whose duty ended, or who may not come in any more."""
    return actor is None and not (person.is_active and may_look_in(person))


def glass_before(viewer: Person) -> Q:
    """Spaces whose glass `viewer` could break."""
    return shown() & ~Q(openness=Openness.OPEN) if may_look_in(viewer) else Q(pk__in=[])


def open_invitation(viewer: Person) -> Q:
    """Invitations the viewer may still answer."""
    return Q(person_id=viewer.pk) & standing()


def standing() -> Q:
    """Invitations neither answered nor revoked, from someone who may still invite."""
    inviter = Membership.objects.filter(space=OuterRef("space"), person=OuterRef("invited_by"), role__in=KEEPERS)
    inviter = inviter.filter(person__left_at=None, person__suspended_at=None, person__joined_at__isnull=False)
    return Q(accepted_at=None, declined_at=None, revoked_at=None) & Q(Exists(inviter))


def may_set_for(actor: Person, person: Person) -> bool:
    """What reaches somebody is theirs to set, nobody else’s."""
    return actor.pk == person.pk


def is_last_owner(actor: Person, space: Space) -> bool:
    """Would the space be without an owner who can still come in, were it not for `actor`?"""
    owners = Membership.objects.filter(space=space, role=Role.OWNER)
    others = owners.exclude(person_id=actor.pk).filter(person__in=Person.objects.present())
    return owners.filter(person_id=actor.pk).exists() and not others.exists()


def sees(actor: Person, space: Space) -> bool:
    return Space.objects.filter(visible(actor), pk=space.pk).exists()


def members_visible(viewer: Person) -> Q:
    """Memberships `viewer` may list: those of spaces they may read."""
    return content_of(viewer)


def hearers(activities: Sequence[Activity], among: set[int]) -> dict[int, set[int]]:
    """For open pages: who of `among` may read now the space in which each of these happened, by `seq`."""
    spaces = Space.objects.in_bulk({activity.space_id for activity in activities if activity.space_id})
    near = {pk: set(readers(space).filter(pk__in=among).values_list("pk", flat=True)) for pk, space in spaces.items()}
    return {one.seq or 0: near[one.space_id] for one in activities if one.space_id in near}


def dwellers(space_ids: Collection[int], among: set[int]) -> dict[int, set[int]]:
    """Who of `among` has these spaces at home: the members of each, and everybody where it is official."""
    rows = Membership.objects.filter(space_id__in=space_ids, person_id__in=among).values_list("space_id", "person_id")
    official = Space.objects.filter(pk__in=space_ids, official_at__isnull=False).values_list("pk", flat=True)
    home: dict[int, set[int]] = {pk: set(among) for pk in official}
    for space_id, person_id in rows:
        home.setdefault(space_id, set()).add(person_id)
    return home
