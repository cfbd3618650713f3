"""The spaces as those who run the network see them: figures and keys, never content.

A space that does not exist for the administrator is counted, and nothing else is told of it: not its name, not its
members. Only where nobody is left who could look after it, its key is shown, because somebody has to break its glass.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from terreau.foundation.access.words import Absent
from terreau.foundation.identity.models import Person
from terreau.network.spaces import rules
from terreau.network.spaces.models import Membership, Openness, Role, Space
from terreau.network.spaces.queries.rows import address, named

PAGE = 30
CONCERNS = ("ownerless", "one_key", "overdue", "official", "archived")


@dataclass(frozen=True, slots=True)
class Cared:
    """A space that the administrator sees, with what decides whether it is looked after."""

    id: int
    key: str
    name: str
    openness: str
    members: int
    owners: int
    keepers: int
    official: bool
    archived: bool
    restricted: bool
    review_on: date | None
    overdue: bool

    @property
    def url(self) -> str:
        return f"{address(self.key, self.name)}/about"


@dataclass(frozen=True, slots=True)
class Care:
    """One page of them; the figures of all spaces, also of those that do not exist for the viewer."""

    rows: list[Cared]
    next: int | None
    figures: dict[str, int]
    hidden_ownerless: list[str]


def care(viewer: Person, *, concern: str = "", q: str = "", before: int | None = None) -> Care:
    """The spaces of the network, the newest first. Absent for whoever does not administer all of it."""
    if not rules.may_look_in(viewer):
        raise Absent
    found = Space.objects.filter(rules.visible(viewer), concerned(concern))
    for word in q.split()[:5]:
        found = found.filter(name__icontains=word)
    if before:
        found = found.filter(pk__lt=before)
    ids = list(found.order_by("-pk").values_list("pk", flat=True)[: PAGE + 1])
    rows = rows_of(viewer, ids[:PAGE])
    further = ids[PAGE - 1] if len(ids) > PAGE else None
    return Care(rows, further, {} if before else figures(), [] if before else hidden_ownerless(viewer))


def concerned(concern: str) -> Q:
    """Living spaces with this trouble; `archived` and `official` are states, empty is every living space."""
    living = Q(archived_at=None)
    return {
        "ownerless": living & ~Q(Exists(holders(Role.OWNER))),
        "one_key": living & Q(pk__in=one_key().values("pk")),
        "overdue": living & Q(review_on__lt=timezone.localdate()),
        "official": living & Q(official_at__isnull=False),
        "archived": Q(archived_at__isnull=False),
    }.get(concern, living)


def holders(*roles: str) -> QuerySet[Membership]:
    """Those who look after the outer space in one of these roles and may come in today."""
    return Membership.objects.filter(present(), space=OuterRef("pk"), role__in=roles)


def present() -> Q:
    return Q(person__left_at=None, person__suspended_at=None, person__joined_at__isnull=False)


def one_key() -> QuerySet[Space]:
    """Living spaces that a single person looks after."""
    kept = Membership.objects.filter(present(), role__in=rules.KEEPERS).values("space_id")
    single = kept.annotate(n=Count("pk")).filter(n=1).values("space_id")
    return Space.objects.filter(rules.shown(), archived_at=None, pk__in=single)


def rows_of(viewer: Person, ids: list[int]) -> list[Cared]:
    """These spaces in this order: two questions, whatever their number."""
    spaces = {space.pk: space for space in Space.objects.filter(pk__in=ids)}
    tally: dict[int, dict[str, int]] = {pk: {} for pk in ids}
    kept = Membership.objects.filter(present(), space_id__in=ids, role__in=rules.KEEPERS)
    for space_id, role, n in kept.values_list("space_id", "role").annotate(n=Count("pk")):
        tally[space_id][role] = n
    return [row_of(viewer, spaces[pk], tally[pk]) for pk in ids]


def row_of(viewer: Person, space: Space, tally: dict[str, int]) -> Cared:
    today = timezone.localdate()
    return Cared(
        id=space.pk,
        key=space.key,
        name=named(space.name, space.names, viewer.language),
        openness=space.openness,
        members=space.member_count,
        owners=tally.get(Role.OWNER, 0),
        keepers=sum(tally.values()),
        official=space.official_at is not None,
        archived=space.archived_at is not None,
        restricted=space.restricted,
        review_on=space.review_on,
        overdue=space.archived_at is None and space.review_on is not None and space.review_on < today,
    )


def figures() -> dict[str, int]:
    """How many spaces of each kind there are, and how many need somebody: counts alone, of all that are shown."""
    every = Space.objects.filter(rules.shown())
    counts = {name: Count("pk", filter=Q(archived_at=None, openness=name)) for name in Openness.values}
    counts["archived"] = Count("pk", filter=Q(archived_at__isnull=False))
    counts["overdue"] = Count("pk", filter=concerned("overdue"))
    found: dict[str, int] = every.aggregate(**counts)
    found["ownerless"] = every.filter(concerned("ownerless")).count()
    found["one_key"] = one_key().count()
    return found


def alone(viewer: Person) -> int:
    """How many living spaces have no owner who may come in; nothing for whoever does not run the network."""
    return Space.objects.filter(rules.shown(), concerned("ownerless")).count() if rules.may_look_in(viewer) else 0


def hidden_ownerless(viewer: Person) -> list[str]:
    """Keys of living spaces without an owner that do not exist for the viewer: only who breaks the glass reads more."""
    hidden = Space.objects.filter(rules.shown(), concerned("ownerless")).exclude(rules.visible(viewer))
    return list(hidden.order_by("pk").values_list("key", flat=True)[:PAGE])
