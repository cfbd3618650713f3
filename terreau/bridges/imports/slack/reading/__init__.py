"""Read a Slack export as a stream of neutral items: `read(archive)`."""

from collections.abc import Iterator

from terreau.bridges.imports.slack.reading import answers
from terreau.bridges.imports.slack.reading.conversations import Conversation, times
from terreau.bridges.imports.slack.reading.layout import Layout, layout
from terreau.bridges.imports.slack.reading.messages import Tally, Workspace
from terreau.bridges.imports.slack.reading.people import People, team
from terreau.bridges.imports.slack.reading.spaces import Channel, Channels
from terreau.bridges.imports.staging import plain, reasons
from terreau.bridges.imports.staging.archive import Archive
from terreau.bridges.imports.staging.shapes import Item, Notice, Said, Skipped, Source

__all__ = ["read"]


def read(archive: Archive) -> Iterator[Item]:
    """Everything in a Slack export: the source, people, spaces, then posts with their comments, channel by channel.

    Bad content never raises: it comes out as `Skipped`, with its file and position.
    """
    found = layout(archive)
    days = any(part.folders for part in found.parts())
    told = [] if days else list(answers.found(archive, found))
    people = People()
    people.team = team(archive, found)
    yield Source("slack", archive.id("slack"), archive.name, realm=people.team)
    yield from archive.skipped
    yield from told
    yield from _left_out(archive, found)
    yield from people.listed(archive, found)
    workspace = Workspace(archive, found, people, Channels(), Tally())
    yield from workspace.channels.read(archive, found)
    known = [times(workspace, channel) for channel in workspace.channels.all]
    for channel in workspace.channels.all:
        yield from _space(workspace, channel)
    for channel, when in zip(workspace.channels.all, known, strict=True):
        yield from Conversation(workspace, channel, when).items()
    yield from _told(workspace)


def _left_out(archive: Archive, found: Layout) -> Iterator[Skipped]:
    for name in found.archives:
        yield Skipped(plain.shown(name), archive.place(name), Said(reasons.ARCHIVE_INSIDE))
    for name in (name for part in found.parts() for name in part.canvases):
        yield Skipped(plain.shown(name), archive.place(name), Said(reasons.CANVAS))
    for name in found.untaken():
        why = reasons.CANVAS if name.endswith(("canvases.json", "lists.json")) else reasons.NOT_UNDERSTOOD
        yield Skipped(plain.shown(name), archive.place(name), Said(why))
    if found.empty():
        yield Skipped(plain.shown(archive.name), "", Said(reasons.NOTHING_FOUND, {"kind": "Slack"}))


def _space(workspace: Workspace, channel: Channel) -> Iterator[Item]:
    """A space after those of its people who are in no list."""
    named = (*channel.space.members, *filter(None, [channel.space.creator]))
    for person in filter(None, map(workspace.people.missing, named)):
        workspace.people.silent[person.source_id] = person
        yield person
    yield channel.space


def _told(workspace: Workspace) -> Iterator[Item]:
    count = workspace.channels.direct_messages(workspace.archive)
    if count:
        listed = next((name for name in ("dms.json", "mpims.json") if name in workspace.layout.lists), "")
        yield Skipped(
            plain.shown(workspace.layout.lists.get(listed, "")), "", Said(reasons.DIRECT_MESSAGES, {"count": count})
        )
    file = plain.shown(workspace.archive.name)
    for number, words in (
        (workspace.tally.nameless, reasons.NAMELESS_REACTIONS),
        (workspace.tally.merged, reasons.MERGED_REACTIONS),
    ):
        if number:
            yield Notice(file, Said(words, {"count": number}))
