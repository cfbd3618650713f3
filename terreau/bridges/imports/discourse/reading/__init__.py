"""Read a Discourse archive (topics or posts as JSON) as a stream of neutral items: `read(archive)`."""

from collections.abc import Iterator

from terreau.bridges.imports.discourse.reading.documents import Category, json_files
from terreau.bridges.imports.discourse.reading.forum import Forum
from terreau.bridges.imports.discourse.reading.posts import Conversations
from terreau.bridges.imports.staging import plain, reasons
from terreau.bridges.imports.staging.archive import Archive
from terreau.bridges.imports.staging.archive.names import nested
from terreau.bridges.imports.staging.shapes import Item, Notice, Said, Skipped, Source, Space

__all__ = ["read"]


def read(archive: Archive) -> Iterator[Item]:
    """Everything in a Discourse archive: the source, spaces, then people as they appear, posts and their answers.

    Bad content never raises: it comes out as `Skipped`, with its file and position.
    """
    forum = Forum(archive)
    forum.read()
    file = plain.shown(archive.name)
    yield Source("discourse", archive.id("discourse"), archive.name, realm=forum.host)
    yield from archive.skipped
    for name in archive.names():
        if nested(name) and "uploads/" not in name:
            yield Skipped(plain.shown(name), archive.place(name), Said(reasons.ARCHIVE_INSIDE))
    if not json_files(archive):
        yield Skipped(file, "", Said(reasons.NOTHING_FOUND, {"kind": "Discourse"}))
    for category in forum.used_categories():
        yield _space(forum, category)
        if not category.name:
            yield Notice(file, Said(reasons.SPACE_NAMELESS, {"id": category.id}))
    told = Conversations(forum)
    yield from told.items()
    yield from _counts(told, file)


def _space(forum: Forum, category: Category) -> Space:
    """A category; one below another of the same name as a third bears its parent’s name too."""
    above = forum.above(category)
    parent = above[0] if above else None
    alike = [other for other in forum.categories.values() if other.name == category.name]
    name = category.name or (f"Category {category.id}" if category.id else "General")
    return Space(
        str(category.id),
        f"{parent.name} / {name}" if parent and len(alike) > 1 else name,
        purpose=category.purpose,
        private=any(one.private for one in (category, *above)),
    )


def _counts(told: Conversations, file: str) -> Iterator[Item]:
    tally = told.tally
    if tally.private:
        yield Skipped(file, "", Said(reasons.DIRECT_MESSAGES, {"count": tally.private}))
    if tally.whispers:
        yield Skipped(file, "", Said(reasons.WHISPERS, {"count": tally.whispers}))
    if tally.nameless:
        yield Notice(file, Said(reasons.NAMELESS_REACTIONS, {"count": tally.nameless}))
    if tally.votes:
        yield Notice(file, Said(reasons.POLL_VOTES, {"count": tally.votes}))
    if tally.merged:
        yield Notice(file, Said(reasons.MERGED_REACTIONS, {"count": tally.merged}))
