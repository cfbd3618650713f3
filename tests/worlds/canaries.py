"""A world in which every text carries a word that exists nowhere else, so that a leak names its own source.

A canary belongs to a circle: `secret` (inside a secret space), `closed` (content of a closed one), `listing` (the
closed space’s name and purpose), `open` (an open space, and colleagues), `own` (what only its author
may read), `proposals` (what its author and administrators read), `conversation` (between the author and the member).
"""

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from terreau.foundation.identity.models import Person
from terreau.foundation.orgs.models import Duty, Mandate, Placement, Site, Unit
from terreau.foundation.storage.models import Attachment, Blob
from terreau.network.calendar.models import Answer, Event, Feed
from terreau.network.chat.models import Conversation, Message, Participant, Wording
from terreau.network.chat.models import Reaction as MessageReaction
from terreau.network.files.models import Document, DocumentVersion, Folder, Shelf
from terreau.network.notifications.models import Notice
from terreau.network.pages.models import Page, PageDraft, Watch
from terreau.network.pages.models import Version as PageVersion
from terreau.network.people.models import Profile, Skill
from terreau.network.posts.models import (
    Acknowledgement,
    Bookmark,
    Comment,
    Delegation,
    Draft,
    Mention,
    Post,
    PostLink,
    Preview,
    Reaction,
    Share,
    Subscription,
    Tag,
    Thanked,
    Version,
)
from terreau.network.search import actions as search
from terreau.network.spaces.models import GlassBreak, Invitation, Membership, Proposal, Request, Role, Space
from tests.cast import person

# Members of every space until `revoke`: what they left behind (bookmarks, mentions, subscriptions) stays.
GONE = ("left", "left_open", "deactivated")
CIRCLES = ("secret", "closed", "listing", "open", "own", "proposals", "conversation")
CANARY = re.compile(r"zq[2-9a-hjkmnp-z]{8}")
# Text columns that hold no words of people: codes, digests, addresses of machines.
TECHNICAL = {
    *("key", "language", "time_zone", "theme", "password", "digest", "media_type", "path", "country", "subdivision"),
    *(
        "thing_kind",
        "about_kind",
        "url",
        "failed",
        "session_key",
        "session_data",
        "salt",
        "seal",
        "kind",
        "agent",
        "category",
    ),
}


@dataclass
class World:
    """Three spaces with everything in them, the people around them, and which canary belongs to which circle."""

    canaries: dict[str, str] = field(default_factory=dict)
    circles: dict[str, set[str]] = field(default_factory=lambda: {circle: set() for circle in CIRCLES})
    people: dict[str, Person] = field(default_factory=dict)
    things: dict[str, str] = field(default_factory=dict)
    spaces: dict[str, Space] = field(default_factory=dict)

    def canary(self, circle: str, origin: str) -> str:
        """A fresh word for one text. It survives folding, stemming, slugs and highlighting."""
        word = "zq" + "".join(secrets.choice("23456789bcdfghjkmnpqrtvwxz") for _ in range(8))
        self.canaries[word] = origin
        self.circles[circle].add(word)
        return word

    def write(self, circle: str, row: models.Model) -> Any:
        """Save `row` with a canary in every text column that is still at its default."""
        for column in text_columns(type(row)):
            if getattr(row, column.attname) in (column.get_default(), "", None):
                setattr(row, column.attname, self.words(circle, row, column))
        row.save(force_insert=True)
        return row

    def words(self, circle: str, row: models.Model, column: "models.Field[Any, Any]") -> Any:
        word = self.canary(circle, f"{type(row).__name__}.{column.name}")
        if isinstance(column, models.JSONField):
            return [word] if column.get_default() == [] else {"fr": word}
        if isinstance(column, models.EmailField):
            return f"{word}@hidden.example"
        return f"<p>{word}</p>" if column.name == "body" else word


def text_columns(model: type[models.Model]) -> "Iterator[models.Field[Any, Any]]":
    """Columns in which people’s words may stand."""
    for column in model._meta.concrete_fields:
        if column.name in TECHNICAL or column.choices or column.is_relation:
            continue
        if isinstance(column, models.CharField | models.TextField | models.JSONField):
            yield column


def build() -> World:
    """The world: a secret space, a closed one, an open one, each as full as a space can be."""
    world = World()
    tree(world)
    cast(world)
    for name, openness in (("secret", "secret"), ("closed", "closed"), ("open", "open")):
        space_of(world, name, openness)
    world.things["membership_secret"] = f"{world.things['space_secret']}-{world.things['insider']}"
    furnish(world)
    return world


def revoke(world: World) -> None:
    """What happens after the sessions were opened: two people leave the spaces, one may no longer come in."""
    Membership.objects.filter(person__in=[world.people["left"], world.people["left_open"]]).delete()
    Person.objects.filter(pk=world.people["deactivated"].pk).update(suspended_at=timezone.now())
    for space in world.spaces.values():
        Space.objects.filter(pk=space.pk).update(member_count=space.memberships.count())


def tree(world: World) -> None:
    """Two countries, so that there is an administrator of the other one."""
    for name, country in (("here", "FR"), ("abroad", "PL")):
        unit = Unit.objects.create(kind=Unit.ENTITY, name=f"Entity {name}", country=country)
        Unit.objects.filter(pk=unit.pk).update(path=f"/{unit.pk}/")
        world.things[f"unit_{name}"] = unit.key
    world.things["site"] = Site.objects.create(name="A site", country="FR", time_zone="Europe/Paris").key


def cast(world: World) -> None:
    """Who asks. Their own names are no canaries: a person may read their own name."""
    names = ("author", "manager", "member", "never", "left", "left_open", "deactivated", "administrator", "abroad")
    for login in (*names, "guest_here", "guest_elsewhere"):
        kind = "guest" if login.startswith("guest") else "member"
        name = f"{login.replace('_', ' ').title()} Actor"
        world.people[login] = person(login, name, "PL" if login == "abroad" else "FR", kind=kind)
    here, abroad = Unit.objects.order_by("pk")
    Placement.objects.filter(person=world.people["abroad"]).update(unit=abroad)
    for duty in (Duty.ADMINISTRATOR, Duty.OPERATOR):
        Mandate.objects.create(person=world.people["administrator"], duty=duty)
    Mandate.objects.create(person=world.people["abroad"], duty=Duty.ADMINISTRATOR, unit=abroad)
    world.things["insider"] = world.people["member"].key
    colleague(world, "colleague", "open", here)


def colleague(world: World, login: str, circle: str, unit: Unit) -> Person:
    """Somebody of whom every word is a canary: employees find them, guests and visitors do not."""
    made: Person = world.write(circle, Person(kind="member", language="fr", joined_at=timezone.now()))
    Placement.objects.create(person=made, country="FR", unit=unit)
    world.write(circle, Profile(person=made))
    world.write(circle, Skill(person=made))
    world.people[login] = made
    world.things["person"] = world.things["asking"] = made.key
    return made


def space_of(world: World, name: str, openness: str) -> None:
    circle = {"secret": "secret", "closed": "listing", "open": "open"}[name]
    joining = "free" if openness == "open" else "request" if openness == "closed" else "invitation"
    owner = world.people["author"]
    space: Space = world.write(circle, Space(openness=openness, joining=joining, created_by=owner))
    world.spaces[name], world.things[f"space_{name}"] = space, space.key
    roles = {"author": Role.OWNER, "manager": Role.MANAGER, "member": Role.MEMBER}
    others = {"secret": ("guest_here",), "closed": ("guest_elsewhere",), "open": ()}[name]
    for login in [*roles, *others, *GONE]:
        role = roles.get(login, Role.GUEST if login.startswith("guest") else Role.MEMBER)
        Membership.objects.create(space=space, person=world.people[login], role=role)
    Space.objects.filter(pk=space.pk).update(member_count=space.memberships.count())


def furnish(world: World) -> None:
    for name in world.spaces:
        converse(world, name)
        write_down(world, name)
        keep(world, name)
        plan(world, name)
        surround(world, name)
    talk(world)
    shared = Post.objects.get(key=world.things["post_secret"])
    Share.objects.create(post=shared, space=world.spaces["open"], by=world.people["author"])
    for kind, model in {
        "post": Post,
        "comment": Comment,
        "page": Page,
        "event": Event,
        "message": Message,
        "document": Document,
        "space": Space,
        "person": Person,
    }.items():
        search.index(kind, list(model.objects.values_list("pk", flat=True)))


def talk(world: World) -> None:
    """What two of them say to each other, alone and in a group, and nobody else ever reads, whatever their duty."""
    pair = sorted((world.people["author"].pk, world.people["member"].pk))
    two = Conversation.objects.create(first_id=pair[0], second_id=pair[1], last_number=2)
    group = world.write("conversation", Conversation(begun_by=world.people["author"], last_number=2))
    for name, conversation in (("conversation", two), ("group", group)):
        for login in ("author", "member"):
            part = Participant(conversation=conversation, person=world.people[login], added_by=world.people["author"])
            world.write("own", part) if login == "author" else part.save()
        first = None
        for number, login in enumerate(("author", "member"), 1):
            said = Message(conversation=conversation, number=number, author=world.people[login], answers=first)
            first = world.write("conversation", said)
        surround_message(world, Message.objects.get(conversation=conversation, number=1))
        world.things[name], world.things[f"{name}_message"] = conversation.key, f"{conversation.key}-2"


def surround_message(world: World, said: Message) -> None:
    """What it said before, who reacted, its file, and notices that stay when rights go."""
    world.write("conversation", Wording(message=said))
    MessageReaction.objects.create(message=said, person=world.people["member"])
    Message.objects.filter(pk=said.pk).update(reaction_count=1, file_count=1, edited_at=timezone.now())
    blob = world.write("conversation", Blob(digest=f"{said.pk:a>64}", size=12, media_type="text/plain"))
    held = {"thing_kind": "message", "thing_id": said.pk, "uploaded_by": world.people["author"]}
    world.write("conversation", Attachment(blob=blob, **held))
    for login in ("member", *GONE):
        Notice.objects.create(
            person=world.people[login],
            kind="message",
            act="chat.sent",
            actor=world.people["author"],
            thing_kind="message",
            thing_id=said.pk,
            topic=f"conversation:{said.conversation_id}",
            channel="mail",
        )


def converse(world: World, name: str) -> None:
    """A post with all that hangs on it; `own` are drafts and earlier versions that only the author reads."""
    space, author, circle = world.spaces[name], world.people["author"], name
    post: Post = world.write(circle, Post(space=space, author=author, kind="question"))
    comment: Comment = world.write(circle, Comment(post=post, author=world.people["member"]))
    Post.objects.filter(pk=post.pk).update(comment_count=1, useful=1)
    world.write(circle, Version(post=post, by=author))
    world.write(circle, Tag(post=post, published_at=post.published_at))
    draft = world.write("own", Draft(author=author, space=space, kind="message"))
    link = {"url": f"https://{post.key}.example/", "fetched_at": timezone.now()}
    preview = world.write(circle, Preview(**link))
    PostLink.objects.create(post=post, preview=preview)
    for login in ("member", *GONE):
        for kind in (Subscription, Acknowledgement, Thanked, Bookmark, Mention, Reaction):
            kind.objects.create(post=post, person=world.people[login])
    attach(world, name, post)
    notify(world, name, post, comment)
    for kind_of, thing in (("post", post), ("comment", comment), ("draft", draft)):
        world.things[f"{kind_of}_{name}"] = thing.key


def write_down(world: World, name: str) -> None:
    """A page with another below it, what it said before, and what its author is writing of it."""
    space, author = world.spaces[name], world.people["author"]
    told = {"space": space, "created_by": author, "changed_by": author, "doubted_by": author}
    page: Page = world.write(name, Page(owner=author, number=1, doubted_at=timezone.now(), **told))
    below: Page = world.write(name, Page(parent=page, **told))
    for one in (page, below):
        world.write(name, PageVersion(page=one, number=1, by=author))
    for login in ("member", *GONE):
        Watch.objects.create(page=page, person=world.people[login])
    draft = world.write("own", PageDraft(author=author, space=space, page=below, attached=["none"]))
    for kind, thing in (("page", page), ("pagedraft", draft)):
        world.things[f"{kind}_{name}"] = thing.key


def keep(world: World, name: str) -> None:
    """A folder in another one, a file of two versions in it, and another that waits in the bin."""
    space, author = world.spaces[name], world.people["author"]
    Shelf.objects.create(space=space, used=36)
    top: Folder = world.write(name, Folder(space=space, created_by=author))
    folder: Folder = world.write(name, Folder(space=space, parent=top, created_by=author))
    told = {"space": space, "folder": folder, "created_by": author, "changed_by": author}
    document: Document = world.write(name, Document(number=2, **told))
    gone: Document = world.write(name, Document(withdrawn_at=timezone.now(), withdrawn_by=author, **told))
    for number, held in ((1, document), (2, document), (1, gone)):
        blob = world.write(name, Blob(digest=f"{held.key}{number}".zfill(64), size=12, media_type="text/plain"))
        fields = {"thing_kind": "document", "thing_id": held.pk, "uploaded_by": author, "position": number}
        attachment = world.write(name, Attachment(blob=blob, **fields))
        DocumentVersion.objects.create(document=held, number=number, attachment=attachment, by=author)
        Document.objects.filter(pk=held.pk).update(attachment=attachment)
    for kind, thing in (("folder", folder), ("document", document), ("gone", gone)):
        world.things[f"{kind}_{name}"] = thing.key


def plan(world: World, name: str) -> None:
    """An event that is still to come."""
    author, soon = world.people["author"], timezone.now() + timedelta(days=3)
    told = {"space": world.spaces[name], "created_by": author, "changed_by": author, "zone": "Europe/Paris"}
    told["link"] = f"https://{world.canary(name, 'Event.link')}.example/"
    event = world.write(name, Event(starts_at=soon, ends_at=soon + timedelta(hours=1), **told))
    world.things[f"event_{name}"] = event.key
    for login in ("member", "colleague", *GONE):
        Answer.objects.create(event=event, person=world.people[login], choice="yes")
    Event.objects.filter(pk=event.pk).update(taken=2 + len(GONE))
    world.things["feed_own"] = Feed.objects.create(person=author, holds="mine", digest=f"{event.key:0>64}").key


def notify(world: World, name: str, post: Post, comment: Comment) -> None:
    """Notices that stay when rights go: about the post, the reply and the space, unread, to be mailed."""
    things = [("mention", "post", post.pk), ("followed", "comment", comment.pk), ("role", "space", post.space_id)]
    for login in ("member", *GONE):
        for kind, thing, pk in things:
            made = Notice.objects.create(
                person=world.people[login],
                kind=kind,
                actor=world.people["author"],
                thing_kind=thing,
                thing_id=pk,
                topic=f"post:{post.pk}",
                channel="digest" if kind == "followed" else "mail",
            )
            if (login, kind) == ("member", "mention"):
                world.things[f"notice_{name}"] = made.key


def attach(world: World, name: str, post: Post) -> None:
    blob = world.write(name, Blob(digest=f"{post.key:0>64}", size=12, media_type="text/plain"))
    fields = {"thing_kind": "post", "thing_id": post.pk, "uploaded_by": world.people["author"]}
    file = world.write(name, Attachment(blob=blob, **fields))
    world.things[f"file_{name}"] = file.key


def surround(world: World, name: str) -> None:
    """What surrounds a space: who asked to come in, who was asked, who looked in and why, who writes for whom."""
    space, author, colleague = world.spaces[name], world.people["author"], world.people["colleague"]
    world.write(name, Request(space=space, person=colleague))
    Invitation.objects.create(space=space, person=colleague, invited_by=author)
    past = timezone.now() - timedelta(days=2)
    world.write(name, GlassBreak(space=space, person=world.people["administrator"], at=past, until=past))
    answers = {"name": "A proposed space", "purpose": world.canary("proposals", "Proposal.answers")}
    proposal = Proposal.objects.create(proposed_by=author, answers=answers, space=space)
    world.things["proposal"] = proposal.key
    Delegation.objects.create(leader=author, writer=world.people["manager"], space=space, until=timezone.now())
