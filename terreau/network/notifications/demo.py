"""What waits for the people of the demo company: notices that follow from its last two weeks, and a few mails."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from terreau.foundation.identity.models import Person
from terreau.foundation.text import mentions
from terreau.network.notifications import queries
from terreau.network.notifications.actions.mailing import send
from terreau.network.notifications.models import Channel, Kind, Letter, Notice
from terreau.network.spaces import queries as spaces

RECENT, FRESH = timedelta(days=14), timedelta(hours=30)
# Whose mails lie in the outbox.
SHOWN = ("alice", "bob", "dora", "charlie", "gaby")
Told = tuple[int, str, int, Any, str, datetime]  # who, why, by whom, the thing, its topic, when


def plant(threads: Iterable[Any], stage: Any, now: datetime, keys: Iterator[str]) -> int:
    """Notices of the last two weeks: what is older than a day was read. How many."""
    known = dict(Person.objects.filter(pk__in=stage.people.values()).values_list("key", "pk"))
    rows: dict[tuple[int, str, int], Notice] = {}
    for told in all_told(threads, stage, known):
        who, _kind, actor, thing, _topic, at = told
        if who != actor and now - RECENT < at <= now:
            rows.setdefault((who, type(thing).__name__, thing.pk), notice(told, now, next(keys)))
    Notice.objects.bulk_create(rows.values(), batch_size=500)
    if not settings.CONFIGURATION.mail_url:
        for login in SHOWN:
            mail(stage.people.get(login, 0), now, keys)
    Notice.objects.filter(letter=None, channel=Channel.MAIL).update(channel=Channel.CENTRE)
    return len(rows)


def plant_messages(waiting: Iterable[tuple[int, Any]], keys: Iterator[str]) -> int:
    """What waits unread in conversations: for each a notice of its first message, to whom it waits for. How many."""
    made = []
    for person, message in waiting:
        act = "chat.said" if message.conversation.is_group else "chat.sent"
        topic = f"conversation:{message.conversation_id}"
        told = {"act": act, "actor_id": message.author_id, "thing_kind": "message", "thing_id": message.pk}
        fields = {"topic": topic, "at": message.sent_at, "channel": queries.channel_at_start(Kind.MESSAGE), **told}
        made.append(Notice(key=next(keys), person_id=person, kind=Kind.MESSAGE, **fields))
    Notice.objects.bulk_create(made)
    return len(made)


def notice(told: Told, now: datetime, key: str) -> Notice:
    """Its row; what is older than a day was read two hours later."""
    who, kind, actor, thing, topic, at = told
    return Notice(
        key=key,
        person_id=who,
        kind=kind,
        actor_id=actor,
        thing_kind=type(thing).__name__.lower(),
        thing_id=thing.pk,
        topic=topic,
        at=at,
        read_at=None if now - at < FRESH else at + timedelta(hours=2),
        channel=queries.channel_at_start(kind),
    )


def all_told(threads: Iterable[Any], stage: Any, known: Mapping[str, int]) -> Iterator[Told]:
    """Who was told of what in these conversations, the weightiest reason first."""
    for thread in threads:
        post = stage.posts[thread.key]
        topic = f"post:{post.pk}"
        for login in thread.kudos_to:
            yield stage.people[login], Kind.KUDOS, post.author_id, post, topic, post.published_at
        if post.required_by:
            for person in spaces.member_ids(post.space_id):
                yield person, Kind.REQUIRED, post.author_id, post, topic, post.published_at
        said = [stage.comments[one.key] for top in thread.comments for one in (top, *top.replies)]
        for thing in (post, *said):
            for key in mentions.find(thing.body):
                if key in known:
                    yield known[key], Kind.MENTION, thing.author_id, thing, topic, thing.published_at
        yield from answers(post, said, topic)


def answers(post: Any, said: Iterable[Any], topic: str) -> Iterator[Told]:
    """Who was answered, and who had written in the conversation before."""
    writers = {post.author_id}
    for comment in said:
        above = comment.parent.author_id if comment.parent_id else post.author_id
        for person in sorted(writers):
            kind = Kind.REPLY if person in {post.author_id, above} else Kind.FOLLOWED
            yield person, kind, comment.author_id, comment, topic, comment.published_at
        writers.add(comment.author_id)


def mail(person_id: int, now: datetime, keys: Iterator[str]) -> None:
    """The mail at once and the digest that this person would have got."""
    for channel in (Channel.MAIL, Channel.DIGEST):
        waiting = Notice.objects.filter(person_id=person_id, channel=channel, read_at=None)
        if not waiting.exists():
            continue
        day = now.date() if channel == Channel.DIGEST else None
        fields = {"channel": channel, "period": day, "since": now - timedelta(days=1), "begun_at": now}
        with transaction.atomic():
            letter = Letter.objects.create(key=next(keys), person_id=person_id, closed_at=now, **fields)
            waiting.update(letter=letter)
        if send(letter):
            Letter.objects.filter(pk=letter.pk).update(sent_at=now)
