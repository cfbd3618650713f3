"""People, as the API takes and shows them."""

from typing import Annotated, Literal

from pydantic import Field

from terreau.foundation.access.endpoints import Given, Shape, unsent, words

Spoken = Literal["fr", "en", "de", "pt", "pl", "es", "ar", "it", "vi", "tr"]
Line = words(160)
Skill = words(80, shortest=1)
Skills = Annotated[list[Skill], Field(max_length=30)]  # type: ignore[valid-type]  # made by a function


class Person(Shape):
    """Someone in the directory."""

    id: str
    url: str
    name: str
    title: str
    site: str
    country: str = Field(description="ISO 3166-1 alpha-2.")
    languages: list[str]
    skills: list[str]
    followed: bool = Field(description="You follow them.")
    photo: str | None = Field(description="The address of a small copy of their photo.")


class CustomLine(Shape):
    """A further line that an administrator added to the profiles."""

    name: str
    value: str


class Profile(Person):
    """Someone’s whole profile."""

    unit: str
    pronunciation: str
    about: str
    ask_me_about: list[str]
    phone: str
    here: bool = Field(description="False: known from an import or an invitation, never signed in.")
    left: bool = Field(description="No longer with the company.")
    followers: int
    custom: list[CustomLine]
    source: str | None = Field(description="Where the profile was imported from.")


class PersonPage(Shape):
    items: list[Person]
    next: str | None


class Branch(Shape):
    """A unit of the company’s tree, with what hangs directly under it."""

    id: str
    url: str
    name: str
    units: int = Field(description="How many units hang directly under it.")
    people: int = Field(description="How many people are placed in itself.")


class UnitPage(Shape):
    items: list[Branch]
    next: str | None


class Step(Shape):
    """A unit on the way down."""

    id: str
    name: str
    url: str


class UnitWhole(Shape):
    """A unit: what stands above and below it, and who works in it."""

    id: str
    name: str
    country: str = Field(description="ISO 3166-1 alpha-2; empty where it has none of its own.")
    above: list[Step] = Field(description="From the top down.")
    below: list[Branch]
    leads: list[Person] = Field(description="Three at most; on the first page of people.")
    people: list[Person]
    next: str | None = Field(description="Give it back as `before` for the following people.")


class Me(Profile):
    """Your own profile, with what is yours alone."""

    username: str | None
    email: str | None
    kind: Literal["member", "guest", "bot", "system"]
    language: str
    time_zone: str


class ProfileChange(Given):
    """What you say about yourself; what is not sent stays as it is, an empty text takes a line away."""

    name: words(150, shortest=1) = None  # type: ignore[valid-type]  # made by a function; None: not sent
    title: Line = None  # type: ignore[valid-type]  # made by a function; None: not sent
    ask_me_about: words(300) = None  # type: ignore[valid-type]  # made by a function
    pronunciation: words(120) = None  # type: ignore[valid-type]  # made by a function
    phone: words(40) = None  # type: ignore[valid-type]  # made by a function
    about: words(2000) = None  # type: ignore[valid-type]  # made by a function
    skills: Skills = unsent()
    languages: list[Spoken] = unsent()
