"""One reaction a person on a post or a reply; the count beside it always equals the rows (case F01)."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand
from terreau.foundation.activity.journal import record
from terreau.foundation.cards.reactions import ReactionKind
from terreau.foundation.identity.models import Person
from terreau.network.posts import activities, rules
from terreau.network.posts.models import Comment, Post, Reaction


@transaction.atomic
def react(actor: Person, *, thing: Post | Comment, kind: str = ReactionKind.USEFUL) -> None:
    """React, or change one’s reaction. Doing it twice changes nothing."""
    post = thing if isinstance(thing, Post) else thing.post
    demand(rules.may_react(actor, post), _("You may not react here."))
    place: dict[str, Post | Comment] = {"post": thing} if isinstance(thing, Post) else {"comment": thing}
    before = standing(actor, place, kind)
    if before is not None:
        if before.kind == kind:
            return
        Reaction.objects.filter(pk=before.pk).update(kind=kind)
        count(thing, before.kind, -1)
    count(thing, kind, +1)
    record(activities.reacted, actor, thing, space_id=post.space_id, post_id=post.pk, author_id=thing.author_id)


def standing(person: Person, place: dict[str, Post | Comment], kind: str) -> Reaction | None:
    """The reaction this person had already, held; None once theirs is written. One may be taken back meanwhile."""
    while not inserted(person, place, kind):
        before = Reaction.objects.select_for_update().filter(person=person, **place).first()
        if before is not None:
            return before
    return None


def inserted(person: Person, place: dict[str, Post | Comment], kind: str) -> bool:
    """Insert the row; False if this person had already reacted."""
    try:
        with transaction.atomic():
            Reaction.objects.create(person=person, kind=kind, **place)
    except IntegrityError:
        return False
    return True


def count(thing: Post | Comment, kind: str, by: int) -> None:
    """Change the count beside the thing, in the transaction of its rows."""
    type(thing).objects.filter(pk=thing.pk).update(**{kind: F(kind) + by})


@transaction.atomic
def unreact(actor: Person, *, thing: Post | Comment) -> None:
    """Take one’s reaction back."""
    post = thing if isinstance(thing, Post) else thing.post
    demand(rules.may_react(actor, post), _("You may not react here."))
    place: dict[str, Post | Comment] = {"post": thing} if isinstance(thing, Post) else {"comment": thing}
    before = Reaction.objects.select_for_update().filter(person=actor, **place).first()
    if before is None:
        return
    gone, _rows = Reaction.objects.filter(pk=before.pk).delete()
    if gone:
        count(thing, before.kind, -1)
        record(activities.unreacted, actor, thing, space_id=post.space_id, post_id=post.pk)
