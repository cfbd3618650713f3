"""Exports of any size to import: `python -m bench.exports slack|discourse FILE --messages N`, the same each time."""

import json
import random
import zipfile
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

FIRST = datetime(2019, 1, 7, tzinfo=UTC)
_WORDS = """
    the of a line glass frame order delivery seal window meeting tomorrow customer drawing version timber door hinge
    plant sample measure answer question planning site crane safety report quality training stock supplier paint oak
"""
WORDS = _WORDS.split()
EMOJI = ["+1", "heart", "tada", "eyes", "pray", "custom_parrot"]
Json = dict[str, Any]


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=["slack", "discourse"])
    parser.add_argument("file", type=Path)
    parser.add_argument("--messages", type=int, default=50_000)
    parser.add_argument("--people", type=int, default=2_000)
    parser.add_argument("--spaces", type=int, default=200)
    given = parser.parse_args()
    files = slack if given.kind == "slack" else discourse
    with zipfile.ZipFile(given.file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files(given.messages, given.people, given.spaces):
            archive.writestr(zipfile.ZipInfo(name), json.dumps(content), zipfile.ZIP_DEFLATED)


def slack(messages: int, people: int, spaces: int) -> Iterator[tuple[str, Any]]:
    """Channels of skewed sizes, about fifty messages a day file, a quarter of all in threads, joins between them."""
    yield "users.json", [_member(number) for number in range(people)]
    channels = [{"id": f"C{n:07}", "name": f"channel-{n}", "creator": _id(n % people)} for n in range(spaces)]
    yield "channels.json", channels
    for number, channel in enumerate(channels):
        chance = random.Random(number)
        share = messages * _weight(number) // sum(map(_weight, range(spaces)))
        said = list[Json]()
        for place in range(share):
            said.append(_message(chance, channel["id"], place, said, people))
            if len(said) == 50 or place == share - 1:
                day = FIRST + timedelta(days=place // 50)
                yield f"{channel['name']}/{day:%Y-%m-%d}.json", said
                said = []


def discourse(messages: int, people: int, spaces: int) -> Iterator[tuple[str, Any]]:
    """Topics of skewed sizes, each a file as the forum gives it."""
    yield "categories.json", {"category_list": {"categories": [_category(n + 1) for n in range(spaces)]}}
    chance, topic, post = random.Random(1), 0, 0
    while post < messages:
        topic += 1
        size = min(messages - post, 1 + int(chance.paretovariate(0.8)))
        posts = [_post(chance, post + n + 1, topic, n + 1, people) for n in range(min(size, 500))]
        post += len(posts)
        head = {"id": topic, "title": f"Topic {topic}: {_words(chance, 5)}", "category_id": 1 + topic % spaces}
        yield f"topics/{topic}.json", {**head, "post_stream": {"posts": posts, "stream": [it["id"] for it in posts]}}


def _weight(number: int) -> int:
    return 10_000 // (number + 5)


def _id(number: int) -> str:
    return f"U{number:07}"


def _member(number: int) -> Json:
    profile = {"real_name": f"Person Number{number}", "display_name": "", "email": f"p{number}@export.example"}
    return {"id": _id(number), "name": f"person{number}", "team_id": "T0001", "profile": profile}


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count))


def _message(chance: random.Random, channel: str, place: int, said: list[Json], people: int) -> Json:
    ts = f"{int(FIRST.timestamp()) + place * 1700}.{place % 1_000_000:06}"
    user = _id(int(people * chance.random() ** 2))
    if chance.random() < 0.06:
        return {"type": "message", "subtype": "channel_join", "user": user, "ts": ts, "text": "has joined the channel"}
    made: Json = {"type": "message", "user": user, "ts": ts, "text": _text(chance, channel, said, people)}
    if said and chance.random() < 0.3:
        above = chance.choice(said)
        made["thread_ts"] = above.setdefault("thread_ts", above["ts"]) if "subtype" not in above else ts
    if chance.random() < 0.2:
        made["reactions"] = [{"name": chance.choice(EMOJI), "users": [_id(chance.randrange(people))], "count": 1}]
    return made


def _text(chance: random.Random, channel: str, said: list[Json], people: int) -> str:
    text = _words(chance, 5 + int(chance.expovariate(1 / 20)))
    if chance.random() < 0.15:
        text += f" <@{_id(chance.randrange(people))}> *{_words(chance, 2)}*"
    if said and chance.random() < 0.03:
        text += f" <https://export.slack.com/archives/{channel}/p{said[0]['ts'].replace('.', '')}>"
    return text


def _category(number: int) -> Json:
    return {"id": number, "name": f"Category {number}", "slug": f"category-{number}"}


def _post(chance: random.Random, number: int, topic: int, place: int, people: int) -> Json:
    user = int(people * chance.random() ** 2) + 1
    at = FIRST + timedelta(minutes=7 * number)
    text = _words(chance, 10 + int(chance.expovariate(1 / 40)))
    if chance.random() < 0.1:
        text += f' <a class="mention" href="/u/person{chance.randrange(people) + 1}">@person</a>'
    return {
        "id": number,
        "topic_id": topic,
        "post_number": place,
        "post_type": 1,
        "user_id": user,
        "username": f"person{user}",
        "name": f"Person Number{user}",
        "created_at": at.isoformat(),
        "reply_to_post_number": chance.randrange(1, place) if place > 2 and chance.random() < 0.4 else None,
        "cooked": f"<p>{text}</p>",
        "actions_summary": [{"id": 2, "count": 1}] if chance.random() < 0.2 else [],
    }


if __name__ == "__main__":
    main()
