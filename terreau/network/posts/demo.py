"""The demo company’s three years of conversations."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from terreau.foundation.identity.models import Person
from terreau.foundation.text import mentions, rich, tags
from terreau.network.posts import actions
from terreau.network.posts.actions.posts import count_asked
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
from terreau.network.posts.queries import address

PURPOSE = "Relancer les personnes exposées avant l’échéance, en accord avec le CSE."
NAMES_FOR = timedelta(days=30)
Reactors = Callable[[Any, Any], list[tuple[str, str]]]


@dataclass
class Stage:
    """Who and where, by the demo’s own names, and keys that are the same for the same seed."""

    people: Mapping[str, int]
    names: Mapping[str, tuple[str, str]]
    spaces: Mapping[str, int]
    keys: Iterator[str]
    posts: dict[str, Post] = field(default_factory=dict)
    comments: dict[str, Comment] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)

    def html(self, body: str) -> str:
        """Markdown as stored rich text, people named by `@{login}` linked."""
        return mentions.link(rich.from_markdown(body.replace("@{", "@").replace("}", "")), self.names)


def plant(threads: list[Any], stage: Stage, reactors: Reactors) -> dict[int, datetime]:
    """Posts, replies, reactions and all that hangs on them; returns when each space was last active."""
    for thread in threads:
        stage.posts[thread.key] = post_of(thread, stage)
    Post.objects.bulk_create(stage.posts.values(), batch_size=500)
    plant_comments(threads, stage)
    plant_reactions(threads, stage, reactors)
    plant_beside(threads, stage)
    last: dict[int, datetime] = {}
    for post in stage.posts.values():
        last[post.space_id] = max(last.get(post.space_id, post.published_at), post.published_at)
    return last


def post_of(thread: Any, stage: Stage) -> Post:
    return Post(
        key=next(stage.keys),
        space_id=stage.spaces[thread.space],
        author_id=stage.people[thread.author],
        on_behalf_of_id=stage.people.get(thread.on_behalf_of),
        kind=thread.kind,
        title=thread.title,
        body=stage.html(thread.body),
        language=thread.language,
        published_at=thread.at,
        arrived_at=thread.at,
        active_at=thread.at,
        edited_at=thread.edited.at if thread.edited else None,
        pinned_at=thread.at if thread.pinned else None,
        required_by=thread.required_until,
        names_purpose=PURPOSE if thread.required_until else "",
        names_until=thread.required_until + NAMES_FOR if thread.required_until else None,
    )


def plant_comments(threads: Iterable[Any], stage: Stage) -> None:
    """Replies first, then replies to replies, since these need an id to stand under."""
    tops = [(thread, said) for thread in threads for said in thread.comments]
    for thread, said in tops:
        stage.comments[said.key] = comment_of(said, stage.posts[thread.key], None, stage)
    Comment.objects.bulk_create(stage.comments.values(), batch_size=500)
    below = {
        reply.key: comment_of(reply, stage.posts[thread.key], stage.comments[said.key], stage)
        for thread, said in tops
        for reply in said.replies
    }
    Comment.objects.bulk_create(below.values(), batch_size=500)
    stage.comments |= below
    for thread in threads:
        settle(thread, stage)
    Post.objects.bulk_update(stage.posts.values(), ["comment_count", "active_at", "accepted_id"], batch_size=100)


def comment_of(said: Any, post: Post, parent: Comment | None, stage: Stage) -> Comment:
    return Comment(
        key=next(stage.keys),
        post=post,
        parent=parent,
        author_id=stage.people[said.author],
        body=stage.html(said.body),
        language=said.language,
        published_at=said.at,
        arrived_at=said.at,
    )


def settle(thread: Any, stage: Stage) -> None:
    """What a post knows of its replies."""
    post = stage.posts[thread.key]
    all_said = [*thread.comments, *[reply for said in thread.comments for reply in said.replies]]
    post.comment_count = len(all_said)
    post.active_at = max([thread.at, *[said.at for said in all_said]])
    if thread.accepted is not None:
        post.accepted = stage.comments[thread.comments[thread.accepted].key]


def plant_reactions(threads: Iterable[Any], stage: Stage, reactors: Reactors) -> None:
    """Rows and the counts beside them, which always agree."""
    rows: list[Reaction] = []
    for thread in threads:
        for said, thing, name in things_of(thread, stage):
            own = {login: kind for login, kind in reactors(thread, said)}
            rows += [Reaction(**{name: thing}, person_id=stage.people[login], kind=kind) for login, kind in own.items()]
            for kind, count in Counter(own.values()).items():
                setattr(thing, kind, count)
    Reaction.objects.bulk_create(rows, batch_size=500)
    kinds = ["useful", "thanks", "agree", "well_done", "support", "explore"]
    Post.objects.bulk_update(stage.posts.values(), kinds, batch_size=100)
    Comment.objects.bulk_update(stage.comments.values(), kinds, batch_size=100)


def things_of(thread: Any, stage: Stage) -> Iterator[tuple[Any, Post | Comment, str]]:
    yield thread, stage.posts[thread.key], "post"
    for said in thread.comments:
        for each in (said, *said.replies):
            yield each, stage.comments[each.key], "comment"


def plant_beside(threads: Iterable[Any], stage: Stage) -> None:
    """Tags, people named and thanked, shares, versions, and who follows what they wrote in."""
    keyed = dict(Person.objects.filter(pk__in=stage.people.values()).values_list("key", "pk"))
    for thread in threads:
        post = stage.posts[thread.key]
        found = {tag.folded: tag.name for tag in tags.find_rich(post.body)}
        found |= {tag.folded: tag.name for word in thread.tags for tag in tags.find(f"#{word.replace(' ', '-')}")}
        Tag.objects.bulk_create(
            [Tag(post=post, folded=key, name=name, published_at=post.published_at) for key, name in found.items()]
        )
        named = {keyed[key] for key in mentions.find(post.body) if key in keyed}
        Mention.objects.bulk_create([Mention(post=post, person_id=person) for person in named])
        Thanked.objects.bulk_create([Thanked(post=post, person_id=stage.people[who]) for who in thread.kudos_to])
        shares = [
            Share(post=post, space_id=stage.spaces[s], by_id=post.author_id, at=thread.at) for s in thread.shared_in
        ]
        Share.objects.bulk_create(shares)
        if thread.edited:
            before = stage.html(thread.edited.before)
            Version.objects.create(
                post=post, title=thread.title, body=before, by_id=post.author_id, at=thread.edited.at
            )
    writers = {(post.pk, post.author_id) for post in stage.posts.values()}
    writers |= {(comment.post_id, comment.author_id) for comment in stage.comments.values()}
    Subscription.objects.bulk_create([Subscription(post_id=p, person_id=w) for p, w in sorted(writers)], batch_size=500)


def plant_reading(bookmarks: Iterable[Any], acknowledgements: Iterable[Any], stage: Stage) -> None:
    """What people kept and what they confirmed."""
    kept = {(stage.posts[b.thread].pk, stage.people[b.login]): b.at for b in bookmarks if b.thread in stage.posts}
    Bookmark.objects.bulk_create(
        [Bookmark(post_id=p, person_id=w, at=at) for (p, w), at in kept.items()], batch_size=500
    )
    read = {(stage.posts[a.thread].pk, stage.people[a.login]): a.at for a in acknowledgements}
    rows = [Acknowledgement(post_id=p, person_id=w, at=at) for (p, w), at in read.items()]
    Acknowledgement.objects.bulk_create(rows, batch_size=500)


def plant_links(links: Iterable[Any], inside: Iterable[tuple[str, str]], stage: Stage) -> int:
    """Links in posts whose titles begin so, each with what its page would say of itself. How many."""
    by_title = {post.title: post for post in stage.posts.values() if post.title}
    count = 0
    for link in links:
        for post in titled(by_title, link.post):
            append(post, link.url, link.url.partition("://")[2])
            told = {"title": link.title, "description": link.description, "site": link.site}
            preview = Preview.objects.create(url=link.url, fetched_at=post.published_at, **told)
            PostLink.objects.create(post=post, preview=preview)
            count += 1
    for start, other in inside:
        for post, target in zip(titled(by_title, start), titled(by_title, other), strict=False):
            append(post, address(target.key, target.title), target.title)
            count += 1
    return count


def titled(posts: Mapping[str, Post], start: str) -> list[Post]:
    """The newest post whose title begins so, if there is one."""
    found = [post for title, post in posts.items() if title.startswith(start)]
    return sorted(found, key=lambda post: post.published_at)[-1:]


def append(post: Post, url: str, words: str) -> None:
    """The link stands under the text."""
    post.body = rich.clean(f'{post.body}<p><a href="{url}">{words}</a></p>')
    post.save(update_fields=["body"])


def plant_asked() -> None:
    """Of how many each required reading was asked: those in the space on its day, its author apart."""
    for post in Post.objects.filter(required_by__isnull=False).select_related("space"):
        count_asked(post)


def plant_reminder(stage: Stage, now: datetime) -> None:
    """The most pressing running reading: its author has prepared a reminder for tomorrow at nine."""
    running = Post.objects.filter(required_by__gte=now.date() + timedelta(days=1))
    post = running.order_by("required_by", "pk").select_related("author").first()
    if post is None:
        return
    at = datetime.combine(now.astimezone(ZoneInfo(post.author.time_zone)).date() + timedelta(days=1), time(9))
    body = f'<p>Merci de lire et de confirmer : <a href="/posts/{post.key}">{post.title}</a></p>'
    made = Draft.objects.create(
        key=next(stage.keys),
        author_id=post.author_id,
        space_id=post.space_id,
        title=f"Rappel : {post.title}",
        body=rich.clean(body),
        saved_at=now,
        scheduled_for=at.replace(tzinfo=ZoneInfo(post.author.time_zone)),
    )
    if made.scheduled_for:
        actions.publish_scheduled.using(run_after=made.scheduled_for).enqueue(made.pk)


def plant_about(talks: Iterable[Any], stage: Stage) -> list[Post]:
    """Conversations about things of rooms above: `thing` with kind, id, title and space, `announced`, `said`."""
    return [plant_talk(talk, stage) for talk in talks]


def plant_talk(talk: Any, stage: Stage) -> Post:
    """One conversation: quiet, or announced by somebody with some words."""
    by, at, words = talk.announced or (talk.said[0][0], talk.said[0][1], "")
    post: Post = Post.objects.create(
        key=next(stage.keys),
        space_id=talk.space_id,
        author_id=stage.people[by],
        title=talk.title,
        body=stage.html(words) if words else "",
        language=talk.language,
        published_at=at,
        arrived_at=at,
        active_at=max([at, *(said for _who, said, _words in talk.said)]),
        comment_count=len(talk.said),
        about_kind=talk.kind,
        about_id=talk.id,
        quiet_since=None if talk.announced else at,
    )
    made = [reply_about(post, who, said, words, stage) for who, said, words in talk.said]
    stage.comments |= {comment.key: comment for comment in Comment.objects.bulk_create(made)}
    writers = {post.author_id, *(comment.author_id for comment in made)}
    Subscription.objects.bulk_create(Subscription(post=post, person_id=person) for person in sorted(writers))
    return post


def reply_about(post: Post, who: str, at: datetime, words: str, stage: Stage) -> Comment:
    said = {"body": stage.html(words), "language": post.language, "published_at": at, "arrived_at": at}
    return Comment(key=next(stage.keys), post=post, author_id=stage.people[who], **said)


def plant_drafts(drafts: Iterable[Any], stage: Stage) -> None:
    """What is being written, and what is to appear later."""
    for draft in drafts:
        made = Draft.objects.create(
            key=next(stage.keys),
            author_id=stage.people[draft.author],
            space_id=stage.spaces[draft.space],
            kind=draft.kind,
            title=draft.title,
            body=stage.html(draft.body),
            saved_at=draft.saved_at,
            scheduled_for=draft.scheduled_for,
        )
        stage.drafts.append(made)
        if made.scheduled_for:
            actions.publish_scheduled.using(run_after=made.scheduled_for).enqueue(made.pk)


def plant_delegations(delegations: Iterable[Any], stage: Stage) -> None:
    """Who may write in whose name."""
    rows = [
        Delegation(
            leader_id=stage.people[lent.leader],
            writer_id=stage.people[lent.delegate],
            space_id=stage.spaces[lent.space],
            since=datetime.combine(lent.since, time.min, UTC),
            until=datetime.combine(lent.until, time(17), UTC),
        )
        for lent in delegations
    ]
    Delegation.objects.bulk_create(rows)
