"""The shape of a search in an address: every word of it is known, or the page does not exist."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone

from terreau.network.search import queries

LONGEST = 200
MOST = 20  # values of one filter
WHEN = ("", "month", "year")
LANGUAGE = 12


class Unknown(ValueError):
    """Something in the address that no page of ours writes."""


@dataclass(frozen=True)
class Asked:
    """What an address asks for; `spaces` and `authors` are keys. `address` writes it again."""

    text: str = ""
    kind: str = ""
    order: str = "relevance"
    page: int = 1
    spaces: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    when: str = ""
    since: str = ""
    until: str = ""

    @property
    def narrowed(self) -> bool:
        """Is anything asked besides words, kind and order?"""
        return bool(self.spaces or self.authors or self.languages or self.when or self.since or self.until)

    def address(self, **other: object) -> str:
        """The address of this search with something changed; without a page, it is the first one."""
        it = replace(self, **{"page": 1, **other})  # type: ignore[arg-type]  # names of its own fields
        single = [("q", it.text), ("kind", it.kind), ("order", it.order if it.order != "relevance" else "")]
        single += [("when", it.when), ("since", it.since), ("until", it.until)]
        single += [("page", str(it.page) if it.page > 1 else "")]
        many = [("space", it.spaces), ("author", it.authors), ("language", it.languages)]
        pairs = [(name, value) for name, value in single if value]
        return "/search?" + urlencode(pairs + [(name, value) for name, values in many for value in values])


def read(given: QueryDict) -> Asked:
    """An address understood. Raises Unknown."""
    page, kind, order, when = (given.get(name, "") for name in ("page", "kind", "order", "when"))
    order, page = order or "relevance", page or "1"
    known = kind in ("", *queries.KINDS) and order in queries.ORDERS and when in WHEN
    if not known or not (page.isascii() and page.isdecimal() and len(page) < 4):
        raise Unknown
    since, until = day(given.get("since", "")), day(given.get("until", ""))
    return Asked(
        text=given.get("q", "")[:LONGEST],
        kind=kind,
        order=order,
        page=max(1, int(page)),
        spaces=words(given.getlist("space"), 16),
        authors=words(given.getlist("author"), 16),
        languages=words(given.getlist("language"), LANGUAGE),
        when=when,
        since=since.isoformat() if since else "",
        until=until.isoformat() if until else "",
    )


def words(values: Sequence[str], longest: int) -> tuple[str, ...]:
    """Short plain words, each once."""
    given = tuple(dict.fromkeys(value for value in values if value))
    if len(given) > MOST or any(len(value) > longest or not value.replace("-", "").isalnum() for value in given):
        raise Unknown
    return given


def day(value: str) -> date | None:
    """A day as a date field gives it; nothing for nothing."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise Unknown from None


def span(asked: Asked, now: datetime) -> tuple[datetime | None, datetime | None]:
    """From when to when (not included), in the time zone of the page."""
    zone = timezone.get_current_timezone()
    today = timezone.localtime(now).date()
    since, until = day(asked.since), day(asked.until)
    if asked.when == "month":
        since = max(filter(None, [since, today - timedelta(days=30)]))
    elif asked.when == "year":
        since = max(filter(None, [since, today.replace(month=1, day=1)]))
    start = datetime.combine(since, time(), zone) if since and since > date.min else None
    after = until + timedelta(days=1) if until and until < date.max else None
    return start, datetime.combine(after, time(), zone) if after else None
