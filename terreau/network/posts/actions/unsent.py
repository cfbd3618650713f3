"""Replies and next versions that are not sent yet: kept as one types, one for each place, found again on any device."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from terreau.foundation.access.words import demand
from terreau.foundation.identity.composed import Composed
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions as storage
from terreau.foundation.storage import queries as attached
from terreau.foundation.text import rich
from terreau.network.posts import rules
from terreau.network.posts.models import Comment, Draft, Post, Verb


@transaction.atomic
def keep_words(
    actor: Person,
    *,
    verb: str,
    post: Post,
    comment: Comment | None = None,
    title: str = "",
    body: str = "",
    files: Sequence[str] = (),
) -> Draft | None:
    """Keep what is being written about a post; nothing written keeps nothing, and what was kept goes.

    `comment`: the reply that is answered, or whose next version this is. `files`: keys, also of those it has already.
    """
    demand(rules.may_keep_words(actor, verb, post, comment))
    body = rich.clean(body)
    if rich.is_empty(body) and not title.strip() and not files:
        take_words(actor, verb=verb, post=post, comment=comment)
        return None
    told = {
        "title": title.strip()[:200],
        "body": body,
        "saved_at": timezone.now(),
        "options": {"attached": list(files)},
    }
    draft, _fresh = Draft.objects.update_or_create(
        author=actor, verb=verb, post=post, comment=comment, defaults={**told, "space_id": post.space_id}
    )
    there = held_by(verb, post, comment)
    storage.hold(actor, [key for key in files if key not in there], draft)
    return draft


def held_by(verb: str, post: Post, comment: Comment | None) -> set[str]:
    """Keys of the files that hang already on what is changed."""
    kind, thing = ("post", post.pk) if verb == Verb.EDIT else ("comment", comment.pk if comment else 0)
    if verb == Verb.COMMENT:
        return set()
    return {file.key for file in attached.attachments_of(kind, [thing]).get(thing, [])}


words_kept = Composed(
    lambda author, verb, post: Draft.objects.filter(author_id=author, verb=verb, post_id=post).order_by("pk")
)


def take_words(actor: Person, *, verb: str, post: Post, comment: Comment | None = None) -> None:
    """What was kept is sent now, or thrown away: its files are loose again. Part of the caller’s transaction."""
    place = comment.pk if comment else None
    draft = next((one for one in words_kept(actor.pk, verb, post.pk) if one.comment_id == place), None)
    if draft is not None:
        storage.release(actor, draft)
        draft.delete()
