"""How far a required reading got: counts by site for its author, names only where a purpose was recorded.

No figure is shown about fewer people than the rule `smallest_group` says, and none can be worked out from the others:
small sites are counted together, with the next larger one where they are too few even so.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db.models import Sum
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.identity.models import Person
from terreau.foundation.policies import queries as policies
from terreau.foundation.policies.names import SMALLEST_GROUP
from terreau.network.people import queries as people
from terreau.network.posts import rules
from terreau.network.posts.models import Acknowledgement, Confirmed, Draft, Post

MOST_NAMES = 500


@dataclass(frozen=True)
class SiteRow:
    """One site, or several small ones together (`name` empty). `unreached`: of those left, how many have no e-mail."""

    name: str
    confirmed: int
    total: int
    unreached: int = 0

    @property
    def left(self) -> int:
        return max(0, self.total - self.confirmed)


@dataclass(frozen=True)
class Readings:
    """`withheld`: the whole group is too small to be counted. `missing`: who has not confirmed, if names are shown.

    `reminder`: when its author has planned to remind.
    """

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
    reminder: datetime | None = None
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
        reminder=reminder_of(post) if counts else None,
        missing=not_yet(viewer, post) if names else [],
    )


def by_site(post: Post) -> list[SiteRow]:
    """Every site with recipients, how many confirmed and how many there are; at the end those who left since."""
    asked = list(rules.recipients(post).values_list("pk", "placement__site_id", "placement__site__name", "email"))
    names = {site: name or "" for _pk, site, name, _email in asked}
    total = Counter(site for _pk, site, _name, _email in asked)
    done = set(Acknowledgement.objects.filter(post=post).values_list("person_id", flat=True))
    confirmed = Counter(site for pk, site, _name, _email in asked if pk in done)
    unreached = Counter(site for pk, site, _name, email in asked if pk not in done and not email)
    for site, count in Confirmed.objects.filter(post=post).values_list("site_id", "count"):
        confirmed[site] += count
    erased = post.names_erased_at is not None
    rows = [
        SiteRow(names[site], min(confirmed[site], n), n, 0 if erased else unreached[site]) for site, n in total.items()
    ]
    return [*rows, *gone(post, rows)]


def gone(post: Post, rows: list[SiteRow]) -> list[SiteRow]:
    """Those who were asked and have left since, as a row without a name: the total stays that of the first day."""
    missing = max(0, (post.asked or 0) - sum(row.total for row in rows))
    confirmed = confirmed_of(post) - sum(row.confirmed for row in rows)
    return [SiteRow("", max(0, min(confirmed, missing)), missing)] if missing else []


def confirmed_of(post: Post) -> int:
    """How many of those asked have confirmed, while their names are kept and after."""
    closed = Confirmed.objects.filter(post=post).aggregate(n=Sum("count"))["n"] or 0
    return rules.confirmations(post).count() + closed


def reminder_of(post: Post) -> datetime | None:
    """When the next post of its author that leads here is to appear."""
    planned = Draft.objects.filter(author_id=post.author_id, body__contains=f"/posts/{post.key}")
    coming = planned.filter(scheduled_for__gt=timezone.now()).order_by("scheduled_for")
    return coming.values_list("scheduled_for", flat=True).first()


def together(rows: list[SiteRow], floor: int) -> list[SiteRow]:
    """The largest sites first; small ones and people without a site as one row at the end, or nothing at all.

    Who has no e-mail is told of a site only where they are many enough to be counted.
    """
    rows = [replace(row, unreached=row.unreached if row.unreached >= floor else 0) for row in rows]
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
