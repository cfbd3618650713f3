"""Second reading of a forum: posts with their answers, in an order in which nothing comes before what it answers."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import datetime

from markdown_it import MarkdownIt

from terreau.bridges.imports.discourse.reading import raw
from terreau.bridges.imports.discourse.reading.cooked import LONGEST, Cook, Cooked, Upload
from terreau.bridges.imports.discourse.reading.documents import Record, documents, json_files
from terreau.bridges.imports.discourse.reading.forum import WHISPER, Forum, fault
from terreau.bridges.imports.staging import plain, reasons
from terreau.bridges.imports.staging.plain import Json, items, line, mapping, text, whole
from terreau.bridges.imports.staging.reactions import gathered
from terreau.bridges.imports.staging.scratch import Scratch
from terreau.bridges.imports.staging.shapes import Comment, File, Item, Notice, Person, Post, Reaction, Said, Skipped

_LIKE = 2
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


@dataclass(slots=True)
class Tally:
    """What is told once, at the end."""

    private: int = 0
    whispers: int = 0
    nameless: int = 0
    merged: int = 0
    votes: int = 0


class _Told:
    """Which posts and people were told of."""

    def __init__(self) -> None:
        self.posts = 0
        self._scratch = Scratch("CREATE TABLE told (kind TEXT, id TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID;")

    def add(self, kind: str, id: int | str) -> None:
        self._scratch.run("INSERT OR IGNORE INTO told VALUES (?, ?)", kind, str(id))
        self.posts += kind == "post"

    def holds(self, kind: str, id: int | str | None) -> bool:
        return self._scratch.one("SELECT 1 FROM told WHERE kind = ? AND id = ?", kind, str(id)) is not None


class Conversations:
    def __init__(self, forum: Forum) -> None:
        self.tally = Tally()
        self._forum = forum
        self._told = _Told()

    def items(self) -> Iterator[Item]:
        """Everything that was written. Files whose answers stand ahead of their questions are read again."""
        waiting = json_files(self._forum.archive)
        first = True
        while waiting:
            before = self._told.posts
            again: list[str] = []
            for name in waiting:
                early = yield from self._file(name, first)
                if early:
                    again.append(name)
            if self._told.posts == before and not first:
                return
            waiting, first = again, False

    def _file(self, name: str, first: bool) -> Generator[Item, None, bool]:
        """One file; returns whether something in it came too early. Only the first time are faults told."""
        early = False
        for found in documents(self._forum.archive, name):
            if isinstance(found, Skipped | Notice) and first:
                yield found
            elif isinstance(found, Record):
                if self._left_out(found):
                    yield from self._why(found) if first else ()
                elif not self._told.holds("post", whole(found.post.get("id"))):
                    if self._too_early(found):
                        early = True
                    else:
                        yield from self._kept(found)
        return early

    def _left_out(self, record: Record) -> bool:
        forum = self._forum
        return forum.private(record) or forum.gone(record) or fault(record) is not None or not forum.chosen(record)

    def _why(self, record: Record) -> Iterator[Skipped]:
        if self._forum.private(record):
            self.tally.private += 1
        elif record.post.get("post_type") == WHISPER:
            self.tally.whispers += 1
        else:
            duplicate = Said(reasons.DUPLICATE, {"id": whole(record.post.get("id"))})
            gone = Said(reasons.DELETED) if self._forum.gone(record) else None
            yield Skipped(record.file, record.position, fault(record) or gone or duplicate)

    def _too_early(self, record: Record) -> bool:
        """Whether what this post answers has not been told yet."""
        forum, number = self._forum, whole(record.post.get("post_number"))
        if forum.leads(record):
            return False
        above = {forum.lead(record.topic), forum.top(record.topic, number)}
        places = (forum.message(record.topic, other) for other in above)
        own = str(whole(record.post.get("id")))
        return any(place not in (None, own) and not self._told.holds("post", place) for place in places)

    def _kept(self, record: Record) -> Iterator[Item]:
        cooked = self._cooked(record.post)
        files, missing = self._files(cooked.uploads)
        if len(text(record.post.get("cooked"), LONGEST + 1)) > LONGEST:
            missing.append(Said(reasons.TEXT_CUT, {"most": LONGEST}))
        yield from (Skipped(record.file, record.position, reason) for reason in missing)
        if not cooked.html and not files:
            cooked.html = "<p>…</p>"
        yield from self._person(record.post, self._forum.who(record.post))
        reactions = yield from self._reactions(record.post)
        self.tally.votes += sum(whole(poll.get("voters")) for poll in items(record.post.get("polls")))
        self._told.add("post", whole(record.post.get("id")))
        if self._forum.leads(record):
            yield from self._told_topic(record)
            yield self._post(record, cooked, files, reactions)
        else:
            yield self._comment(record, cooked, files, reactions)

    def _told_topic(self, record: Record) -> Iterator[Notice]:
        topic = self._forum.topic(record.topic)
        title = topic.title or str(topic.id)
        if whole(record.post.get("post_number")) != 1:
            yield Notice(record.file, Said(reasons.NO_FIRST_POST, {"title": title}))
        if topic.missing:
            yield Notice(record.file, Said(reasons.POSTS_ABSENT, {"count": topic.missing, "title": title}))

    def _post(self, record: Record, cooked: Cooked, files: tuple[File, ...], given: tuple[Reaction, ...]) -> Post:
        post = record.post
        topic = self._forum.topic(record.topic)
        return Post(
            str(whole(post.get("id"))),
            str(topic.category),
            self._forum.who(post),
            plain.date(post.get("created_at")) or plain.moment(0),
            cooked.html,
            title=topic.title or None,
            kind="question" if topic.answered else "message",
            pinned=topic.pinned,
            closed=topic.closed,
            edited_at=_edited(post),
            tags=topic.tags,
            files=files,
            reactions=given,
        )

    def _comment(self, record: Record, cooked: Cooked, files: tuple[File, ...], given: tuple[Reaction, ...]) -> Comment:
        post, forum = record.post, self._forum
        number = whole(post.get("post_number"))
        top = forum.top(record.topic, number)
        topic = forum.topic(record.topic)
        return Comment(
            str(whole(post.get("id"))),
            forum.message(record.topic, forum.lead(record.topic)) or "",
            self._forum.who(post),
            plain.date(post.get("created_at")) or plain.moment(0),
            cooked.html,
            parent=forum.message(record.topic, top) if top != number else None,
            accepted=post.get("accepted_answer") is True or topic.accepted == number,
            edited_at=_edited(post),
            files=files,
            reactions=given,
        )

    def _cooked(self, post: Json) -> Cooked:
        source = text(post.get("cooked"), LONGEST)
        if not source.strip():
            source = _MARKDOWN.render(raw.markdown(text(post.get("raw") or post.get("blurb"), 100_000)))
        return Cook(self._forum, self._forum.held).cook(_noticed(post) + source)

    def _files(self, uploads: list[Upload]) -> tuple[tuple[File, ...], list[Said]]:
        files: dict[str, File] = {}
        missing: list[Said] = []
        for upload in uploads:
            path = self._forum.held(upload.address)
            source_id = upload.address.rpartition("/uploads/")[2].split("?", 1)[0] or upload.name
            if path is None:
                missing.append(Said(reasons.FILE_ABSENT, {"name": upload.name}))
            else:
                size = self._forum.archive.size(path)
                files[path] = File(source_id, upload.name, size=size, path=path, url=upload.address)
        return tuple(files.values()), missing

    def _person(self, post: Json, source_id: str) -> Iterator[Person]:
        """Who wrote a post or reacted to it, the first time."""
        if self._told.holds("person", source_id):
            return
        self._told.add("person", source_id)
        known = self._forum.user(source_id)
        username = line(post.get("username"), 80)
        name = line(post.get("name")) or line(post.get("display_username")) or line(known.get("name")) or username
        yield Person(
            source_id,
            name or source_id,
            username=username,
            email=plain.email(known.get("email")),
            title=line(post.get("user_title") or known.get("title"), 200),
            timezone=line(known.get("timezone"), 60),
            is_bot=source_id.startswith("-"),
            known=bool(username),
        )

    def _reactions(self, post: Json) -> Generator[Person, None, tuple[Reaction, ...]]:
        """Returns the reactions whose people are given; the others are counted, never invented."""
        given: list[tuple[str, str]] = []
        counts = [0]
        for reaction in items(post.get("reactions")):
            counts.append(whole(reaction.get("count")))
            for user in items(reaction.get("users")):
                who = self._forum.who(user)
                yield from self._person(user, who)
                given.append((who, line(reaction.get("id"), 80)))
        likes = [
            whole(action.get("count")) for action in items(post.get("actions_summary")) if action.get("id") == _LIKE
        ]
        known = max(sum(counts), whole(post.get("reaction_users_count")), *likes, 0)
        made, more = gathered(given)
        self.tally.nameless += max(0, min(known, 10_000_000) - len(given))
        self.tally.merged += more
        return made


def _noticed(post: Json) -> str:
    """What the staff of the forum pinned to a post, in front of it. Greetings of newcomers are the tool’s own."""
    notice = mapping(post.get("notice"))
    said = text(notice.get("cooked"), 5_000) if notice.get("type") == "custom" else ""
    return f"<blockquote>{said}</blockquote>" if said.strip() else ""


def _edited(post: Json) -> datetime | None:
    return plain.date(post.get("updated_at")) if whole(post.get("version")) > 1 else None
