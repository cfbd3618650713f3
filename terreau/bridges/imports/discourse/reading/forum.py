"""First reading of a forum: which topics and posts there are, which come twice, who is who. No text is kept."""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from itertools import groupby
from operator import itemgetter

from terreau.bridges.imports.discourse.reading.documents import Category, Record, Topic, User, documents, json_files
from terreau.bridges.imports.discourse.reading.uploads import Held, uploads_of
from terreau.bridges.imports.staging import plain, reasons
from terreau.bridges.imports.staging.archive import Archive
from terreau.bridges.imports.staging.plain import Json, line, text, whole
from terreau.bridges.imports.staging.scratch import Scratch
from terreau.bridges.imports.staging.shapes import Said

WHISPER, SMALL_ACTION = 4, 3
_HIGHEST = 1 << 20
_OF_USERS = ("username", "name", "email", "title", "timezone")
_SCHEMA = """
    CREATE TABLE topic (id INTEGER PRIMARY KEY, said TEXT);
    CREATE TABLE post (id INTEGER PRIMARY KEY, rank TEXT, spot TEXT, topic INTEGER, number INTEGER, answers INTEGER);
    CREATE INDEX post_of_topic ON post (topic, number, id, answers);
    CREATE TABLE place (topic INTEGER, number INTEGER, id INTEGER, top INTEGER, PRIMARY KEY (topic, number))
        WITHOUT ROWID;
    CREATE TABLE username (name TEXT PRIMARY KEY, person TEXT) WITHOUT ROWID;
    CREATE TABLE called (username TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;
    CREATE TABLE user (id TEXT PRIMARY KEY, said TEXT) WITHOUT ROWID;
"""


class Forum:
    """What the first reading found. Gives links the places they lead to."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.host = ""
        self.categories: dict[int, Category] = {}
        self.held = Held(uploads_of(archive))
        self._scratch = Scratch(_SCHEMA)

    def read(self) -> None:
        """Go through every file once."""
        for name in json_files(self.archive):
            for found in documents(self.archive, name):
                if isinstance(found, Record):
                    self._post(found)
                elif isinstance(found, Topic):
                    self._topic(found)
                elif isinstance(found, Category):
                    self._category(found)
                elif isinstance(found, User):
                    self._user(found.user)
        self._settle()

    def chosen(self, record: Record) -> bool:
        """Whether this is the version to keep of a post that the export holds more than once."""
        found = self._scratch.one("SELECT spot FROM post WHERE id = ?", whole(record.post.get("id")))
        return found is None or found[0] == _spot(record)

    def private(self, record: Record) -> bool:
        return self.topic(record.topic).private

    def gone(self, record: Record) -> bool:
        return self.topic(record.topic).gone

    def topic(self, id: int) -> Topic:
        """What is known of a topic."""
        found = self._scratch.one("SELECT said FROM topic WHERE id = ?", id)
        return _topic_of(found[0]) if found else Topic(id)

    def leads(self, record: Record) -> bool:
        """Whether a post is the first of its topic that the export holds."""
        question = "SELECT id FROM place WHERE topic = ? ORDER BY number LIMIT 1"
        return self._scratch.one(question, record.topic) == (whole(record.post.get("id")),)

    def lead(self, topic: int) -> int:
        """The number of the first post of a topic that the export holds."""
        found = self._scratch.one("SELECT min(number) FROM place WHERE topic = ?", topic)
        return (found[0] if found else 0) or 0

    def top(self, topic: int, number: int) -> int:
        """The number of the answer below which this one hangs: its own, if it answers the topic itself."""
        found = self._scratch.one("SELECT top FROM place WHERE topic = ? AND number = ?", topic, number)
        return found[0] if found else number

    def used_categories(self) -> Iterator[Category]:
        """The categories of the topics that are kept, in the order of their ids."""
        used: set[int] = set()
        for (topic,) in self._scratch.rows("SELECT DISTINCT topic FROM place"):
            found = self.topic(topic)
            used.add(found.category)
        for number in sorted(used):
            yield self.categories.get(number) or Category(number, "", sure=0)

    def above(self, category: Category) -> list[Category]:
        """The categories that hold this one, the nearest first."""
        found: list[Category] = []
        while (up := self.categories.get(category.parent)) and up not in found:
            found.append(up)
            category = up
        return found

    def person(self, username: str) -> str | None:
        found = self._scratch.one("SELECT person FROM username WHERE name = ?", username.lower())
        return found[0] if found else None

    def called(self, username: str) -> str | None:
        """The name of somebody whose user name a post writes."""
        found = self._scratch.one("SELECT name FROM called WHERE username = ?", username.lower())
        return found[0] if found else None

    def who(self, user: Json) -> str:
        """The identifier of an author, also where a post gives a name only and another gave its account."""
        own = person_id(user)
        return own if not own.startswith("u/") else self.person(own.removeprefix("u/")) or own

    def user(self, source_id: str) -> Json:
        """What a file of its own says about somebody."""
        found = self._scratch.one("SELECT said FROM user WHERE id = ?", source_id)
        return json.loads(found[0]) if found else {}

    def space(self, category: int) -> str | None:
        return str(category) if category in self.categories else None

    def message(self, topic: int, number: int) -> str | None:
        found = self._scratch.one("SELECT id FROM place WHERE topic = ? AND number = ?", topic, number)
        if found is None and number <= 1:
            found = self._scratch.one("SELECT id FROM place WHERE topic = ? ORDER BY number LIMIT 1", topic)
        return str(found[0]) if found else None

    def post(self, post: int) -> str | None:
        return str(post)

    def title(self, topic: int) -> str | None:
        return self.topic(topic).title or None

    def _post(self, record: Record) -> None:
        post = record.post
        self._user(post)
        if not self.host:
            parts = text(post.get("avatar_template"), 300).split("/user_avatar/", 1)
            self.host = parts[1].split("/", 1)[0].lower() if len(parts) == 2 else ""
        if fault(record) is not None:
            return
        number = whole(post.get("post_number"))
        answers = whole(post.get("reply_to_post_number"))
        rank = json.dumps(_rank(post))
        where = (record.topic, number, answers if answers < number else 0)
        self._keep(whole(post.get("id")), rank, _spot(record), where)
        if post.get("accepted_answer") is True:
            self._topic(Topic(record.topic, accepted=number, answered=True))

    def _keep(self, post: int, rank: str, spot: str, where: tuple[int, int, int]) -> None:
        """Of a post that comes twice the newest version counts; where an older one stood, there is nothing."""
        known = self._scratch.one("SELECT rank FROM post WHERE id = ?", post)
        if known is None or json.loads(rank) > json.loads(known[0]):
            self._scratch.run("INSERT OR REPLACE INTO post VALUES (?, ?, ?, ?, ?, ?)", post, rank, spot, *where)

    def _user(self, user: Json) -> None:
        username = line(user.get("username"), 80)
        if not username:
            return
        name = line(user.get("name")) or line(user.get("display_username"))
        if name:
            self._scratch.run("INSERT OR IGNORE INTO called VALUES (?, ?)", username.lower(), name)
        known = self.person(username) or "u/"
        if known.startswith("u/"):
            put = "INSERT OR REPLACE INTO username VALUES (?, ?)"
            self._scratch.run(put, username.lower(), person_id(user))
        if "post_number" not in user:
            said = {key: user[key] for key in _OF_USERS if isinstance(user.get(key), str)}
            self._scratch.run("INSERT OR IGNORE INTO user VALUES (?, ?)", person_id(user), json.dumps(said))

    def _topic(self, found: Topic) -> None:
        known = self._scratch.one("SELECT said FROM topic WHERE id = ?", found.id)
        told = found
        if known:
            earlier = _topic_of(known[0])
            better = found.full and not earlier.full
            told = _joined(found, earlier) if better else _joined(earlier, found)
        said = json.dumps(asdict(told))
        if known is None or said != known[0]:
            self._scratch.run("INSERT OR REPLACE INTO topic VALUES (?, ?)", found.id, said)

    def _category(self, found: Category) -> None:
        known = self.categories.get(found.id)
        if known is None or found.sure > known.sure:
            self.categories[found.id] = found

    def _settle(self) -> None:
        """Replace every “answers number N” by the topmost answer it leads to: one level of replies.

        Posts of private and of deleted topics have no place. Of two posts of one number the later one has it.
        """
        question = "SELECT topic, number, id, answers FROM post ORDER BY topic, number, id"
        for topic, posts in groupby(self._scratch.rows(question), key=itemgetter(0)):
            known = self.topic(topic)
            if known.private or known.gone:
                continue
            tops: dict[int, int] = {}
            for _topic, number, id, answers in posts:
                lead = next(iter(tops), number)
                tops[number] = number if answers <= lead or answers not in tops else tops[answers]
                self._scratch.run("INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?)", topic, number, id, tops[number])


def _topic_of(said: str) -> Topic:
    found = json.loads(said)
    return Topic(**{**found, "tags": tuple(found["tags"])})


def _rank(post: Json) -> list[object]:
    """How new a copy of a post is."""
    return [whole(post.get("version")), text(post.get("updated_at"), 40), whole(post.get("reads"))]


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
    # One its author took back stays: the forum shows it as such, and what answers it hangs on it.
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
        gone=base.gone or more.gone,
        accepted=base.accepted or more.accepted,
        answered=base.answered or more.answered,
    )
