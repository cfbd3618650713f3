"""What a search finds, as the API shows it."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from terreau.foundation.access.endpoints import Shape

KindName = Literal["post", "comment", "page", "event", "person", "space", "file", "document", "message"]


class Place(Shape):
    name: str
    url: str


class Hit(Shape):
    """One thing found. `highlighted` is safe HTML with the words found in `<mark>`.

    A `document` is a file kept in the folders of a space, a `file` one that hangs on a post, a reply or a page.
    """

    kind: KindName
    id: str
    url: str
    title: str
    highlighted: str
    place: Place | None = Field(description="Where it stands.")
    author: str | None
    at: datetime | None


class Kinds(Shape):
    """How many of each kind were found; documents are counted among the files."""

    post: int
    comment: int
    page: int
    event: int
    person: int
    space: int
    file: int
    message: int = Field(description="In your own conversations.")


class Found(Shape):
    items: list[Hit]
    next: str | None
    total: int
    more: bool = Field(description="There are more than were counted.")
    kinds: Kinds
