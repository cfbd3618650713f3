"""Replies, one level deep."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.composed import Composed
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions as storage
from terreau.foundation.text import rich
from terreau.network.posts import activities, rules
from terreau.network.posts.actions.unsent import take_words
from terreau.network.posts.actions.words import demand_reply, name_people
from terreau.network.posts.models import Comment, Post, Subscription, Verb, Version

followed_already = Composed(
    lambda post, person: Subscription.objects.filter(post_id=post, person_id=person).values_list("pk", flat=True)
)


@transaction.atomic
def comment(
    actor: Person,
    *,
    post: Post,
    body: str,
    parent: Comment | None = None,
    minor: bool = False,
    files: list[str] | None = None,
) -> Comment:
    """Reply to a post, or to a reply (`parent`); a reply to a nested reply joins its parent."""
    demand(rules.may_comment(actor, post), _("You may read this conversation, not reply to it."))
    body = rich.clean(body)
    demand_reply(body)
    above = (parent.parent or parent) if parent is not None else None
    take_words(actor, verb=Verb.COMMENT, post=post, comment=parent)
    made = Comment.objects.create(post=post, parent=above, author=actor, body=body, language=actor.language)
    if files:
        storage.attach(actor, files, made)
    named = name_people(post, made)
    Post.objects.filter(pk=post.pk).update(comment_count=F("comment_count") + 1, active_at=made.published_at)
    if not followed_already(post.pk, actor.pk):
        Subscription.objects.get_or_create(post=post, person=actor)
    told = {"mentions": [] if minor else named, "minor": minor, "post_id": post.pk}
    record(activities.commented, actor, made, space_id=post.space_id, **told)
    return made


@transaction.atomic
def edit_comment(actor: Person, *, comment: Comment, body: str, files: list[str] | None = None) -> Comment:
    """The next version of a reply; the one before is kept. `files`: the keys it has from now on, None: as they are."""
    demand(rules.may_edit_comment(actor, comment), _("Only its author edits a reply."))
    body = rich.clean(body)
    demand_reply(body)
    Version.objects.create(comment=comment, body=comment.body, by=actor)
    comment.body, comment.edited_at = body, timezone.now()
    comment.save(update_fields=["body", "edited_at"])
    take_words(actor, verb=Verb.EDIT_COMMENT, post=comment.post, comment=comment)
    if files is not None:
        storage.hold(actor, files, comment)
    named = name_people(comment.post, comment)
    told = {"mentions": named, "post_id": comment.post_id}
    record(activities.comment_edited, actor, comment, space_id=comment.post.space_id, **told)
    return comment


@transaction.atomic
def withdraw_comment(actor: Person, *, comment: Comment) -> Comment:
    """Take a reply away; replies to it stay under “withdrawn”."""
    demand(rules.may_withdraw_comment(actor, comment), _("Only its author or the space’s managers withdraw a reply."))
    now = timezone.now()
    if Comment.objects.filter(pk=comment.pk, withdrawn_at=None).update(withdrawn_at=now, withdrawn_by=actor):
        comment.withdrawn_at, comment.withdrawn_by = now, actor
        Post.objects.filter(pk=comment.post_id).update(comment_count=F("comment_count") - 1)
        Post.objects.filter(pk=comment.post_id, accepted=comment).update(accepted=None)
        record(activities.comment_withdrawn, actor, comment, space_id=comment.post.space_id, post_id=comment.post_id)
    return comment
