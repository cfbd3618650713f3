"""The shapes of the demo company: values only, no behaviour that needs a database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Site:
    """A place of work. `subdivision` is ISO 3166-2, given only where the law differs inside the country."""

    key: str
    name: str
    country: str
    subdivision: str
    time_zone: str
    language: str
    people: int
    opened_on_network: int
    """Months before now at which the site came onto the network."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A node of the company's tree. `kind` is "entity" or "unit"; `function` is empty for an entity."""

    key: str
    name: str
    parent: str
    kind: str
    country: str
    function: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True)
class PersonSpec:
    """One person. `joined_on` and `left_on` are the days of arrival on the network and of departure from it."""

    login: str
    name: str
    given: str
    family: str
    title: str
    unit: str
    site: str
    country: str
    language: str
    languages: tuple[str, ...]
    time_zone: str
    joined_on: date
    left_on: date | None = None
    email: str = ""
    function: str = ""
    feminine: bool = False
    skills: tuple[str, ...] = ()
    ask_me_about: tuple[str, ...] = ()
    motto: str = ""
    pronunciation: str = ""
    deputy: str = ""
    buddy: str = ""
    works_shifts: bool = False
    partner: str = ""
    """Name of the partner firm, for a guest; empty for a colleague."""

    @property
    def has_mail(self) -> bool:
        """True when the person has an e-mail address."""
        return bool(self.email)

    @property
    def is_guest(self) -> bool:
        """True for somebody of a partner firm."""
        return bool(self.partner)

    def here_on(self, day: date) -> bool:
        """True when the person is on the network that day."""
        return self.joined_on <= day and (self.left_on is None or day <= self.left_on)


@dataclass(frozen=True, slots=True)
class SpaceSpec:
    """One space. `stage` is its stage of life; `care_hours` is planned care a week; `volume` its share of posts."""

    slug: str
    names: Mapping[str, str]
    purposes: Mapping[str, str]
    openness: str
    category: str
    official: bool
    owners: tuple[str, ...]
    managers: tuple[str, ...]
    created_on: date
    stage: str
    sponsor: str
    care_hours: float
    care_given: float
    languages: tuple[str, ...]
    curve: str
    volume: int
    size: int
    rule: Mapping[str, float]
    """Weight of each function, site, country (upper case) or "*" in choosing members."""
    topics: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    """Discovery limited to these countries; empty: the whole company."""
    archived_on: date | None = None
    opens_on: date | None = None
    review_on: date | None = None
    audience: str = ""


@dataclass(frozen=True, slots=True)
class MemberSpec:
    """A membership: `role` is owner, manager, member or guest; `level` all, digest or none."""

    space: str
    login: str
    role: str
    since: date
    until: date | None
    level: str


@dataclass(frozen=True, slots=True)
class CommentSpec:
    """A comment and its replies. `reactions` are counts by kind."""

    key: str
    author: str
    at: datetime
    body: str
    language: str
    reactions: Mapping[str, int] = field(default_factory=dict)
    replies: tuple["CommentSpec", ...] = ()
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class EditSpec:
    """An earlier state of a post: until `at` its body read `before`."""

    at: datetime
    before: str


@dataclass(frozen=True, slots=True)
class AttachmentSpec:
    """A file of the catalogue hung on a post; `kind` is pdf, xlsx, docx or png."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class ThreadSpec:
    """A post and all that hangs on it. Mentions in a body read `@{login}`. Reactions are counts by kind."""

    key: str
    space: str
    author: str
    at: datetime
    kind: str
    title: str
    body: str
    language: str
    comments: tuple[CommentSpec, ...] = ()
    reactions: Mapping[str, int] = field(default_factory=dict)
    attachments: tuple[AttachmentSpec, ...] = ()
    tags: tuple[str, ...] = ()
    kudos_to: tuple[str, ...] = ()
    shared_in: tuple[str, ...] = ()
    on_behalf_of: str = ""
    required_until: date | None = None
    pinned: bool = False
    edited: EditSpec | None = None
    accepted: int | None = None
    """Index in `comments` of the accepted answer."""
    written: bool = True
    """True when written by hand for this thread, False when composed from a template."""
    template: str = ""


@dataclass(frozen=True, slots=True)
class DraftSpec:
    """Something not published: a draft, or a scheduled post when `scheduled_for` is set."""

    author: str
    space: str
    kind: str
    title: str
    body: str
    language: str
    saved_at: datetime
    scheduled_for: datetime | None = None
    attachments: tuple[AttachmentSpec, ...] = ()


@dataclass(frozen=True, slots=True)
class DelegationSpec:
    """`leader` lets `delegate` write on their behalf in `space`, from `since` to `until`."""

    leader: str
    delegate: str
    space: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class FollowSpec:
    """`follower` follows `followed` since `on`."""

    follower: str
    followed: str
    on: date


@dataclass(frozen=True, slots=True)
class BookmarkSpec:
    """`login` keeps the post of this key."""

    login: str
    thread: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AckSpec:
    """`login` confirmed a required reading."""

    login: str
    thread: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SaidSpec:
    """One message of a talk. `answers`: the place of the one it replies to, from 1; `added`: whom it brings instead of
    words; `before`: what it said before it was edited; `reactions`: who, and how."""

    who: str
    at: datetime
    words: str
    answers: int = 0
    added: tuple[str, ...] = ()
    before: str = ""
    reactions: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()


@dataclass(slots=True)
class TalkSpec:
    """What two people, or several, wrote to each other. `people`: who was in it from the beginning, who began first."""

    people: tuple[str, ...]
    name: str
    language: str
    said: tuple[SaidSpec, ...]


@dataclass(slots=True)
class Company:
    """Places, units and people, before any space exists."""

    sites: dict[str, Site]
    units: dict[str, Unit]
    people: dict[str, PersonSpec]
    alias: dict[str, str] = field(default_factory=dict)
    """Short names used by writers ("karim") to logins."""


@dataclass(frozen=True, slots=True)
class PageVersionSpec:
    """What a page said from `at` on, by whom."""

    by: str
    at: datetime
    body: str
    minor: bool = False


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page of a space with its history, the oldest version first. `doubt`: who, when, and why it may be outdated."""

    space: str
    title: str
    above: str
    language: str
    owner: str
    review_on: date | None
    versions: tuple[PageVersionSpec, ...]
    doubt: tuple[str, datetime, str] | None = None
    announced: tuple[str, datetime, str] | None = None
    said: tuple[tuple[str, datetime, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EventSpec:
    """What a space has in its calendar. `called_off`: by whom, when and why.

    `answers`: who said what, in the order in which they did. `again`: the rhythm of its series and how many times it
    comes. `slots`: which slot of its office hours is whose, and what about.
    """

    space: str
    title: str
    body: str
    language: str
    by: str
    created_at: datetime
    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str = ""
    link: str = ""
    seats: int | None = None
    slot_minutes: int | None = None
    again: tuple[str, int] | None = None
    answers: tuple[tuple[str, str, datetime], ...] = ()
    slots: tuple[tuple[int, str, str], ...] = ()
    called_off: tuple[str, datetime, str] | None = None
    announced: tuple[str, datetime, str] | None = None
    said: tuple[tuple[str, datetime, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ShelvedSpec:
    """A file in the folders of a space: `versions` are (who, when, name in the catalogue), the oldest first.

    `binned`: who put it into the bin, and when; `said`: what was said about it.
    """

    space: str
    folders: tuple[str, ...]
    name: str
    language: str
    versions: tuple[tuple[str, datetime, str], ...]
    binned: tuple[str, datetime] | None = None
    said: tuple[tuple[str, datetime, str], ...] = ()
