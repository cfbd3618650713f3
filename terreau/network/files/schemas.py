"""The files of a space, as the API takes and shows them."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from terreau.foundation.access.endpoints import Given, Key, PersonRef, Shape, SpaceRef, unsent, words
from terreau.foundation.storage.schemas import File

LONGEST = 120  # characters of a name
Name: Any = words(LONGEST, shortest=1)
Number = Annotated[int, Field(ge=1, le=2_000_000_000)]


class Folder(Shape):
    """A folder of a space."""

    id: str
    url: str
    name: str
    parent: str | None = Field(description="The id of the folder it stands in; null: among the first ones.")


class Folders(Shape):
    items: list[Folder]
    next: None


class Document(Shape):
    """A file in the folders of a space. `file` is its newest version; `url` its page, the same for all versions."""

    id: str
    url: str
    name: str
    space: SpaceRef
    folder: str | None = Field(description="The id of its folder; null: in none.")
    version: int
    file: File
    changed_by: PersonRef
    changed_at: datetime


class DocumentPage(Shape):
    items: list[Document]
    next: str | None


class DocumentVersion(Shape):
    """One version of a file, with its content."""

    version: int
    file: File
    by: str
    at: datetime
    restored: int | None = Field(description="The version it was brought back from.")


class DocumentVersions(Shape):
    items: list[DocumentVersion]
    next: None


class FolderGiven(Given):
    """A new folder."""

    space: Key
    name: Name
    parent: Key | None = None


class DocumentGiven(Given):
    """A file sent before (`POST /files`) goes into a folder, under its own name or another."""

    space: Key
    folder: Key | None = None
    file: Key
    name: Name = unsent()


class VersionGiven(Given):
    """A file sent before (`POST /files`) is the newest version."""

    file: Key


class NameGiven(Given):
    """Another name."""

    name: Name


class Placed(Given):
    """Into which folder, null: among the first ones; of which space, where it is another one."""

    folder: Key | None
    space: Key = unsent()


class Talk(Shape):
    """The post whose replies are the conversation."""

    id: str
