"""Spaces and memberships, as the API takes and shows them."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.conf import settings
from pydantic import Field, create_model

from terreau.foundation.access.endpoints import Day, Given, Key, PersonRef, Shape, SpaceRef, unsent, words
from terreau.foundation.text.languages import SPOKEN

OpennessName = Literal["open", "closed", "secret"]
JoiningName = Literal["free", "request", "invitation"]
RoleName = Literal["owner", "manager", "member", "guest"]
TemplateName = Literal["community", "project", "site", "help_desk", "announcements"]
LevelName = Literal["all", "digest", "mentions", "none"]
Name = words(120, shortest=1)
Purpose = words(2000)
Plea = words(1000)
Country = Annotated[str, Field(pattern="^[A-Z]{2}$")]


class ListedSpace(Shape):
    """A space in the directory, with what you are to it."""

    id: str
    url: str
    name: str
    purpose: str
    openness: OpennessName
    language: str
    category: str
    member_count: int
    official: bool
    archived: bool
    role: RoleName | None = Field(description="Your role; none outside.")
    may_join: bool
    may_request: bool
    waiting: bool = Field(description="You have asked to join.")
    invited: bool = Field(description="An invitation to you waits.")


class KeeperRef(PersonRef):
    role: RoleName
    title: str


class SpaceLife(Shape):
    """What decides a space’s life, as its page “About” tells it."""

    names: dict[str, str] = Field(description="Its name in further languages.")
    purposes: dict[str, str] = Field(description="Its purpose in further languages.")
    meant_for: str
    template: TemplateName | None
    sponsor: PersonRef | None
    care_hours: float | None
    review_on: date | None


class Space(ListedSpace):
    """A space whole."""

    joining: JoiningName
    source: str | None = Field(description="Where it was imported from.")
    readable: bool = Field(description="You may read its posts.")
    may_publish: bool
    level: LevelName | None = Field(description="What reaches you from here.")
    starred: bool
    keepers: list[KeeperRef] = Field(description="Who looks after it.")
    life: SpaceLife


class SpacePage(Shape):
    items: list[ListedSpace]
    next: str | None


def in_languages(name: str, says: str, longest: int) -> Any:
    """A shape with one text for each language that is installed or that people work in."""
    texts: dict[str, Any] = {code: (words(longest), None) for code in LANGUAGES}
    return create_model(name, __base__=Given, __doc__=says, **texts)


LANGUAGES = tuple(dict.fromkeys([*dict(settings.LANGUAGES), *SPOKEN]))
LanguageName = Literal[LANGUAGES]  # type: ignore[valid-type]  # known when the network starts
Names = in_languages("Names", "Names in further languages than the space’s own; an empty text takes one away.", 120)
Purposes = in_languages("Purposes", "The same for purposes.", 2000)


CareHours = Annotated[float, Field(ge=0, le=168, description="Hours a week for its keepers; two to four is usual.")]


class SpaceGiven(Given):
    """A new space; you are its first owner."""

    name: Name  # type: ignore[valid-type]  # made by a function
    purpose: Purpose = ""  # type: ignore[valid-type]  # made by a function
    openness: OpennessName = "open"
    joining: JoiningName = "free"
    language: LanguageName = "fr"
    names: Names = unsent()  # type: ignore[valid-type]  # made by a function
    purposes: Purposes = unsent()  # type: ignore[valid-type]  # made by a function
    meant_for: words(300) = ""  # type: ignore[valid-type]  # made by a function
    template: TemplateName = "community"
    category: words(60) = ""  # type: ignore[valid-type]  # made by a function
    sponsor: Key | None = Field(None, description="The id of the colleague who carries it.")
    care_hours: CareHours | None = None
    review_on: Day | None = None


class SpaceChange(Given):
    """What a space says about itself, who sees it and how one joins; what is not sent stays as it is.

    `sponsor`, `care_hours` and `review_on` are taken away by null.
    """

    name: Name = None  # type: ignore[valid-type]  # made by a function
    purpose: Purpose = None  # type: ignore[valid-type]  # made by a function
    openness: OpennessName = unsent()
    joining: JoiningName = unsent()
    language: LanguageName = unsent()
    names: Names = unsent()  # type: ignore[valid-type]  # made by a function
    purposes: Purposes = unsent()  # type: ignore[valid-type]  # made by a function
    meant_for: words(300) = None  # type: ignore[valid-type]  # made by a function
    template: TemplateName = unsent()
    category: words(60) = None  # type: ignore[valid-type]  # made by a function
    sponsor: Key | None = unsent()
    care_hours: CareHours | None = unsent()
    review_on: Day | None = unsent()


class Membership(Shape):
    """A person in a space. `level` and `starred` are shown to the person alone."""

    id: str
    space: SpaceRef
    person: PersonRef
    role: RoleName
    joined_at: datetime
    level: LevelName | None
    starred: bool | None


class MembershipPage(Shape):
    items: list[Membership]
    next: str | None


class MembershipGiven(Given):
    """Which space to join."""

    space: Key


class MembershipChange(Given):
    """A new role, given by an owner; or what you set for yourself."""

    role: RoleName = unsent()
    level: LevelName = unsent()
    starred: bool = unsent()


MembershipId = Annotated[str, Field(pattern=r"^[2-9a-hjkmnp-z]{6,16}-[2-9a-hjkmnp-z]{6,16}$")]


class Asking(Shape):
    """Somebody who asks to join."""

    person: PersonRef
    words: str
    at: datetime


class RequestPage(Shape):
    items: list[Asking]
    next: str | None


class Invited(Shape):
    """Somebody whose place is kept."""

    person: PersonRef
    by: str = Field(description="The name of who invited.")
    at: datetime
    mailed_at: datetime | None = Field(description="When a guest who is not here yet was mailed the way in.")


class InvitationPage(Shape):
    items: list[Invited]
    next: str | None


class RequestGiven(Given):
    words: Plea = ""  # type: ignore[valid-type]  # made by a function


class AnswerGiven(Given):
    accept: bool


class InvitationGiven(Given):
    """Without a role: as a member, or as a guest if they are one."""

    role: Literal["manager"] | None = None
    mail_again: bool = Field(False, description="Mail a guest who was invited here and did not come a new link.")


class GuestGiven(Given):
    """Somebody of a partner firm."""

    email: words(254, shortest=3, description="In plain letters; the way in is mailed there.")  # type: ignore[valid-type]  # made by a function
    name: words(150, shortest=1)  # type: ignore[valid-type]  # made by a function


class UnitRef(Shape):
    """An entity of the company."""

    id: str
    name: str


class Choices(Shape):
    """What discovery may be limited to."""

    countries: list[str]
    units: list[UnitRef]


class Discovery(Shape):
    """Who finds a space: people of these countries or entities; none at all: every employee."""

    countries: list[str] = Field(description="ISO 3166-1 alpha-2.")
    units: list[UnitRef]
    choices: Choices | None = Field(description="What you may choose from; none where it is not yours to decide.")


class DiscoveryGiven(Given):
    """All limits from now on; two empty lists take every limit away."""

    countries: Annotated[list[Country], Field(max_length=250)] = Field(description="ISO 3166-1 alpha-2, of `choices`.")
    units: Annotated[list[Key], Field(max_length=200)] = Field(description="Ids of entities, of `choices`.")


class Look(Shape):
    """An administrator looked into a closed or secret space; those inside see who, why and until when."""

    by: str = Field(description="The name of who looked in.")
    reason: str
    at: datetime
    until: datetime


class LookPage(Shape):
    items: list[Look]
    next: str | None


class Broken(Look):
    """The glass you broke: the space may be read until then."""

    space: str = Field(description="Its id.")


class KeylessSpace(Shape):
    """A space whose owners have all left."""

    id: str
    name: str | None = Field(description="None where you do not see the space.")
    member_count: int
    inside: bool = Field(description="Somebody there could keep it.")
    active_at: datetime


class KeylessPage(Shape):
    items: list[KeylessSpace]
    next: str | None


class OwnerGiven(Given):
    """Who shall keep it: one of its members; where none is left, a colleague from outside."""

    person: Key


class GlassGiven(Given):
    space: Key
    reason: words(1000, shortest=1, description="The owners of the space read it, with your name.")  # type: ignore[valid-type]  # made by a function


class Proposal(Shape):
    """A space that somebody asks for, with what decides its life."""

    id: str
    state: Literal["open", "created", "refused"]
    name: str
    purpose: str
    meant_for: str
    template: TemplateName | None
    openness: OpennessName
    joining: JoiningName
    category: str
    language: str
    sponsor: PersonRef | None
    care_hours: float | None = Field(description="Hours of care a week.")
    proposed_by: PersonRef
    at: datetime
    refusal: str | None = Field(description="Why not.")
    space: SpaceRef | None = Field(description="What came of it, where it exists for you.")
    alike: list[SpaceRef] = Field(description="For who answers: spaces that speak of the same.")


class ProposalPage(Shape):
    items: list[Proposal]
    next: str | None


class ProposalGiven(Given):
    """What decides a space’s life. Look at `/spaces/similar` first."""

    name: Name  # type: ignore[valid-type]  # made by a function
    purpose: words(2000, shortest=1, description="What becomes better when this space works.")  # type: ignore[valid-type]  # made by a function
    meant_for: words(300, shortest=1, description="Trades, countries, about how many.")  # type: ignore[valid-type]  # made by a function
    sponsor: Key = Field(description="The id of the colleague who carries it.")
    care_hours: float = Field(ge=0, le=168, description="Hours a week for its keepers; two to four is usual.")
    template: TemplateName = "community"
    openness: OpennessName = "open"
    joining: JoiningName = Field("free", description="A secret space is joined by invitation, whatever is sent.")
    category: words(60) = ""  # type: ignore[valid-type]  # made by a function
    language: LanguageName | None = Field(None, description="None: yours.")


class ProposalAnswer(Given):
    accept: bool = Field(description="True: the space is created, and who proposed it owns it.")
    refusal: words(2000, description="Why not; needed to refuse, and read by who proposed it.") = ""  # type: ignore[valid-type]  # made by a function
