"""Conversations and messages, as the API takes and shows them."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, model_validator

from terreau.foundation.access.addresses import KEY
from terreau.foundation.access.endpoints import Given, Key, PersonRef, Shape, any_of, unsent, words
from terreau.foundation.storage.schemas import File

LONGEST = 10_000  # characters, as on the page
MessageId = Annotated[
    str, Field(pattern=f"^{KEY}-[1-9][0-9]{{0,14}}$", description="The conversation’s id and the number, with a dash.")
]
Number = Annotated[int, Field(ge=1, le=10**15)]
ReactionName = Literal["useful", "thanks", "agree", "well_done", "support", "explore"]
Keys = Annotated[list[Key], Field(max_length=20)]
Html: Any = words(LONGEST, shortest=1, description="Rich text as HTML; what is not allowed is left out.")
Plain: Any = words(LONGEST, shortest=1, description="Plain text instead of `body`.")
Name: Any = words(120)


class Participant(Shape):
    """Somebody in a conversation."""

    person: PersonRef
    joined_at: datetime
    added_by: str | None = Field(description="The id of who added them, where they are in it too.")
    read: int | None = Field(description="The number up to which they have read; null where it is not shown.")


class Reactions(Shape):
    """Who reacted in one way, by name."""

    kind: ReactionName
    people: list[str]


class Quote(Shape):
    """What a message replies to; without words where you came later or where it was withdrawn."""

    id: str | None
    author: str
    text: str


class Message(Shape):
    """Something said, or an event of a conversation of several (then `event` says in words what happened)."""

    id: str
    url: str
    conversation: str
    number: int
    author: PersonRef
    event: str | None
    body: str
    text: str
    language: str
    sent_at: datetime
    edited_at: datetime | None
    withdrawn: bool
    answers: Quote | None
    attachments: list[File]
    reactions: list[Reactions]
    my_reaction: ReactionName | None


class ConversationRow(Shape):
    """A conversation in your list."""

    id: str
    url: str
    title: str = Field(description="Its name, the other person, or the first names of those in it.")
    group: bool
    unread: int
    muted: bool
    active_at: datetime
    words: str = Field(description="The beginning of what was said last.")


class ConversationPage(Shape):
    items: list[ConversationRow]
    next: str | None


class Conversation(Shape):
    """A conversation with everybody in it."""

    id: str
    url: str
    title: str
    name: str
    group: bool
    last: int = Field(description="The number of its last message.")
    read: int = Field(description="The number up to which you have read.")
    muted: bool
    may_send: bool
    participants: list[Participant]


class MessagePage(Shape):
    """Messages oldest first; `next` leads to earlier ones."""

    items: list[Message]
    next: str | None


class WordingShape(Shape):
    """What a message said before."""

    body: str
    text: str
    at: datetime


class WordingPage(Shape):
    items: list[WordingShape]
    next: None


class ConversationGiven(Given):
    """With whom: one person is the conversation you have with them, several or a `name` begin one of several."""

    model_config = ConfigDict(json_schema_extra={"required": ["people"]})

    people: Annotated[list[Key], Field(min_length=1, max_length=99)]
    name: Name = ""
    text: Plain = ""


class ConversationChange(Given):
    """Another name of a conversation of several, or what you want to hear of it."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    name: Name = unsent()
    muted: bool = unsent()

    @model_validator(mode="after")
    def says_something(self) -> "ConversationChange":
        if not self.model_fields_set:
            raise ValueError("say what changes: name or muted")
        return self


class MessageGiven(Given):
    """A message: words or a file at least. `answers`: the number of the message it replies to."""

    model_config = ConfigDict(json_schema_extra=any_of("body", "text", "files"))

    body: Html = ""
    text: Plain = ""
    answers: Number | None = None
    files: Keys = []

    @model_validator(mode="after")
    def says_something(self) -> "MessageGiven":
        if not (self.body or self.text or self.files):
            raise ValueError("say something: body, text or files")
        return self


class MessageChange(Given):
    """Other words of your own message."""

    model_config = ConfigDict(json_schema_extra=any_of("body", "text"))

    body: Html = ""
    text: Plain = ""

    @model_validator(mode="after")
    def says_something(self) -> "MessageChange":
        if not (self.body or self.text):
            raise ValueError("say something: body or text")
        return self


class ReactionGiven(Given):
    kind: ReactionName


class ReadGiven(Given):
    """Up to which number you have read; nothing: all of it."""

    upto: Number = unsent()


class Reading(Shape):
    """Whether others see up to where you have read, and you of them."""

    shown: bool


class ReadingGiven(Given):
    shown: bool
