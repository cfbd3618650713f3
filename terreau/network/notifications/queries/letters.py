"""What a letter says, with the rights of the moment at which it is built; nothing to say is no letter (B01)."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.core import signing
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import queries as orgs
from terreau.foundation.text import typography
from terreau.network.notifications import rules
from terreau.network.notifications.models import Channel, Kind, Letter, Notice, Often, Preference, Rhythm
from terreau.network.notifications.queries import words
from terreau.network.notifications.queries.centre import Group, grouped
from terreau.network.posts import queries as posts

if TYPE_CHECKING:
    from terreau.network.posts.queries.digest import Arrived, Asked

SALT = "terreau.notifications.unsubscribe"
LINES = 10
ANSWERS = {str(Kind.REPLY), str(Kind.ACCEPTED), str(Kind.FOLLOWED), str(Kind.KUDOS)}  # what others say to oneself
SOON = timedelta(days=6)  # so far ahead a day is called by its name
ALL_AT_ONCE, DIGEST = "at_once", "digest"


@dataclass(frozen=True)
class Said:
    """The words of a letter. `url` is its one main link, a path; `reason` completes “You receive this because…”."""

    subject: str
    required: "list[Asked]"
    own: list[Group]
    arrived: "list[Arrived]"
    rest: int
    link: str
    url: str
    reason: str
    stops: str


def said_by(viewer: Person, letter: Letter) -> Said | None:
    """What this letter says now, in the language in force; None when there is nothing left to say."""
    notices = Notice.objects.filter(rules.visible(viewer), letter=letter, read_at=None)
    silenced = Q(topic__in=muted_topics(viewer, letter)) & ~Q(kind=Kind.REQUIRED)
    rows = list(notices.exclude(silenced).order_by("-at", "-id").select_related("actor"))
    off = turned_off(viewer, {row.kind for row in rows})
    kept = [row for row in rows if row.kind not in off]
    groups = grouped(viewer, kept)
    if letter.channel == Channel.DIGEST:
        return digest(viewer, letter, groups)
    return at_once(groups, {row.kind for row in kept}) if groups else None


def muted_topics(viewer: Person, letter: Letter) -> list[str]:
    """Conversations of this letter that were muted since; what must be read passes all the same."""
    topics = Notice.objects.filter(letter=letter, topic__startswith="post:").values_list("topic", flat=True)
    ids = [int(topic.partition(":")[2]) for topic in topics]
    return [f"post:{pk}" for pk in posts.muted_by(viewer, ids)] if ids else []


def turned_off(viewer: Person, kinds: Collection[str]) -> set[str]:
    """Kinds that no longer come by mail to this person."""
    quiet = Preference.objects.filter(person=viewer, kind__in=kinds, channel__in=[Channel.CENTRE, Channel.NOTHING])
    return set(quiet.values_list("kind", flat=True))


def at_once(groups: list[Group], kinds: set[str]) -> Said:
    """One thing, or the few that gathered in quiet hours."""
    one = len(groups) == 1
    kind = next(iter(kinds)) if len(kinds) == 1 else ""
    many = ngettext("%(num)s thing for you", "%(num)s things for you", len(groups)) % {"num": len(groups)}
    named = _("you get this at once: %(what)s") % {"what": _(words.NAMES[kind])} if kind else ""
    return Said(
        subject=groups[0].sentence if one else f"{orgs.names()[0]}{words.colon()}{many}",
        required=[],
        own=groups[:LINES],
        arrived=[],
        rest=max(0, len(groups) - LINES),
        link=_("Open") if one else _("Read everything"),
        url=groups[0].url if one else "/notifications?only=unread",
        reason=named or _("you get what names you at once"),
        stops=kind or ALL_AT_ONCE,
    )


def digest(viewer: Person, letter: Letter, groups: list[Group]) -> Said | None:
    """What waits, in three parts: to read, for you, in your spaces."""
    own = [group for group in groups if group.kind != Kind.REQUIRED]
    required = posts.asked(viewer, topics(group for group in groups if group.kind == Kind.REQUIRED))
    since = letter.since or timezone.now() - timedelta(days=1)
    news, more = posts.arrived(viewer, since, besides=topics(groups))
    if not own and not required and not news:
        return None
    weekly = Rhythm.objects.filter(person=viewer, often=Often.WEEKLY).exists()
    weekday = typography.weekday(timezone.localdate().isoweekday(), viewer.language)
    when = _("this week") if weekly else weekday
    head = f"{orgs.names()[0]}, {when}{words.colon()}"
    return Said(
        subject=head + ", ".join(counted(len(required), own, len(news) + more)),
        required=required[:LINES],
        own=own[:LINES],
        arrived=news,
        rest=max(0, len(own) - LINES) + max(0, len(required) - LINES) + more,
        link=_("Read everything"),
        url="/",
        reason=_("you get a weekly digest") if weekly else _("you get a daily digest"),
        stops=DIGEST,
    )


def topics(groups: Iterable[Group]) -> list[int]:
    """The posts that these lines are about."""
    return [int(group.topic.partition(":")[2]) for group in groups if group.topic.startswith("post:")]


def counted(required: int, own: list[Group], news: int) -> list[str]:
    """The two weightiest counts, as the subject says them."""
    answers = sum(len(group.keys) for group in own) if {group.kind for group in own} <= ANSWERS else 0
    parts = []
    if required:
        parts.append(ngettext("%(num)s required reading", "%(num)s required readings", required) % {"num": required})
    if answers:
        parts.append(ngettext("%(num)s answer for you", "%(num)s answers for you", answers) % {"num": answers})
    elif own:
        parts.append(ngettext("%(num)s item for you", "%(num)s items for you", len(own)) % {"num": len(own)})
    if news:
        parts.append(ngettext("%(num)s post in your spaces", "%(num)s posts in your spaces", news) % {"num": news})
    return parts[:2]


@dataclass(frozen=True, slots=True)
class Line:
    words: str
    excerpt: str = ""


@dataclass(frozen=True)
class Part:
    """A heading with its lines; a single line stands without a mark before it."""

    head: str
    lines: list[Line]
    listed: bool = True


def parts_of(said: Said) -> list[Part]:
    """A letter as it is read: to read, for you, in your spaces."""
    own = [Line(group.sentence, group.excerpt if said.stops != DIGEST else "") for group in said.own]
    if not said.required and not said.arrived and len(own) == 1 and said.stops != DIGEST:
        return [Part("", own, listed=False)]
    parts = [
        *to_read(said.required),
        Part(_("For you"), own),
        Part(_("In your spaces"), in_spaces(said.arrived)),
    ]
    return [part for part in parts if part.lines]


def to_read(required: "list[Asked]") -> list[Part]:
    """What is to be confirmed, under the day until which it is asked."""
    days: dict[str, list[Line]] = {}
    for reading in required:
        minutes = ngettext("%(num)s min", "%(num)s min", reading.minutes) % {"num": reading.minutes}
        days.setdefault(until(reading.due), []).append(Line(f"{reading.title} ({reading.place}), {minutes}"))
    return [Part(head, lines) for head, lines in days.items()]


def until(due: date) -> str:
    """“To read by Friday”, “To read by 4 December”; what is late is only to be read."""
    today, language = timezone.localdate(), translation.get_language() or "en"
    if due < today:
        return _("To read and confirm")
    if due <= today + SOON:
        return pgettext("a day of the week", "To read by %(day)s") % {
            "day": typography.weekday(due.isoweekday(), language)
        }
    return pgettext("a date", "To read by %(day)s") % {"day": typography.day(due, language, weekday=False, year=False)}


def in_spaces(arrived: "list[Arrived]") -> list[Line]:
    """Posts by their titles, then how many questions wait in each space."""
    lines = [Line(words_of(post)) for post in arrived if not post.unanswered]
    for place, count in Counter(post.place for post in arrived if post.unanswered).items():
        asks = ngettext(
            "%(num)s unanswered question you may know about",
            "%(num)s unanswered questions you may know about",
            count,
        )
        lines.append(Line(f"{place}{words.colon()}{asks % {'num': count}}"))
    return lines


def words_of(post: "Arrived") -> str:
    """“Quality: rework falls below 2% (41 people found it useful)”."""
    said = f"{post.place}{words.colon()}{post.title}"
    if post.useful:
        found = ngettext("%(num)s person found it useful", "%(num)s people found it useful", post.useful)
        return f"{said} ({found % {'num': post.useful}})"
    return said


def what_rests(count: int) -> str:
    """How much more there is, without urgency."""
    words = ngettext(
        "The rest can wait: %(num)s other post, nothing urgent.",
        "The rest can wait: %(num)s other posts, nothing urgent.",
        count,
    )
    return words % {"num": count}


def token(person: int, stops: str) -> str:
    """What the unsubscribe link of a mail carries: whom it stops, and what. It has no end: mails are kept."""
    return signing.dumps([person, stops], salt=SALT, compress=False)


def read_token(text: str) -> tuple[int, str] | None:
    """The person and what they stop; None for a text we did not sign."""
    try:
        person, stops = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(person), str(stops)


def since_last(viewer: Person, now: datetime) -> datetime:
    """From when on the next digest reports: the last one, a week and a day at most."""
    last = Rhythm.objects.filter(person=viewer).values_list("last_at", flat=True).first()
    return max(last, now - timedelta(days=8)) if last else now - timedelta(days=1)
