"""First reading of a forum: which topics and posts there are, which come twice, who is who. No text is kept."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from terreau.bridges.imports.discourse.reading.cooked import Held
from terreau.bridges.imports.discourse.reading.documents import Category, Record, Topic, User, documents, json_files
from terreau.bridges.imports.staging import plain, reasons
from terreau.bridges.imports.staging.archive import Archive
from terreau.bridges.imports.staging.plain import Json, line, text, whole
from terreau.bridges.imports.staging.shapes import Said

WHISPER, SMALL_ACTION = 4, 3
_HIGHEST = 1 << 20


class Forum:
    """What the first reading found. Gives links the places they lead to."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.host = ""
        self.topics: dict[int, Topic] = {}
        self.categories: dict[int, Category] = {}
        self.users: dict[str, Json] = {}
        self.held = Held(_uploads(archive))
        self._usernames: dict[str, str] = {}
        self._numbers: dict[int, dict[int, int]] = {}
        self._leads: dict[int, int] = {}
        self._best: dict[int, _Version] = {}

    def read(self) -> None:
        """Go through every file once; through those with posts that come twice once more."""
        ids, homes = array("q"), array("l")
        names = json_files(self.archive)
        for home, name in enumerate(names):
            for found in documents(self.archive, name):
                if isinstance(found, Record):
                    self._post(found)
                    if fault(found) is None:
                        ids.append(whole(found.post.get("id")))
                        homes.append(home)
                elif isinstance(found, Topic):
                    self._topic(found)
                elif isinstance(found, Category):
                    self._category(found)
                elif isinstance(found, User):
                    self._user(found.user)
        self._rank(ids, homes, names)
        self._settle()

    def chosen(self, record: Record) -> bool:
        """Whether this is the version to keep of a post that the export holds more than once."""
        best = self._best.get(whole(record.post.get("id")))
        return best is None or best.spot == _spot(record)

    def private(self, record: Record) -> bool:
        topic = self.topics.get(record.topic)
        return topic is not None and topic.private

    def leads(self, record: Record) -> bool:
        """Whether a post is the first of its topic that the export holds."""
        places = self._numbers.get(record.topic, {})
        return places.get(self.lead(record.topic), 0) // _HIGHEST == whole(record.post.get("id"))

    def lead(self, topic: int) -> int:
        """The number of the first post of a topic that the export holds."""
        return self._leads.get(topic, 0)

    def top(self, topic: int, number: int) -> int:
        """The number of the answer below which this one hangs: its own, if it answers the topic itself."""
        return self._numbers.get(topic, {}).get(number, number) % _HIGHEST

    def used_categories(self) -> Iterator[Category]:
        """The categories of the topics that are kept, in the order of their ids."""
        found = (self.topics.get(topic) or Topic(topic) for topic in self._numbers)
        used = {topic.category for topic in found if not topic.private}
        for number in sorted(used):
            yield self.categories.get(number) or Category(number, "", sure=0)

    def person(self, username: str) -> str | None:
        return self._usernames.get(username.lower())

    def who(self, user: Json) -> str:
        """The identifier of an author, also where a post gives a name only and another gave its account."""
        own = person_id(user)
        return own if not own.startswith("u/") else self.person(own.removeprefix("u/")) or own

    def space(self, category: int) -> str | None:
        return str(category) if category in self.categories else None

    def message(self, topic: int, number: int) -> str | None:
        places = self._numbers.get(topic)
        if not places:
            return None
        found = places.get(number) or (places.get(self.lead(topic)) if number <= 1 else None)
        return str(found // _HIGHEST) if found else None

    def post(self, post: int) -> str | None:
        return str(post)

    def title(self, topic: int) -> str | None:
        found = self.topics.get(topic)
        return found.title if found else None

    def _post(self, record: Record) -> None:
        post = record.post
        self._user(post)
        if not self.host:
            parts = text(post.get("avatar_template"), 300).split("/user_avatar/", 1)
            self.host = parts[1].split("/", 1)[0].lower() if len(parts) == 2 else ""
        if fault(record) is not None or self.private(record):
            return
        number = whole(post.get("post_number"))
        answers = whole(post.get("reply_to_post_number"))
        answers = answers if answers < number else 0
        self._numbers.setdefault(record.topic, {})[number] = whole(post.get("id")) * _HIGHEST + answers
        if post.get("accepted_answer") is True:
            self._topic(Topic(record.topic, accepted=number, answered=True))

    def _user(self, user: Json) -> None:
        username = line(user.get("username"), 80)
        if username:
            known = self._usernames.get(username.lower(), "u/")
            self._usernames[username.lower()] = person_id(user) if known.startswith("u/") else known
            if "post_number" not in user:
                self.users.setdefault(person_id(user), user)

    def _topic(self, found: Topic) -> None:
        known = self.topics.get(found.id)
        if known is None or (found.full and not known.full):
            base, more = found, known
        else:
            base, more = known, found
        self.topics[found.id] = base if more is None else _joined(base, more)

    def _category(self, found: Category) -> None:
        known = self.categories.get(found.id)
        if known is None or found.sure > known.sure:
            self.categories[found.id] = found

    def _settle(self) -> None:
        """Replace every “answers number N” by the topmost answer it leads to: one level of replies."""
        for topic, places in self._numbers.items():
            lead = self._leads[topic] = min(places)
            for number in sorted(places):
                answers = places[number] % _HIGHEST
                above = number if answers <= lead or answers not in places else places[answers] % _HIGHEST
                places[number] += above - answers

    def _rank(self, ids: "array[int]", homes: "array[int]", names: list[str]) -> None:
        """Find the newest version of every post that comes twice; where an older one stood, there is nothing."""
        twice = {one for one, other in pairwise(sorted(ids)) if one == other}
        versions: dict[int, list[_Version]] = {}
        for home in sorted({home for post, home in zip(ids, homes, strict=True) if post in twice}):
            for found in documents(self.archive, names[home]):
                if isinstance(found, Record) and whole(found.post.get("id")) in twice and fault(found) is None:
                    versions.setdefault(whole(found.post.get("id")), []).append(_version(found))
        for post, seen in versions.items():
            best = self._best[post] = max(seen, key=lambda version: version.rank)
            for version in seen:
                if version.where != best.where:
                    self._forget(post, *version.where)

    def _forget(self, post: int, topic: int, number: int) -> None:
        places = self._numbers.get(topic, {})
        if places.get(number, 0) // _HIGHEST == post:
            del places[number]
        if not places:
            self._numbers.pop(topic, None)


@dataclass(frozen=True, slots=True)
class _Version:
    """One of several copies of a post: how new it is, where in the export, where in the forum."""

    rank: tuple[int, str, int]
    spot: str
    where: tuple[int, int]


def _version(record: Record) -> _Version:
    post = record.post
    rank = (whole(post.get("version")), text(post.get("updated_at"), 40), whole(post.get("reads")))
    return _Version(rank, _spot(record), (record.topic, whole(post.get("post_number"))))


def fault(record: Record) -> Said | None:
    """Why a post cannot be kept whatever else there is, or None. Whispers are none of our business either."""
    post = record.post
    kind = post.get("post_type", 1)
    if kind == WHISPER:
        return Said(reasons.WHISPERS, {"count": 1})
    if not whole(post.get("id")) or not record.topic or not 0 < whole(post.get("post_number")) < _HIGHEST:
        return Said(reasons.NO_ID)
    if kind == SMALL_ACTION:
        return Said(reasons.SYSTEM_MESSAGE, {"kind": line(post.get("action_code"), 60) or "action"})
    if post.get("deleted_at") or post.get("hidden") is True:
        return Said(reasons.DELETED if post.get("deleted_at") else reasons.HIDDEN)
    usable = plain.date(post.get("created_at")) is not None
    return None if usable else Said(reasons.NO_TIME, {"value": plain.shown(text(post.get("created_at"), 60))})


def person_id(user: Json) -> str:
    """Somebody’s identifier in the forum: the number of the account, its name where the export has no number."""
    number = user.get("user_id", None if "post_number" in user else user.get("id"))
    if isinstance(number, int) and not isinstance(number, bool) and number:
        return str(number)
    username = line(user.get("username"), 80)
    return f"u/{username.lower()}" if username else "unknown"


def _spot(record: Record) -> str:
    return f"{record.file}\n{record.position}"


def _joined(base: Topic, more: Topic) -> Topic:
    """What two sightings say of a topic together; `base` is asked first."""
    if base == more:
        return base
    return replace(
        base,
        title=base.title or more.title,
        category=base.category or more.category,
        tags=base.tags or more.tags,
        closed=base.closed or more.closed,
        pinned=base.pinned or more.pinned,
        private=base.private or more.private,
        accepted=base.accepted or more.accepted,
        answered=base.answered or more.answered,
    )


def _uploads(archive: Archive) -> dict[str, str]:
    """The uploads that lie in the archive: what follows `uploads/` in their address -> their place."""
    held: dict[str, str] = {}
    for name in archive.names():
        _, found, rest = f"/{name}".rpartition("/uploads/")
        if found and rest:
            held[rest] = name
    return held
