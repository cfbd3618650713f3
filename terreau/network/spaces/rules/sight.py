"""Who may see a space and who may read it: two questions, two directions each.

`visible`: it is listed. `readable`: its content may be read. `audience` and `readers` are the same the other way round.
Each condition is one sub-select on the space’s own row, so that twenty rows cost twenty look-ups in any world
(docs/decisions/002-one-sub-select.md).
"""

from collections.abc import Collection, Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from terreau.foundation.access.prepared import Prepared
from terreau.foundation.activity.models import Activity
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


def may_read(actor: Person, space: Space) -> bool:
    return bool(read_one(actor, space.pk))


read_one = Prepared(lambda viewer, pk: Space.objects.filter(readable(viewer), pk=pk).values_list("pk", flat=True))


def open_invitation(viewer: Person) -> Q:
    """Invitations the viewer may still answer."""
    return Q(person_id=viewer.pk) & standing()


def standing() -> Q:
    """Invitations neither answered nor revoked, from someone who may still invite."""
    inviter = Membership.objects.filter(space=OuterRef("space"), person=OuterRef("invited_by"), role__in=KEEPERS)
    inviter = inviter.filter(person__left_at=None, person__suspended_at=None, person__joined_at__isnull=False)
    return Q(accepted_at=None, declined_at=None, revoked_at=None) & Q(Exists(inviter))


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
