"""Spaces and memberships, as the API takes and shows them."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from terreau.foundation.access.endpoints import Given, Key, PersonRef, Shape, SpaceRef, unsent, words

OpennessName = Literal["open", "closed", "secret"]
JoiningName = Literal["free", "request", "invitation"]
RoleName = Literal["owner", "manager", "member", "guest"]
LevelName = Literal["all", "digest", "mentions", "none"]
Name = words(120, shortest=1)
Purpose = words(2000)
Plea = words(1000)


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


class Space(ListedSpace):
    """A space whole."""

    joining: JoiningName
    source: str | None = Field(description="Where it was imported from.")
    readable: bool = Field(description="You may read its posts.")
    may_publish: bool
    level: LevelName | None = Field(description="What reaches you from here.")
    starred: bool
    keepers: list[KeeperRef] = Field(description="Who looks after it.")


class SpacePage(Shape):
    items: list[ListedSpace]
    next: str | None


class SpaceGiven(Given):
    """A new space; you are its first owner."""

    name: Name  # type: ignore[valid-type]  # made by a function
    purpose: Purpose = ""  # type: ignore[valid-type]  # made by a function
    openness: OpennessName = "open"
    joining: JoiningName = "free"
    language: Literal["fr", "en"] = "fr"


class SpaceChange(Given):
    """What a space says about itself, who sees it and how one joins; what is not sent stays as it is."""

    name: Name = None  # type: ignore[valid-type]  # made by a function
    purpose: Purpose = None  # type: ignore[valid-type]  # made by a function
    openness: OpennessName = unsent()
    joining: JoiningName = unsent()


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
