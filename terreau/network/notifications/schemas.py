"""Notices and what one is told, as the API takes and shows them."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from terreau.foundation.access.endpoints import Given, PersonRef, Shape, SpaceRef, unsent

NoticeKind = Literal[
    "mention",
    "kudos",
    "reply",
    "accepted",
    "followed",
    "reaction",
    "required",
    "post",
    "page",
    "event",
    "planned",
    "reminder",
    "message",
    "invitation",
    "request",
    "proposal",
    "answer",
    "role",
    "glass",
    "lent",
    "unsent",
]
ChannelName = Literal["mail", "digest", "centre", "nothing"]
RhythmName = Literal["daily", "weekly", "never"]
LevelName = Literal["all", "digest", "mentions", "none"]


def _whole(value: object) -> object:
    """In JSON 8.0 is the number 8."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Hour = Annotated[int, BeforeValidator(_whole), Field(ge=0, le=23, description="On your own clock.")]


class ThingRef(Shape):
    """What a notice is about."""

    kind: Literal["post", "comment", "page", "event", "message", "space", "draft"]
    id: str


class Notice(Shape):
    """Something that names or concerns you."""

    id: str
    kind: NoticeKind
    text: str = Field(description="What happened, in your language.")
    excerpt: str = Field(description="The beginning of what it is about, where that says more.")
    url: str
    place: str = Field(description="The name of the space.")
    thing: ThingRef | None
    actor: PersonRef | None = Field(description="Who did it; none where they are gone.")
    at: datetime
    read_at: datetime | None


class NoticePage(Shape):
    items: list[Notice]
    next: str | None


class Waiting(Shape):
    """What the bell shows."""

    unread: int = Field(description="What belongs together counts once; counted up to 100.")
    more: bool = Field(description="There are at least so many: more than 99, or hundreds of notices in few lines.")


class SpaceLevel(Shape):
    """What reaches you from one of your spaces, besides what names you."""

    space: SpaceRef
    level: LevelName


class Settings(Shape):
    """What reaches you, how, and when."""

    kinds: dict[NoticeKind, ChannelName] = Field(description="How each kind of notice reaches you.")
    digest: RhythmName
    hour: Hour
    spaces: list[SpaceLevel]


class SettingsChange(Given):
    """New choices; what is not sent stays as it is."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    kinds: dict[NoticeKind, ChannelName] = unsent()
    digest: RhythmName = unsent()
    hour: Hour = unsent()

    @model_validator(mode="after")
    def chooses_something(self) -> "SettingsChange":
        if not self.model_fields_set:
            raise ValueError("one choice at least is needed")
        return self


class LevelGiven(Given):
    level: LevelName
