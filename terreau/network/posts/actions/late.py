"""What a later export adds to conversations that an earlier one brought: reactions and accepted answers, nobody told.

Nothing that stands is changed: who reacted here already, and a question that has its answer, stay as they are.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand
from terreau.foundation.activity.journal import record
from terreau.foundation.cards.reactions import ReactionKind
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import rules as orgs_rules
from terreau.network.posts import activities
from terreau.network.posts.models import Comment, Kind, Post, Reaction

FIGURES = list(ReactionKind.values)
MANAGERS: dict[str, Any] = {"post": Post.objects, "comment": Comment.objects}


class Late(NamedTuple):
    """A reaction to a `post` or a `comment`, by ids."""

    kind: str
    thing_id: int
    person_id: int
    reaction: str


Given = tuple[str, int, int]


@transaction.atomic
def react_late(actor: Person, *, reactions: Sequence[Late]) -> set[Given]:
    """Add these reactions, given when the thing was written: exports keep no other time. Returns those added."""
    demand(orgs_rules.may_import(actor), _("Only an administrator of the whole network brings conversations in."))
    added: set[Given] = set()
    for kind, rows_of in MANAGERS.items():
        wanted = {(late.thing_id, late.person_id): late.reaction for late in reactions if late.kind == kind}
        things = {thing.pk: thing for thing in rows_of.select_for_update().filter(pk__in=ids_of(wanted))}
        there = given_to(kind, things)
        fresh = {pair: name for pair, name in wanted.items() if pair[0] in things and pair not in there}
        rows = [(things[thing], person, name) for (thing, person), name in fresh.items()]
        Reaction.objects.bulk_create(
            Reaction(**{kind: thing}, person_id=person, kind=name, at=thing.published_at)
            for thing, person, name in rows
        )
        for thing, _person, name in rows:
            setattr(thing, name, getattr(thing, name) + 1)
        rows_of.bulk_update({thing for thing, _person, _name in rows}, FIGURES, batch_size=100)
        added |= {(kind, *pair) for pair in fresh}
    if added:
        record(activities.brought_in, actor, None, reactions=len(added))
    return added


@transaction.atomic
def accept_late(actor: Person, *, comments: Collection[int]) -> set[int]:
    """Make these the accepted answers of their posts, where none is. Returns the ids of those that are now."""
    demand(orgs_rules.may_import(actor), _("Only an administrator of the whole network brings conversations in."))
    accepted: set[int] = set()
    for comment in Comment.objects.filter(pk__in=comments, withdrawn_at=None).order_by("published_at", "pk"):
        free = Post.objects.filter(pk=comment.post_id, accepted=None)
        if free.update(accepted=comment, kind=Kind.QUESTION):
            accepted.add(comment.pk)
    if accepted:
        record(activities.brought_in, actor, None, answers=len(accepted))
    return accepted


@transaction.atomic
def take_back_late(actor: Person, *, reactions: Sequence[Late], accepted: Collection[int]) -> None:
    """Remove what these two added, as far as it still stands as it was added."""
    demand(orgs_rules.may_import(actor), _("Only an administrator of the whole network takes this out again."))
    for kind, rows_of in MANAGERS.items():
        wanted = {(late.thing_id, late.person_id): late.reaction for late in reactions if late.kind == kind}
        things = {thing.pk: thing for thing in rows_of.select_for_update().filter(pk__in=ids_of(wanted))}
        rows = Reaction.objects.filter(**{f"{kind}_id__in": things})
        gone = [row for row in rows if wanted.get((getattr(row, f"{kind}_id"), row.person_id)) == row.kind]
        for row in gone:
            thing = things[getattr(row, f"{kind}_id")]
            setattr(thing, row.kind, max(0, getattr(thing, row.kind) - 1))
        Reaction.objects.filter(pk__in=[row.pk for row in gone]).delete()
        rows_of.bulk_update(things.values(), FIGURES, batch_size=100)
    Post.objects.filter(accepted_id__in=accepted).update(accepted=None)
    record(activities.taken_out, actor, None, count=len(reactions) + len(accepted))


def ids_of(pairs: Iterable[tuple[int, int]]) -> set[int]:
    return {thing for thing, _person in pairs}


def given_to(kind: str, things: Collection[int]) -> set[tuple[int, int]]:
    """Who has reacted to these things: ids of the thing and of the person."""
    rows = Reaction.objects.filter(**{f"{kind}_id__in": list(things)})
    return set(rows.values_list(f"{kind}_id", "person_id"))
