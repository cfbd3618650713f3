"""How far a required reading got: counts by site for its author, names only where a purpose was recorded.

No figure is shown about fewer people than the rule `smallest_group` says, and none can be worked out from the others:
small sites are counted together, with the next larger one where they are too few even so.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from terreau.foundation.access.words import Refused
from terreau.foundation.identity.models import Person
from terreau.foundation.policies import queries as policies
from terreau.foundation.policies.names import SMALLEST_GROUP
from terreau.network.people import queries as people
from terreau.network.posts import rules
from terreau.network.posts.models import Acknowledgement, Confirmed, Post

MOST_NAMES = 500


@dataclass(frozen=True)
class SiteRow:
    """One site, or several small ones together (`name` empty)."""

    name: str
    confirmed: int
    total: int

    @property
    def left(self) -> int:
        return max(0, self.total - self.confirmed)


@dataclass(frozen=True)
class Readings:
    """`withheld`: the whole group is too small to be counted. `missing`: who has not confirmed, if names are shown."""

    counts: bool
    withheld: bool
    floor: int
    confirmed: int
    total: int
    sites: list[SiteRow]
    erased: bool
    purpose: str
    until: date | None
    may_record: bool
    names: bool
    missing: list[people.Row] = field(default_factory=list)


def readings(viewer: Person, post: Post) -> Readings:
    """For its author, the leader it speaks for, or the operator (who sees no figure). Refused for others."""
    if not rules.may_open_readings(viewer, post):
        raise Refused
    floor, counts = policies.value(SMALLEST_GROUP), rules.may_see_counts(viewer, post)
    rows = by_site(post) if counts else []
    confirmed, total = sum(row.confirmed for row in rows), sum(row.total for row in rows)
    names = rules.may_see_names(viewer, post)
    return Readings(
        counts=counts,
        withheld=counts and total < floor,
        floor=floor,
        confirmed=confirmed,
        total=total,
        sites=together(rows, floor),
        erased=post.names_erased_at is not None,
        purpose=post.names_purpose,
        until=post.names_until,
        may_record=rules.may_record_purpose(viewer, post),
        names=names,
        missing=not_yet(viewer, post) if names else [],
    )


def by_site(post: Post) -> list[SiteRow]:
    """Every site with recipients, how many confirmed and how many there are."""
    asked = list(rules.recipients(post).values_list("pk", "placement__site_id", "placement__site__name"))
    names = {site: name or "" for _pk, site, name in asked}
    total = Counter(site for _pk, site, _name in asked)
    here = {pk for pk, _site, _name in asked}
    done = Acknowledgement.objects.filter(post=post).values_list("person_id", flat=True)
    place = {pk: site for pk, site, _name in asked}
    confirmed = Counter(place[pk] for pk in done if pk in here)
    for site, count in Confirmed.objects.filter(post=post).values_list("site_id", "count"):
        confirmed[site] += count
    return [SiteRow(names[site], min(confirmed[site], n), n) for site, n in total.items()]


def together(rows: list[SiteRow], floor: int) -> list[SiteRow]:
    """The largest sites first; small ones and people without a site as one row at the end, or nothing at all."""
    if sum(row.total for row in rows) < floor:
        return []
    named = sorted((row for row in rows if row.name), key=lambda row: (-row.total, row.name))
    large = [row for row in named if row.total >= floor]
    small = [row for row in rows if row not in large]
    while small and sum(row.total for row in small) < floor and large:
        small.append(large.pop())
    rest = SiteRow("", sum(row.confirmed for row in small), sum(row.total for row in small))
    return [*large, rest] if small else large


def not_yet(viewer: Person, post: Post) -> list[people.Row]:
    """Recipients who have not confirmed, by name."""
    done = Acknowledgement.objects.filter(post=post).values("person_id")
    waiting = rules.recipients(post).exclude(pk__in=done).order_by("name", "pk")
    return people.rows(viewer, list(waiting.values_list("pk", flat=True)[:MOST_NAMES]))
