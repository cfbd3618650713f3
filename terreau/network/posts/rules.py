"""Who may see and touch a post. A post is seen where its space is read and as long as it is not withdrawn."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from terreau.foundation.identity.models import Kind as PersonKind
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import rules as orgs
from terreau.foundation.policies import queries as policies
from terreau.foundation.policies.names import RETENTION_WITHDRAWN_DAYS
from terreau.network.people import rules as people
from terreau.network.posts.models import Acknowledgement, Comment, Delegation, Draft, Kind, Post, Share, Verb
from terreau.network.spaces import rules as spaces

if TYPE_CHECKING:
    from terreau.foundation.activity.models import Activity
    from terreau.network.spaces.models import Space

# What brings a post into feeds.
ARRIVING = {"posts.published", "posts.shared", "posts.moved", "posts.restored"}


def visible(viewer: Person) -> Q:
    """Posts `viewer` may see."""
    return Q(withdrawn_at=None) & spaces.content_of(viewer)


def in_feeds(viewer: Person) -> Q:
    """Posts that feeds show `viewer`: all they may see but conversations that nobody announced."""
    return visible(viewer) & Q(quiet_since=None)


def comments_visible(viewer: Person) -> Q:
    """Comments `viewer` may see: those of posts they may see."""
    return Q(withdrawn_at=None) & Q(Exists(Post.objects.filter(visible(viewer), pk=OuterRef("post_id"))))


def audience(post: Post) -> QuerySet[Person]:
    """Everyone who may see the post: `visible`, the other way round."""
    return Person.objects.none() if post.withdrawn_at else spaces.readers(post.space)


def nameable(writer: Person, post: Post) -> QuerySet[Person]:
    """Whom `writer` may name there: who sees the post, and for a guest only those whom the guest may know (A07)."""
    return audience(post).filter(people.visible(writer))


def restorable_for() -> timedelta:
    """How long what was withdrawn can be brought back: a rule of the network."""
    return timedelta(days=policies.value(RETENTION_WITHDRAWN_DAYS))


def restorable(viewer: Person) -> Q:
    """Withdrawn posts that `viewer` may bring back in time: what they withdrew, or of spaces they look after."""
    theirs = Q(withdrawn_by_id=viewer.pk) | Q(space_id__in=spaces.kept_by(viewer))
    return Q(withdrawn_at__gt=timezone.now() - restorable_for(), about_id=None) & spaces.content_of(viewer) & theirs


def may_publish(actor: Person, space: "Space", kind: str = Kind.MESSAGE) -> bool:
    """Members write; announcements are for those who look after the space."""
    return spaces.may_publish(actor, space) and (kind != Kind.ANNOUNCEMENT or spaces.may_manage(actor, space))


def may_require_reading(actor: Person, space: "Space") -> bool:
    return spaces.may_manage(actor, space)


def may_speak_for(actor: Person, leader: Person, space: "Space") -> bool:
    """A leader lent their name, for this space, until a date; it ends with the leader’s own right to write there."""
    now = timezone.now()
    return (
        leader.is_active
        and spaces.may_publish(leader, space)
        and Delegation.objects.filter(
            leader_id=leader.pk, writer_id=actor.pk, space_id=space.pk, since__lte=now, until__gt=now, ended_at=None
        ).exists()
    )


def may_delegate(actor: Person, writer: Person, space: "Space") -> bool:
    """An employee lends their name to a colleague, where both may write."""
    both = actor.pk != writer.pk and actor.kind == writer.kind == PersonKind.MEMBER and writer.is_active
    return both and spaces.may_publish(actor, space) and spaces.may_publish(writer, space)


def may_end_delegation(actor: Person, delegation: Delegation) -> bool:
    return actor.pk in {delegation.leader_id, delegation.writer_id}


def own_delegations(viewer: Person) -> Q:
    """Names lent by or to the viewer: nobody else’s business."""
    return Q(leader_id=viewer.pk) | Q(writer_id=viewer.pk)


def may_comment(actor: Person, post: Post) -> bool:
    return post.withdrawn_at is None and spaces.may_comment(actor, post.space)


def may_comment_as(actor: Person, post: Post, role: str | None) -> bool:
    """The same for a page that knows the actor’s role in the space already."""
    return post.withdrawn_at is None and spaces.may_comment_as(actor, post.space, role)


def may_react(actor: Person, post: Post) -> bool:
    """Whoever may see a post may react to it, guests only where they were added."""
    return post.withdrawn_at is None and not at_rest(post) and spaces.may_read(actor, post.space)


def may_follow(actor: Person, post: Post) -> bool:
    """Keep, follow, mute: whoever sees a post may."""
    return Post.objects.filter(visible(actor), pk=post.pk).exists()


def may_edit(actor: Person, post: Post) -> bool:
    """Its author, as long as they see it and the space is not archived."""
    own = post.author_id == actor.pk and post.withdrawn_at is None and post.quiet_since is None
    return own and not at_rest(post) and spaces.may_read(actor, post.space)


def may_edit_comment(actor: Person, comment: Comment) -> bool:
    """Its author, as long as they see it and the space is not archived."""
    own = comment.author_id == actor.pk and comment.withdrawn_at is None
    return own and not at_rest(comment.post) and spaces.may_read(actor, comment.post.space)


def may_withdraw(actor: Person, post: Post) -> bool:
    """Its author and those who look after the space. Of a thing’s conversation only the announcement goes."""
    return post.author_id == actor.pk or spaces.may_manage(actor, post.space)


def may_withdraw_comment(actor: Person, comment: Comment) -> bool:
    return comment.author_id == actor.pk or spaces.may_manage(actor, comment.post.space)


def may_restore(actor: Person, post: Post) -> bool:
    """Whoever withdrew it may bring it back, and those who look after the space, while the rule lets them."""
    if post.withdrawn_at is None or post.withdrawn_at < timezone.now() - restorable_for() or post.about_id is not None:
        return False
    return post.withdrawn_by_id == actor.pk or spaces.may_manage(actor, post.space)


def may_pin(actor: Person, post: Post) -> bool:
    """Those who look after a living space."""
    stands = post.withdrawn_at is None and post.quiet_since is None and not at_rest(post)
    return stands and spaces.may_manage(actor, post.space)


def at_rest(post: Post) -> bool:
    """In an archived space nothing is added or changed: no reply, reaction, edit, pin, answer or move.

    What is one’s own may still be withdrawn and brought back, kept, followed, confirmed, and shown elsewhere.
    """
    return post.space.archived_at is not None


def may_move(actor: Person, post: Post, space: "Space") -> bool:
    """Keepers move what stands in their space, authors their own post.

    Out of a closed or secret space an author takes no replies of others along: they were written for those inside.
    The conversation of a thing goes with the thing.
    """
    if post.about_id is not None:
        return False
    alone = post.comment_count == 0 or post.space.openness == "open"
    leaves = (post.author_id == actor.pk and alone) or spaces.may_manage(actor, post.space)
    return leaves and post.withdrawn_at is None and not at_rest(post) and spaces.may_publish(actor, space)


def may_share(actor: Person, post: Post, space: "Space") -> bool:
    """Members of both spaces; guests take nothing elsewhere, and what nobody announced stays where it is."""
    announced = post.withdrawn_at is None and post.quiet_since is None
    return announced and spaces.may_publish(actor, space) and actor.kind != PersonKind.GUEST


def may_unshare(actor: Person, share: Share) -> bool:
    """Whoever shared it takes it out again, its author too, and those who look after the space it was shared into."""
    return actor.pk in {share.by_id, share.post.author_id} or spaces.may_manage(actor, share.space)


def unsharable(viewer: Person) -> Q:
    """`may_unshare`, for many shares at once."""
    return Q(by_id=viewer.pk) | Q(post__author_id=viewer.pk) | Q(space_id__in=spaces.kept_by(viewer))


def may_accept(actor: Person, comment: Comment) -> bool:
    """The asker accepts an answer; so may those who look after the space."""
    post = comment.post
    asked = post.kind == Kind.QUESTION and post.withdrawn_at is None and comment.withdrawn_at is None
    return asked and not at_rest(post) and (post.author_id == actor.pk or spaces.may_manage(actor, post.space))


def may_see_counts(actor: Person, post: Post) -> bool:
    """Confirmed readings by site: for the author, who relays them."""
    return post.required_by is not None and actor.pk in {post.author_id, post.on_behalf_of_id}


def may_see_names(actor: Person, post: Post) -> bool:
    """Names only where a purpose was recorded, to remind and never to assess."""
    return may_see_counts(actor, post) and bool(post.names_purpose) and post.names_erased_at is None


def may_record_purpose(actor: Person, post: Post) -> bool:
    """The operator of the install says why names are needed, on an announcement they may see."""
    return post.required_by is not None and post.names_erased_at is None and orgs.may_operate(actor)


def may_open_readings(actor: Person, post: Post) -> bool:
    """Its author, the leader it speaks for, and the operator, who sees no figures."""
    return may_see_counts(actor, post) or may_record_purpose(actor, post)


def recipients(post: Post) -> QuerySet[Person]:
    """Who was asked to confirm and is still there: the members of its space when it came, its author apart."""
    return spaces.members(post.space, at=post.arrived_at).exclude(pk=post.author_id)


def may_confirm(actor: Person, post: Post) -> bool:
    """The members of its space, also those who came later and are not counted; nobody who merely reads there."""
    return spaces.role_of(actor, post.space) is not None and may_follow(actor, post)


def confirmations(post: Post) -> QuerySet[Acknowledgement]:
    """Those that count: of who was asked, whoever left since included; not of who joined later, nor of its author."""
    later = Q(person__memberships__space=post.space_id, person__memberships__joined_at__gt=post.arrived_at)
    return Acknowledgement.objects.filter(post=post).exclude(person_id=post.author_id).exclude(later)


def own_drafts(viewer: Person) -> Q:
    return Q(author_id=viewer.pk)


def may_keep_words(actor: Person, verb: str, post: Post, comment: Comment | None) -> bool:
    """Who could send them now keeps them; what is said of a reply is said of one of this post’s."""
    if comment is not None and comment.post_id != post.pk:
        return False
    if verb == Verb.EDIT_COMMENT:
        return comment is not None and may_edit_comment(actor, comment)
    return may_edit(actor, post) if verb == Verb.EDIT else verb == Verb.COMMENT and may_comment(actor, post)


def may_write_draft(actor: Person, draft: Draft) -> bool:
    return draft.author_id == actor.pk


def at_home(activities: "Sequence[Activity]", among: set[int]) -> dict[int, set[int]]:
    """For open pages: who of `among` has at home now the post that arrived in each of these, by `seq`."""
    arrived = [one for one in activities if one.kind in ARRIVING and one.space_id]
    reached = spaces.hearers(arrived, among) if arrived else {}
    home = spaces.dwellers({one.space_id for one in arrived if one.space_id}, among) if reached else {}
    followed = people.followers({one.actor_id for one in arrived if one.actor_id}, among) if reached else {}
    return {
        one.seq or 0: reached[one.seq or 0]
        & (home.get(one.space_id or 0, set()) | followed.get(one.actor_id or 0, set()))
        for one in arrived
        if (one.seq or 0) in reached
    }
