"""Worlds for measuring: any number of people, spaces and posts, sizes skewed as in life, the same for the same seed.

Four viewers stand in every world: `bench-30` is in thirty spaces, `bench-dead` in one where nobody has written for
two years, `bench-300` in three hundred and follows a thousand people, `bench-huge` in the largest space alone.
"""

import random
from array import array
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

from bench import texts
from bench.entries import entry, index
from bench.loading import bulk, load, reset_sequences
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs.models import Placement, Unit
from terreau.network.calendar.models import Event
from terreau.network.people.models import Follow, Profile, Skill
from terreau.network.posts.models import Comment, Post, Reaction
from terreau.network.search.models import Indexed
from terreau.network.spaces.models import Membership, Space

VIEWERS = ("bench-30", "bench-dead", "bench-300", "bench-huge")
COUNTRIES = ("FR", "DE", "CA", "BR", "PL", "MA")
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
YEARS = timedelta(days=3 * 365)


@dataclass(frozen=True)
class Size:
    people: int
    spaces: int
    posts: int


SMALL = Size(people=2_000, spaces=400, posts=20_000)
LARGE = Size(people=200_000, spaces=20_000, posts=2_000_000)


def key(number: int) -> str:
    """A distinct key for every number: the number itself, scrambled, in the alphabet of keys."""
    number = (number * 2_654_435_761 + 97) % 31**7
    letters = []
    for _ in range(7):
        number, rest = divmod(number, 31)
        letters.append(ALPHABET[rest])
    return "".join(letters)


def replies_to(post: int) -> int:
    """One post in forty is a long conversation, one in four has an answer."""
    return 20 if post % 40 == 0 else 1 if post % 4 == 1 else 0


class World:
    """A world in the making. Ids are given here: person 1..n, the viewers first."""

    def __init__(self, size: Size, seed: int = 2026, now: datetime | None = None) -> None:
        self.size, self.dice = size, random.Random(seed)
        self.now = now or datetime.now(UTC)
        weights = [1 / (rank + 3) for rank in range(size.spaces)]
        self.shares = list(accumulate(weights))
        self.members: dict[int, list[int]] = {}
        self.places = array("i", [0])  # the space of each post

    def make(self) -> dict[str, int]:
        """Everything, in order. Returns how many rows of each."""
        with bulk():
            counts = {
                "units": load(Unit, ["id", "name", "key", "path", "country", "kind"], self.units()),
                "people": load(Person, PERSON, self.people()),
                "placements": load(Placement, ["person_id", "unit_id", "country"], self.placements()),
                "profiles": load(Profile, ["person_id", "title", "sort_name"], self.profiles()),
                "skills": load(Skill, ["person_id", "name", "folded"], self.skills()),
                "spaces": load(Space, SPACE, self.spaces()),
                "memberships": load(Membership, ["space_id", "person_id", "role", "read_at"], self.memberships()),
                "follows": load(Follow, ["follower_id", "followed_id"], self.follows()),
                "posts": load(Post, POST, self.posts()),
                "comments": load(Comment, COMMENT, self.comments()),
                "reactions": load(Reaction, ["post_id", "person_id", "kind"], self.reactions()),
                "events": load(Event, EVENT, self.events()),
                "entries": index(self.entries()),
            }
        made = [Unit, Person, Placement, Skill, Space, Membership, Follow, Post, Comment, Reaction, Event, Indexed]
        reset_sequences(made)
        return counts

    def units(self) -> Iterator[tuple[Any, ...]]:
        for number in range(1, 61):
            country = COUNTRIES[number % len(COUNTRIES)]
            yield number, f"Entité {number}", f"u{key(number)}", f"/{number}/", country, "entity"

    def people(self) -> Iterator[tuple[Any, ...]]:
        joined = self.now - YEARS
        for number in range(1, self.size.people + 1):
            login = VIEWERS[number - 1] if number <= len(VIEWERS) else f"p{number}"
            name = texts.name(number)
            yield number, key(number), login, f"{login}@bench.example", name, name.split()[0], "fr", joined, "!"

    def placements(self) -> Iterator[tuple[Any, ...]]:
        for number in range(1, self.size.people + 1):
            yield number, number % 60 + 1, COUNTRIES[(number % 60 + 1) % len(COUNTRIES)]

    def profiles(self) -> Iterator[tuple[Any, ...]]:
        for number in range(1, self.size.people + 1):
            yield number, texts.title(number), texts.name(number).casefold()

    def skills(self) -> Iterator[tuple[Any, ...]]:
        for number in range(1, self.size.people + 1):
            for skill in {texts.skill(number), texts.skill(number * 7 + 3)}:
                yield number, skill, skill

    def spaces(self) -> Iterator[tuple[Any, ...]]:
        counts = [len(self.members_of(number)) for number in range(1, self.size.spaces + 1)]
        for number in range(1, self.size.spaces + 1):
            openness = ("open", "open", "open", "closed", "secret")[number % 5]
            shown = self.now - YEARS
            yield number, key(number), texts.space(number), openness, shown, self.now, shown, counts[number - 1]

    def members_of(self, space: int) -> list[int]:
        """Skewed sizes: the first space holds a twentieth of everybody (10,000 of 200,000), most a handful."""
        known = self.members.get(space)
        if known is None:
            many = max(5, min(self.size.people // 20, int(self.size.people / (18 + 2 * space))))
            first = len(VIEWERS) + 1
            known = sorted(self.dice.sample(range(first, self.size.people + 1), min(many, self.size.people - first)))
            known += [viewer for viewer in range(1, 5) if space in self.spaces_of_viewer(viewer)]
            self.members[space] = known
        return known

    def spaces_of_viewer(self, viewer: int) -> Collection[int]:
        """Which spaces each of the four viewers is in; number 1 is the huge one, the last is the dead one."""
        step = max(1, self.size.spaces // 40)
        wide = max(1, (self.size.spaces - 2) // 300)
        return {
            1: range(2, 2 + 30 * step, step),
            2: {self.size.spaces},
            3: range(2, min(self.size.spaces, 2 + 300 * wide), wide),
            4: {1},
        }[viewer]

    def memberships(self) -> Iterator[tuple[Any, ...]]:
        read = self.now - timedelta(days=1)
        for space in range(1, self.size.spaces + 1):
            for rank, person in enumerate(self.members_of(space)):
                yield space, person, "owner" if rank < 2 else "member", read

    def follows(self) -> Iterator[tuple[Any, ...]]:
        many = min(1_000, self.size.people - 10)
        for followed in self.dice.sample(range(5, self.size.people + 1), many):
            yield 3, followed
        for follower in range(5, min(self.size.people, 20_000)):
            followed = 5 + (follower * 31) % (self.size.people - 5) if (follower * 31) % 7 else 1
            if followed != follower:
                yield follower, followed

    def posts(self) -> Iterator[tuple[Any, ...]]:
        alive = range(1, self.size.spaces)
        for number in range(1, self.size.posts + 1):
            dead = number <= 50
            space = self.size.spaces if dead else self.dice.choices(alive, cum_weights=self.shares[:-1])[0]
            self.places.append(space)
            people = self.members_of(space)
            at = (
                self.now
                - YEARS * (1 - number / self.size.posts * (0.3 if dead else 1))
                - timedelta(seconds=number % 59)
            )
            kind = "question" if number % 9 == 0 else "message"
            author = people[self.dice.randrange(len(people))]
            yield (
                *(number, f"p{key(number)}", space, author, kind, texts.headline(number), texts.body(number), "fr"),
                *(at, at, at, replies_to(number), number % 5),
            )

    def comments(self) -> Iterator[tuple[Any, ...]]:
        made = 0
        for post in range(1, self.size.posts + 1):
            for reply in range(replies_to(post)):
                made += 1
                author = 5 + (made * 7_919) % (self.size.people - 5)
                at = self.now - YEARS * (1 - post / self.size.posts) + timedelta(minutes=reply)
                yield made, f"c{key(made)}", post, author, texts.reply(made), "fr", at, at

    def reactions(self) -> Iterator[tuple[Any, ...]]:
        for number in range(1, self.size.posts + 1):
            for turn in range(number % 5):
                yield number, 5 + (number * 13 + turn * 101) % (self.size.people - 5), "useful"

    def events(self) -> Iterator[tuple[Any, ...]]:
        """Twelve in each space: six that were, six to come, one every nine days; each with a title, as events have."""
        made = 0
        for space in range(1, self.size.spaces + 1):
            for turn in range(-6, 6):
                made += 1
                start = self.now + timedelta(days=9 * turn + space % 9, hours=space % 24)
                author = self.members_of(space)[0]
                end = start + timedelta(hours=1)
                place = "Salle Merisier" if made % 2 else ""
                told = (texts.headline(3 * made + 1), texts.body(made), "fr", start, end, "Europe/Paris", place)
                yield made, f"e{key(made)}", space, author, author, *told

    def entries(self) -> Iterator[tuple[Any, ...]]:
        """What search finds: people and spaces, then posts with their replies, the newest last."""
        begun = self.now - YEARS
        for number in range(1, self.size.people + 1):
            yield entry("person", number, texts.name(number), f"{texts.title(number)} {texts.skill(number)}", begun)
        for number in range(1, self.size.spaces + 1):
            yield entry("space", number, texts.space(number), "", begun)
        made = 0
        for post in range(1, self.size.posts + 1):
            at = self.now - YEARS * (1 - post / self.size.posts)
            place = self.places[post]
            text = "\n\n".join(texts.paragraphs(post))
            yield entry("post", post, texts.headline(post), text, at, subkind="message", space=place)
            for _ in range(replies_to(post)):
                made += 1
                yield entry("comment", made, "", texts.answer(made), at, space=place)


PERSON = ["id", "key", "username", "email", "name", "given_name", "language", "joined_at", "password"]
SPACE = ["id", "key", "name", "openness", "created_at", "active_at", "shown_at", "member_count"]
POST = [
    *("id", "key", "space_id", "author_id", "kind", "title", "body", "language"),
    *("published_at", "arrived_at", "active_at", "comment_count", "useful"),
]
EVENT = [
    *("id", "key", "space_id", "created_by_id", "changed_by_id", "title", "body", "language"),
    *("starts_at", "ends_at", "zone", "place"),
]
COMMENT = ["id", "key", "post_id", "author_id", "body", "language", "published_at", "arrived_at"]
