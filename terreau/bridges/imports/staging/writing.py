"""What a reader’s items become here: people, spaces, posts and comments, and the rows that remember them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django.utils import timezone

from terreau.bridges.imports.staging import reasons, references
from terreau.bridges.imports.staging.known import Known, Place
from terreau.bridges.imports.staging.matching import Matcher
from terreau.bridges.imports.staging.models import Import, Imported
from terreau.bridges.imports.staging.report import Report
from terreau.bridges.imports.staging.shapes import Comment, Post, Said, Source, Space
from terreau.bridges.imports.staging.shapes import Person as Newcomer
from terreau.foundation.identity.models import Kind, Person
from terreau.foundation.storage import actions as storage
from terreau.foundation.text.keys import new_key
from terreau.foundation.text.languages import guess_language
from terreau.network.people.actions import importing as people
from terreau.network.posts.actions import importing as posts
from terreau.network.spaces.actions import importing as spaces

_TAG = re.compile("<[^<>]*>")
KEY = 8  # longer keys than a person’s own things: a hundred thousand at once should meet none that is there
LABELS = {"slack": "Slack", "discourse": "Discourse"}
Thing = Newcomer | Space | Post | Comment
KINDS: dict[type, str] = {Newcomer: "person", Space: "space", Post: "post", Comment: "comment"}


class Writer:
    """Writes batches inside the caller’s transaction; without a `run` it only counts (a rehearsal)."""

    def __init__(self, actor: Person, source: Source, report: Report) -> None:
        self.actor, self.source, self.report = actor, source, report
        self.known, self.matcher = Known(source), Matcher()
        self.run: Import | None = None
        self.answers: list[tuple[int, str]] = []  # accepted ones that answer what is shown: rows and ids there

    def write(self, batch: Sequence[Thing], kept: dict[str, list[str]]) -> None:
        """One batch. `kept` holds the keys of the files of each post and comment."""
        self._people([item for item in batch if isinstance(item, Newcomer)])
        self._spaces([item for item in batch if isinstance(item, Space)])
        self._messages([item for item in batch if isinstance(item, Post | Comment)], kept)

    def is_new(self, item: Thing) -> bool:
        return self.known.find(KINDS[type(item)], item.source_id) is None

    def label(self, at: datetime | None) -> str:
        """“Slack, 2016”: where a thing comes from."""
        name = LABELS.get(self.source.kind, self.source.kind)
        return f"{name}, {at.year}" if at else name

    def place(self, thing_id: int, address: str) -> Place:
        return Place(thing_id, address, self.run.pk if self.run else 0)

    def remember(self, item: Thing, place: Place, waiting: str = "", matched_at: datetime | None = None) -> Imported:
        """Know it from now on; the row that keeps it known."""
        kind = KINDS[type(item)]
        self.known.put(kind, item.source_id, place)
        return self.known.row(self.run, kind, item.source_id, place, waiting, matched_at, _said(item))

    def save(self, rows: list[Imported]) -> None:
        if self.run is not None:
            Imported.objects.bulk_create(rows)

    def _people(self, newcomers: list[Newcomer]) -> None:
        """Those who are here are matched; of two with one e-mail address the second is the first."""
        found = self.matcher.look(newcomers) if newcomers else {}
        first: dict[str | None, str] = {it.email: it.source_id for it in reversed(newcomers) if it.email}
        made = {
            it.source_id: _newcomer(it)
            for it in newcomers
            if it.source_id not in found and first.get(it.email, it.source_id) == it.source_id
        }
        ids: dict[str, int] = {}
        if made and self.run:
            ids = people.bring_in(self.actor, people=list(made.values()), source=self.label(None))
        self.report.counts["people"] += len(made)
        self.report.matched += len(newcomers) - len(made)
        self.save([self._person(it, found, made, first, ids) for it in newcomers])

    def _person(
        self,
        item: Newcomer,
        found: dict[str, Person],
        made: dict[str, people.Newcomer],
        first: dict[str | None, str],
        ids: dict[str, int],
    ) -> Imported:
        match = found.get(item.source_id)
        key = match.key if match else made[first.get(item.email, item.source_id)].key
        place = self.place(match.pk if match else ids.get(key, 0), f"/people/{key}")
        self.matcher.taken.add(place.thing_id)
        if item.source_id in made:
            return self.remember(item, place, _kind(item))
        return self.remember(item, place, matched_at=timezone.now())

    def _spaces(self, items: list[Space]) -> None:
        shapes = [self._space(item) for item in items]
        ids: dict[str, int] = {}
        if shapes and self.run:
            ids = spaces.bring_in(self.actor, spaces=shapes)
        self.report.counts["spaces"] += len(items)
        places = [self.place(ids.get(shape.key, 0), f"/spaces/{shape.key}") for shape in shapes]
        self.save([self.remember(item, place) for item, place in zip(items, places, strict=True)])

    def _space(self, item: Space) -> spaces.Arriving:
        creator = self.known.find("person", item.creator)
        return spaces.Arriving(
            new_key(KEY),
            item.name or item.source_id,
            purpose=item.purpose,
            created_at=item.created_at,
            private=item.private,
            archived=item.archived,
            creator_id=creator.thing_id or None if creator else None,
            source=self.label(item.created_at),
        )

    def _messages(self, items: list[Post | Comment], kept: dict[str, list[str]]) -> None:
        shapes: dict[str, posts.Arriving] = {}
        for item in items:
            shape = self._message(item)
            if shape is None:
                self.report.skipped.add("", item.source_id, Said(reasons.HOMELESS))
                continue
            shapes[item.source_id] = shape
            address = f"/posts/{shape.post}#c-{shape.key}" if shape.post else f"/posts/{shape.key}"
            self.known.put(KINDS[type(item)], item.source_id, self.place(0, address))
            self._count(item, shape)
        if shapes and self.run:
            self._bring([item for item in items if item.source_id in shapes], shapes, kept)

    def _count(self, item: Post | Comment, shape: posts.Arriving) -> None:
        self.report.counts["comments" if shape.post else "posts"] += 1
        self.report.counts["reactions"] += len(dict(shape.reactions)) if self.run else len(item.reactions)
        if not self.run:
            self.report.counts["files"] += sum(file.path is not None for file in item.files)

    def _bring(
        self, items: list[Post | Comment], shapes: dict[str, posts.Arriving], kept: dict[str, list[str]]
    ) -> None:
        """A text that names something still to come is kept as it was, for the last pass."""
        waiting: dict[str, str] = {}
        for source_id, shape in shapes.items():
            body, left = references.resolved(shape.body, self.known)
            shapes[source_id] = replace(shape, body=body)
            waiting[source_id] = shape.body if left else ""
        made = posts.bring_in(self.actor, things=list(shapes.values()))
        rows = []
        for item in items:
            shape = shapes[item.source_id]
            thing = made[shape.key]
            if kept.get(item.source_id):
                storage.attach(self.actor, kept[item.source_id], thing)
            address = f"/posts/{shape.post}#c-{shape.key}" if shape.post else f"/posts/{shape.key}"
            rows.append(self.remember(item, self.place(thing.pk, address), waiting[item.source_id]))
        self.save(rows)
        for item, row in zip(items, rows, strict=True):
            if isinstance(item, Comment) and item.accepted and shapes[item.source_id].waits:
                self.answers.append((row.pk, item.source_id))

    def _message(self, item: Post | Comment) -> posts.Arriving | None:
        """The shape of a post or a comment, or None if what it hangs on is unknown."""
        isin = self.known.find("space", item.space) if isinstance(item, Post) else self.known.find("post", item.post)
        author = self.known.find("person", item.author)
        if isin is None or author is None:
            return None
        givers = [(self.known.find("person", reaction.person), reaction.name) for reaction in item.reactions]
        shape = posts.Arriving(
            new_key(KEY),
            author.thing_id,
            item.at,
            item.html,
            edited_at=item.edited_at,
            language=item.language or guess_language(_TAG.sub(" ", item.html)) or "",
            reactions=tuple((who.thing_id, name) for who, name in givers if who),
            source=self.label(item.at),
            waits=self.run is not None and isin.run != self.run.pk,
        )
        if isinstance(item, Comment):
            parent = self.known.find("comment", item.parent)
            return replace(shape, post=isin.key, parent=parent.key if parent else "", accepted=item.accepted)
        return replace(
            shape,
            space_id=isin.thing_id,
            title=item.title or "",
            kind=item.kind,
            pinned=item.pinned,
            tags=item.tags,
        )


def _said(item: Thing) -> dict[str, Any] | None:
    """What a later export is compared with. Members of a space are noted when it is settled."""
    if not isinstance(item, Post | Comment):
        return None
    said: dict[str, Any] = {"reactions": [reaction.person for reaction in item.reactions]} if item.reactions else {}
    return {**said, "accepted": True} if isinstance(item, Comment) and item.accepted else said


def _newcomer(person: Newcomer) -> people.Newcomer:
    return people.Newcomer(
        new_key(KEY),
        person.name[:150] or person.source_id[:150],
        username=person.username[:150],
        email=person.email,
        title=person.title[:160],
        time_zone=person.timezone if person.timezone in _zones() else "",
        left=person.deleted,
    )


@cache
def _zones() -> set[str]:
    """Every time zone there is: asking the disk takes longer than bringing somebody in."""
    return available_timezones()


def _kind(person: Newcomer) -> str:
    """What they are, once shown."""
    if person.is_bot:
        return Kind.BOT
    return Kind.GUEST if person.is_guest else Kind.MEMBER
