"""What the people of the demo company write to each other: read, save what the other one has not answered yet."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from terreau.foundation.text import rich
from terreau.network.chat.models import Conversation, Message, Participant


def plant(talks: Iterable[Any], people: Mapping[str, int], keys: Iterator[str]) -> int:
    """Every conversation with its messages (`first`, `second`, `language`, `said`: who, when, what). How many."""
    count = 0
    for talk in talks:
        first, second = sorted((people[talk.first], people[talk.second]))
        ended, last = talk.said[-1][1], len(talk.said)
        fields = {"created_at": talk.said[0][1], "active_at": ended, "last_number": last}
        conversation = Conversation.objects.create(key=next(keys), first_id=first, second_id=second, **fields)
        rows = [
            Message(
                conversation=conversation,
                number=number,
                author_id=people[who],
                body=rich.from_plain(words),
                language=talk.language,
                sent_at=at,
            )
            for number, (who, at, words) in enumerate(talk.said, 1)
        ]
        Message.objects.bulk_create(rows)
        Participant.objects.bulk_create([reader(conversation, person, rows) for person in (first, second)])
        count += last
    return count


def reader(conversation: Conversation, person: int, rows: list[Message]) -> Participant:
    """They have read up to their own last words."""
    read = max((row.number for row in rows if row.author_id == person), default=0)
    return Participant(conversation=conversation, person_id=person, read_number=read, joined_at=conversation.created_at)
