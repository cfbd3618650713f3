"""Posts, replies and reactions, as the API takes and shows them."""

from datetime import date, datetime
from typing import Annotated, Literal

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
from terreau.foundation.storage.schemas import File

KindName = Literal["message", "question", "announcement", "kudos"]
ReactionName = Literal["useful", "thanks", "agree", "well_done", "support", "explore"]
LONGEST = 100_000


Keys = Annotated[list[Key], Field(max_length=50)]
Html = words(LONGEST, shortest=1, description="Rich text as HTML; what is not allowed is left out.")
Plain = words(LONGEST, shortest=1, description="Plain text instead of `body`.")
Title = words(200, shortest=1)


class Reactions(Shape):
    """How many people reacted, by kind."""

    useful: int
    thanks: int
    agree: int
    well_done: int
    support: int
    explore: int


class Link(Shape):
    """The web page a post points to, in short."""

    url: str
    title: str
    description: str


class About(Shape):
    """A thing that is talked about: a page."""

    kind: str
    id: str
    name: str
    url: str


class Reply(Shape):
    """A reply to a post, or to another reply. A withdrawn one has no words and stays while others hang on it."""

    id: str
    url: str
    post: str = Field(description="The post’s id.")
    author: PersonRef
    body: str
    text: str
    language: str
    published_at: datetime
    edited_at: datetime | None
    withdrawn: bool
    accepted: bool = Field(description="It answers the question.")
    reactions: Reactions
    my_reaction: ReactionName | None
    source: str | None = Field(description="Where it was imported from.")
    attachments: list[File]


class Comment(Reply):
    """A reply to a post, with the replies to it."""

    replies: list[Reply]


class Post(Shape):
    """A post as its reader finds it: the last lines are the reader’s own."""

    id: str
    url: str
    kind: KindName
    title: str
    body: str = Field(description="Rich text as safe HTML.")
    text: str = Field(description="The same as plain text.")
    language: str
    space: SpaceRef
    author: PersonRef
    on_behalf_of: PersonRef | None
    published_at: datetime
    edited_at: datetime | None
    pinned: bool
    required_by: date | None = Field(description="An announcement to be confirmed by this day.")
    comment_count: int
    reactions: Reactions
    accepted_comment: str | None = Field(description="The id of the reply that answers the question.")
    source: str | None = Field(description="Where it was imported from.")
    tags: list[str]
    thanked: list[PersonRef]
    link: Link | None
    attachments: list[File]
    my_reaction: ReactionName | None
    unread: bool
    bookmarked: bool
    following: bool
    muted: bool
    acknowledged: bool
    about: About | None = Field(description="The thing whose conversation this is, as its reader sees it.")


class FeedPost(Post):
    """A post in a feed, with its newest replies."""

    latest_comments: list[Reply]


class PostPage(Shape):
    items: list[FeedPost]
    next: str | None


class CommentPage(Shape):
    """Replies oldest first; `next` leads to earlier ones."""

    items: list[Comment]
    next: str | None


class Reacted(Shape):
    """What a thing’s reactions are now."""

    reactions: Reactions
    my_reaction: ReactionName | None


class PostGiven(Given):
    """A new post: a title, a text or a file at least."""

    model_config = ConfigDict(json_schema_extra=any_of("title", "body", "text"))

    space: Key
    kind: KindName = "message"
    title: Title = ""  # type: ignore[valid-type]  # made by a function
    body: Html = ""  # type: ignore[valid-type]  # made by a function
    text: Plain = ""  # type: ignore[valid-type]  # made by a function
    files: Keys = Field([], description="Ids of files uploaded before (POST /files), not yet used elsewhere.")
    required_by: Day | None = Field(None, description="For announcements: to be confirmed by this day.")
    thanked: Keys = Field([], description="For kudos: whom it thanks.")
    on_behalf_of: Key | None = Field(None, description="A leader who lent you their name in this space.")
    minor: bool = Field(False, description="Tell nobody.")

    @model_validator(mode="after")
    def says_something(self) -> "PostGiven":
        if not (self.title or self.body or self.text):
            raise ValueError("a title, a body or a text is needed")
        return self


class PostChange(Given):
    """The next version of a post; what is not sent stays as it is."""

    model_config = ConfigDict(json_schema_extra=any_of("title", "body", "text", "files"))

    title: Title = ""  # type: ignore[valid-type]  # made by a function
    body: Html = ""  # type: ignore[valid-type]  # made by a function
    text: Plain = ""  # type: ignore[valid-type]  # made by a function
    files: Keys = unsent()
    minor: bool = Field(False, description="Tell nobody; for a spelling mistake.")

    @model_validator(mode="after")
    def changes_something(self) -> "PostChange":
        if not (self.title or self.body or self.text or self.files is not None):
            raise ValueError("a title, a body, a text or files are needed")
        return self


class CommentGiven(Given):
    """A new reply."""

    model_config = ConfigDict(json_schema_extra=any_of("body", "text"))

    body: Html = ""  # type: ignore[valid-type]  # made by a function
    text: Plain = ""  # type: ignore[valid-type]  # made by a function
    parent: Key | None = Field(None, description="The reply it replies to.")
    files: Keys = Field([], description="Ids of files uploaded before (POST /files).")
    minor: bool = Field(False, description="Tell nobody.")

    @model_validator(mode="after")
    def says_something(self) -> "CommentGiven":
        if not (self.body or self.text):
            raise ValueError("a body or a text is needed")
        return self


class CommentChange(Given):
    """The next version of a reply."""

    model_config = ConfigDict(json_schema_extra=any_of("body", "text"))

    body: Html = ""  # type: ignore[valid-type]  # made by a function
    text: Plain = ""  # type: ignore[valid-type]  # made by a function

    @model_validator(mode="after")
    def says_something(self) -> "CommentChange":
        if not (self.body or self.text):
            raise ValueError("a body or a text is needed")
        return self


class ReactionGiven(Given):
    kind: ReactionName = "useful"


class FollowGiven(Given):
    muted: bool = Field(False, description="Hear nothing of it instead.")


class Share(Shape):
    """A space in which a post is shown too."""

    space: SpaceRef
    by: str = Field(description="The name of who shared it.")
    at: datetime
    removable: bool = Field(description="You may take it out there.")


class SharePage(Shape):
    items: list[Share]
    next: str | None


class Destination(Given):
    """Where a post goes."""

    space: Key


class Version(Shape):
    """What was said before an edit."""

    by: str = Field(description="The name of who edited it.")
    at: datetime = Field(description="When the edit was made.")
    minor: bool
    title: str
    text: str = Field(description="Plain text.")


class VersionPage(Shape):
    items: list[Version]
    next: str | None


class Withdrawn(Shape):
    """A withdrawn post that you may bring back."""

    id: str
    title: str
    space: str = Field(description="The name of its space.")
    at: datetime
    until: datetime = Field(description="Until when it can come back.")


class WithdrawnPage(Shape):
    items: list[Withdrawn]
    next: str | None


class Draft(Shape):
    """A post that is not published yet."""

    id: str
    url: str
    kind: KindName
    title: str
    body: str
    text: str
    space: SpaceRef | None = Field(description="Where it will stand; none where that is open, or gone for you.")
    on_behalf_of: str | None = Field(description="The id of the leader it will speak for.")
    required_by: date | None
    thanked: list[str] = Field(description="The ids of those it will thank.")
    minor: bool
    attachments: list[File]
    saved_at: datetime
    publish_at: datetime | None
    refused: str | None = Field(description="Why it was not published at its moment.")


class DraftPage(Shape):
    items: list[Draft]
    next: str | None


class DraftGiven(Given):
    """What is written so far; of `body` and `text` one is enough."""

    space: Key | None = None
    kind: KindName = "message"
    title: words(200) = ""  # type: ignore[valid-type]  # made by a function
    body: words(LONGEST, description="Rich text as HTML; what is not allowed is left out.") = ""  # type: ignore[valid-type]  # made by a function
    text: words(LONGEST, description="Plain text instead of `body`.") = ""  # type: ignore[valid-type]  # made by a function
    files: Keys = Field([], description="Ids of files uploaded before (POST /files), all it has from now on.")
    required_by: Day | None = None
    thanked: Keys = Field([], description="For kudos: whom it thanks.")
    on_behalf_of: Key | None = None
    minor: bool = False


class MomentGiven(Given):
    at: Moment = Field(description="A moment to come, within a year.")


class Delegation(Shape):
    """A name lent: `writer` may publish in the name of `leader`, in one space, until a moment."""

    id: int
    leader: PersonRef
    writer: PersonRef
    space: SpaceRef
    until: datetime


class DelegationPage(Shape):
    items: list[Delegation]
    next: str | None


class DelegationGiven(Given):
    writer: Key
    space: Key
    until: Day


class Due(Shape):
    """A reading asked of you that you have not confirmed."""

    post: str = Field(description="The post’s id; confirm at `/posts/{id}/acknowledgement`.")
    url: str
    title: str
    required_by: date
    late: bool


class DuePage(Shape):
    items: list[Due]
    next: str | None


class SiteReadings(Shape):
    """How far a required reading got at one site."""

    site: str | None = Field(description="None: small sites, and those who left since, counted together.")
    confirmed: int
    total: int
    without_email: int = Field(description="Of those left, how many only somebody on site can tell.")


class Readings(Shape):
    """How far a required reading got. Its author and the leader it speaks for get figures, the operator none."""

    required_by: date
    confirmed: int | None = Field(description="None where `withheld`, and for the operator; so is `total`.")
    total: int | None = Field(description="Those of whom it was asked on the day it was published, its author apart.")
    withheld: bool = Field(description="Fewer are asked than `smallest_group`: no figure, to protect people.")
    smallest_group: int = Field(description="No figure is given about fewer people than this.")
    sites: list[SiteReadings]
    purpose: str | None = Field(description="Why names are needed, as the operator recorded it.")
    names_until: date | None = Field(description="The day after which the names are erased.")
    names_erased: bool
    missing: list[PersonRef] | None = Field(
        description="Who has not confirmed yet, 500 at most: to remind, never to assess. None without a `purpose`."
    )
    reminder_at: datetime | None = Field(description="When a reminder of its author is planned.")
    may_record_purpose: bool


class PurposeGiven(Given):
    purpose: words(200, shortest=1, description="What the names are needed for.")  # type: ignore[valid-type]  # made by a function
    until: Day = Field(description="The names are erased after this day, a year ahead at most.")
