"""The conversation about a thing, for the page of the thing."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand
from terreau.foundation.cards.shapes import Thing
from terreau.foundation.identity.composed import Composed
from terreau.foundation.identity.models import Person
from terreau.network.posts import rules
from terreau.network.posts.models import Post
from terreau.network.posts.queries.thread import Thread, thread
from terreau.network.spaces import queries as spaces
from terreau.network.spaces.queries import SpaceRow


@dataclass(frozen=True)
class Talk:
    """What was said about a thing, nothing where nobody spoke yet, and what the viewer may do."""

    post: Post | None
    thread: Thread | None
    may_comment: bool
    may_announce: bool

    @property
    def announced(self) -> datetime | None:
        """When it was announced, if it stands in the feed."""
        return self.post.published_at if self.post is not None and self.post.quiet_since is None else None


posts_about = Composed(
    lambda kind, id: Post.objects.filter(about_kind=kind, about_id=id, withdrawn_at=None).select_related(
        "space", "author", "on_behalf_of", "accepted"
    )
)


def post_about(viewer: Person, thing: Thing) -> Post | None:
    """The conversation of a thing already known to be visible."""
    return next(iter(posts_about(thing.kind, thing.id)), None)


def announced_in(viewer: Person, thing: Thing) -> SpaceRow:
    """The space in whose feed the viewer may announce a thing; `Refused` where they may not, or it stands there."""
    post = post_about(viewer, thing)
    blank = post or Post(space=thing.space)
    demand(rules.may_publish(viewer, blank.space), _("Only the members of this space announce here."))
    demand(post is None or post.quiet_since is not None, _("This stands in the feed already."))
    space = blank.space
    name = spaces.named(space.name, space.names, viewer.language)
    return SpaceRow(space.pk, space.key, name, space.openness, space.language)


def talk(viewer: Person, thing: Thing, *, before: str | None = None) -> Talk:
    """The conversation of a thing already known to be visible, with its newest replies. Raises `BadCursor`."""
    post = post_about(viewer, thing)
    if post is None:
        blank = Post(space=thing.space)
        return Talk(None, None, rules.may_comment(viewer, blank), rules.may_publish(viewer, blank.space))
    shown = thread(viewer, post=post, before=before)
    announces = post.quiet_since is not None and shown.post.role is not None and post.space.archived_at is None
    return Talk(post, shown, shown.may_comment, announces)
