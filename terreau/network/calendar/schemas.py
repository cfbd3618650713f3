"""Events, as the API takes and shows them."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, model_validator

from terreau.foundation.access.endpoints import (
    Day,
    Given,
    Key,
    Moment,
    PersonRef,
    Shape,
    SpaceRef,
    any_of,
    unsent,
    words,
)
from terreau.foundation.text.rhythms import MOST

MOST_SEATS = 5_000

LONGEST = 20_000
Html: Any = words(LONGEST, shortest=1, description="Rich text as HTML; what is not allowed is left out.")
Plain: Any = words(LONGEST, shortest=1, description="Plain text instead of `body`.")
Title: Any = words(200, shortest=1)
Place: Any = words(200)
Link: Any = words(500)
Zone: Any = words(64, shortest=1, description="The time zone of its place, such as Europe/Paris.")
Why: Any = words(300)
About: Any = words(200)
SlotMinutes = Annotated[int, Field(ge=5, le=240, description="Makes it office hours: one slot a person.")]
Seats = Annotated[int, Field(ge=1, le=MOST_SEATS, description="How many can come; not sent: as many as come.")]
RhythmName = Literal["weekly", "fortnightly", "monthly", "monthly_weekday"]
ScopeName = Literal["this", "following"]
Scope = Annotated[ScopeName, Field(description="Of a series: this one alone, or with all later ones.")]
ChoiceName = Literal["yes", "waiting", "perhaps", "no", "asked"]


class Attendance(Shape):
    """How many answered what, and your own answer."""

    seats: int | None = Field(description="None: as many as come.")
    coming: int
    waiting: int
    perhaps: int
    mine: ChoiceName | None = Field(description="`waiting`: you said yes when every seat was taken.")
    place: int | None = Field(description="Yours on the waiting list, from 1.")


class Slot(Shape):
    """One slot of office hours. `person` and `about` are read by who offers it and by who has it."""

    number: int
    starts_at: datetime
    ends_at: datetime
    free: bool
    mine: bool
    person: PersonRef | None
    about: str


class Series(Shape):
    """It is the `place`-th of `count` events."""

    rhythm: RhythmName
    place: int
    count: int


class CalledOff(Shape):
    """It does not take place."""

    why: str
    at: datetime


class EventInList(Shape):
    """An event in a list."""

    id: str
    url: str
    title: str
    language: str
    space: SpaceRef
    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str
    link: str
    called_off: bool


class EventPage(Shape):
    items: list[EventInList]
    next: str | None


class Event(Shape):
    """An event as it stands now."""

    id: str
    url: str
    title: str
    body: str = Field(description="Rich text as safe HTML.")
    text: str = Field(description="The same as plain text.")
    language: str
    space: SpaceRef
    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str
    link: str
    organiser: PersonRef
    attendance: Attendance
    called_off: CalledOff | None
    series: Series | None
    slots: list[Slot] = Field(description="Of office hours; none of other events.")
    conversation: str | None = Field(description="The id of the post whose replies are its conversation.")


class Repeat(Given):
    """It comes again: so many `times`, or until a day, that day included; one of the two."""

    rhythm: RhythmName
    times: Annotated[int, Field(ge=2, le=MOST)] = unsent()
    until: Day = unsent()

    @model_validator(mode="after")
    def ends(self) -> "Repeat":
        if not self.model_fields_set & {"times", "until"}:
            raise ValueError("say how many times, or until which day")
        return self


class EventGiven(Given):
    """A new event; `body` or `text`."""

    model_config = ConfigDict(json_schema_extra={"required": ["space", "title", "starts_at", "ends_at", "zone"]})

    space: Key
    title: Title
    starts_at: Moment
    ends_at: Moment
    zone: Zone
    place: Place = ""
    link: Link = ""
    body: Html = ""
    text: Plain = ""
    seats: Seats = unsent()
    slot_minutes: SlotMinutes = unsent()
    repeat: Repeat = unsent()


class EventChange(Given):
    """What is not sent stays as it is; `seats` null: as many as come."""

    model_config = ConfigDict(
        json_schema_extra=any_of("title", "starts_at", "ends_at", "zone", "place", "link", "body", "text", "seats")
    )

    title: Title = unsent()
    starts_at: Moment = unsent()
    ends_at: Moment = unsent()
    zone: Zone = unsent()
    place: Place = unsent()
    link: Link = unsent()
    body: Html = unsent()
    text: Plain = unsent()
    seats: Seats | None = unsent()
    scope: Scope = "this"

    @model_validator(mode="after")
    def says_something(self) -> "EventChange":
        if not self.model_fields_set - {"scope"}:
            raise ValueError("say what changes")
        return self


class Reason(Given):
    """Why it does not take place, in one sentence."""

    why: Why = ""
    scope: Scope = "this"


class SlotGiven(Given):
    """Which slot you take, and what about."""

    slot: Annotated[int, Field(ge=0, le=10_000)]
    about: About = ""


class AnswerGiven(Given):
    """Whether you come. A yes waits where every seat is taken."""

    choice: Literal["yes", "perhaps", "no"]


class PersonAnswer(Shape):
    """What somebody answered."""

    person: PersonRef
    choice: ChoiceName


class AnswerPage(Shape):
    """In the order in which they came: those who come first."""

    items: list[PersonAnswer]
    next: None


class Asked(Given):
    """Whom you ask to come."""

    people: Annotated[list[Key], Field(max_length=50)]


class Count(Shape):
    """How many people were asked who had not been asked and had not answered."""

    asked: int


class Conversation(Shape):
    """The post whose replies are the conversation."""

    id: str
