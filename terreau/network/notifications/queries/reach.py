"""How many people a post would reach, and how, before it is published. Counts alone: nobody is named."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Count, ExpressionWrapper, F, FilteredRelation, Q, QuerySet, Value
from django.utils import timezone

from terreau.foundation.access.words import one
from terreau.foundation.identity.models import Person
from terreau.foundation.policies.queries import QuietTimes
from terreau.foundation.policies.quiet import zone_of
from terreau.foundation.text.countries import place_of
from terreau.network.notifications import rules
from terreau.network.notifications.models import Channel, Kind, Often
from terreau.network.people import rules as people_rules
from terreau.network.spaces import queries as spaces
from terreau.network.spaces import rules as spaces_rules

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space

NAMED_MOST = 50
# What decides how a post reaches somebody, and when their mail may leave.
ASPECTS = ("level", "wants", "often", "address", "placement__country", "placement__subdivision", "time_zone")
NAMED, REQUIRED = "named", "required"


@dataclass(frozen=True)
class Reach:
    """How many are told: at their next visit, in their digest or by mail at once.

    Of the mails, `resting` wait until quiet hours end, at `awake` on the clock of each where that hour is the same for
    all. `apart` are members who want to hear of nothing from this space; they find it in the feed.
    """

    visit: int
    digest: int
    mail: int
    apart: int
    resting: int
    awake: datetime | None

    @property
    def people(self) -> int:
        return self.visit + self.digest + self.mail


def space_to_write_in(viewer: Person, key: str) -> "Space":
    """The space in which the viewer may write, or `Absent`."""
    return one(spaces.written_by(viewer).filter(key=key))


def reach(
    viewer: Person,
    *,
    space: "Space",
    kind: str,
    mentions: Collection[str] = (),
    minor: bool = False,
    required: bool = False,
) -> Reach:
    """What publishing here would do, for the members of the space and for whom the text names (keys of people).

    A required reading reaches every member, a minor change nobody else. A fixed number of questions whatever the size
    of the space: the database counts members by what decides.
    """
    if required:
        everybody = spaces.people_with_levels(viewer, space).annotate(level=Value(REQUIRED))
        return counted(Counter(dict(grouped(with_aspects(everybody, Kind.REQUIRED)))), Kind.REQUIRED)
    if minor:
        return counted(Counter(), Kind.POST)
    near = spaces_rules.readers(space).filter(people_rules.visible(viewer))
    named = near.filter(key__in=list(mentions)[:NAMED_MOST]).exclude(pk=viewer.pk)
    ids = list(named.values_list("pk", flat=True)) if mentions else []
    others = with_aspects(spaces.people_with_levels(viewer, space).exclude(pk__in=ids), Kind.POST)
    groups = Counter(dict(grouped(others)))
    if ids:
        way = Kind.KUDOS if kind == "kudos" else Kind.MENTION
        groups += Counter(dict(grouped(with_aspects(named.annotate(level=Value(NAMED)), way))))
    return counted(groups, Kind.KUDOS if kind == "kudos" else Kind.MENTION)


def with_aspects(people: "QuerySet[Person]", kind: str) -> "QuerySet[Person]":
    """Each with what they chose for this kind (`wants`), their digest (`often`) and whether mail finds them."""
    chosen = FilteredRelation("notice_preferences", condition=Q(notice_preferences__kind=kind))
    address = ExpressionWrapper(Q(email__isnull=False), output_field=BooleanField())
    return people.annotate(choice=chosen, wants=F("choice__channel"), often=F("digest_rhythm__often"), address=address)


def grouped(people: "QuerySet[Person]") -> Iterable[tuple[tuple[Any, ...], int]]:
    """How many people share all that decides."""
    for *aspects, count in people.order_by().values_list(*ASPECTS).annotate(n=Count("pk")):
        yield tuple(aspects), count


def counted(groups: Counter[tuple[Any, ...]], named_kind: str) -> Reach:
    """The groups by the way they are reached, and what quiet hours hold back now."""
    ways: Counter[str] = Counter()
    ends: Counter[datetime] = Counter()
    now, quiet = timezone.now(), QuietTimes()
    for (level, wants, often, address, country, part, time_zone), count in groups.items():
        way = way_of(level, wants, often, address, named_kind)
        ways[way] += count
        until = quiet.until(place_of(country or "", part or ""), time_zone, now) if way == Channel.MAIL else None
        if until:
            ends[until.astimezone(zone_of(time_zone)).replace(tzinfo=None)] += count
    hours = {end.time() for end in ends}
    return Reach(
        visit=ways[Channel.CENTRE],
        digest=ways[Channel.DIGEST],
        mail=ways[Channel.MAIL],
        apart=ways[Channel.NOTHING],
        resting=sum(ends.values()),
        awake=min(ends) if len(hours) == 1 else None,
    )


def way_of(level: str, wants: str | None, often: str | None, address: bool, named_kind: str) -> str:
    """How one of a group is told. Mail needs an address, a digest also a rhythm; else it waits for the next visit."""
    if level in (NAMED, REQUIRED):
        channel = wants or rules.DEFAULTS[named_kind]
    elif level == "all":
        channel = wants or rules.DEFAULTS[Kind.POST]
    else:
        channel = Channel.DIGEST if level == "digest" else Channel.NOTHING
    if channel == Channel.MAIL:
        return Channel.MAIL if address else Channel.CENTRE
    if channel == Channel.DIGEST:
        return Channel.DIGEST if address and often != Often.NEVER else Channel.CENTRE
    return channel
