"""Pages, as the API takes and shows them."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field, model_validator

from terreau.foundation.access.endpoints import Given, Key, PersonRef, Shape, SpaceRef, any_of, unsent, words
from terreau.foundation.storage.schemas import File

LONGEST = 100_000
Keys = Annotated[list[Key], Field(max_length=50)]
Html: Any = words(LONGEST, shortest=1, description="Rich text as HTML; what is not allowed is left out.")
Plain: Any = words(LONGEST, shortest=1, description="Plain text instead of `body`.")
Title: Any = words(200, shortest=1)
Number = Annotated[int, Field(ge=1, le=2_000_000_000)]


class Node(Shape):
    """A page among those of its space, in the order in which one reads them."""

    id: str
    url: str
    title: str
    language: str
    parent: str | None = Field(description="The id of the page it stands below.")
    changed_at: datetime
    outdated: bool = Field(description="Somebody says so, or the day of its review is over.")


class Tree(Shape):
    items: list[Node]
    next: None


class Doubt(Shape):
    """Somebody says that the page may be outdated."""

    why: str
    at: datetime


class Page(Shape):
    """A page as it stands now."""

    id: str
    url: str
    title: str
    body: str = Field(description="Rich text as safe HTML.")
    text: str = Field(description="The same as plain text.")
    language: str
    space: SpaceRef
    parent: str | None
    version: int
    owner: PersonRef | None
    review_on: date | None
    changed_by: PersonRef
    changed_at: datetime
    doubt: Doubt | None
    attachments: list[File]
    conversation: str | None = Field(description="The id of the post whose replies are its conversation.")


class Version(Shape):
    """One version in the list of them."""

    version: int
    title: str
    by: str
    at: datetime
    minor: bool
    restored: int | None = Field(description="The version it was brought back from.")


class VersionPage(Shape):
    items: list[Version]
    next: None


class VersionText(Shape):
    """What a page said in one version."""

    version: int
    title: str
    body: str
    text: str
    by: str
    at: datetime


class PageGiven(Given):
    """A new page; `body` or `text`."""

    model_config = ConfigDict(json_schema_extra={"required": ["space", "title"]})

    space: Key
    title: Title
    body: Html = ""
    text: Plain = ""
    parent: Key | None = None
    files: Keys = []


class PageChange(Given):
    """The next version: what is not sent stays as it is. `version` is the one you read."""

    model_config = ConfigDict(json_schema_extra=any_of("title", "body", "text", "files"))

    version: Number
    title: Title = ""
    body: Html = ""
    text: Plain = ""
    minor: bool = False
    files: Keys = unsent()

    @model_validator(mode="after")
    def says_something(self) -> "PageChange":
        if not (self.title or self.body or self.text or self.files is not None):
            raise ValueError("say what changes: title, body, text or files")
        return self


class Place(Given):
    """Below which page; null: among the first ones."""

    parent: Key | None


class Destination(Given):
    """Another space."""

    space: Key


class Conversation(Shape):
    """The post whose replies are the conversation."""

    id: str
