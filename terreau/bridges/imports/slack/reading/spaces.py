"""The conversations of a workspace: public and private channels become spaces, direct messages only a number."""

import unicodedata
from collections import ChainMap
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass, field, replace

from terreau.bridges.imports.slack.reading.answers import entries, home, said_in
from terreau.bridges.imports.slack.reading.layout import Layout, direct
from terreau.bridges.imports.slack.reading.mrkdwn import plain_words
from terreau.bridges.imports.staging import plain, reasons
from terreau.bridges.imports.staging.archive import Archive
from terreau.bridges.imports.staging.elements import Element
from terreau.bridges.imports.staging.plain import Json, items, line, mapping, text
from terreau.bridges.imports.staging.shapes import Notice, Said, Skipped, Space

_CHANNELS = {"channels.json": False, "groups.json": True}
_DIRECT = ("dms.json", "mpims.json")
Folders = dict[str, list[str]]
Free = ChainMap[str, list[str]]


@dataclass(slots=True)
class Channel:
    """A space with what its messages need: its day files, what is pinned in it (times and files), its former names."""

    space: Space
    days: list[str] = field(default_factory=list)
    pins: frozenset[str] = frozenset()
    before: tuple[str, ...] = ()


class Channels:
    """All conversations. `direct_messages` are those left out."""

    def __init__(self) -> None:
        self.all: list[Channel] = []
        self._names: dict[str, str] = {}
        self._direct_folders: list[str] = []
        self._direct_conversations = 0
        self._organised = False

    def name(self, source_id: str) -> str | None:
        return self._names.get(source_id)

    def read(self, archive: Archive, layout: Layout) -> Iterator[Skipped | Notice]:
        """Find every conversation; what comes out is what could not be read."""
        shared, self._organised = _folders(layout), bool(layout.teams)
        for team, part in [*sorted(layout.teams.items()), ("", layout)]:
            yield from self._part(archive, part, ChainMap(_folders(part), shared) if team else ChainMap(shared), team)
        yield from self._answers(layout)
        yield from self._unlisted(shared, "")

    def _part(self, archive: Archive, layout: Layout, free: Free, team: str) -> Iterator[Skipped | Notice]:
        """A workspace. What channels of several workspaces hold lies beside these, where each may find it."""
        before = len(self.all)
        for part, private in _CHANNELS.items():
            yield from self._list(archive, layout.lists.get(part), private, free, team)
        for name in layout.conversations:
            yield from self._list(archive, name, False, free, team)
        for part in _DIRECT:
            yield from self._direct(archive, layout.lists.get(part), free)
        for channel in self.all[before:]:
            if not channel.days:
                channel.days = next((_taken(free, name) for name in channel.before if name in free), [])
        if team:
            yield from self._unlisted(free.maps[0], team)

    def _unlisted(self, free: MutableMapping[str, list[str]], team: str) -> Iterator[Notice]:
        """Folders that are in no list: direct messages by their name, or private channels."""
        for folder in sorted(free):
            if direct(folder):
                self._direct_folders.extend(free[folder])
                continue
            name = line(folder, 200) or folder
            source_id = f"folder:{team}/{name}" if team else f"folder:{name}"
            self._take(Channel(Space(source_id, self._title(name, team), private=True), free[folder]))
            yield Notice(plain.shown(folder), Said(reasons.SPACE_UNLISTED, {"name": name}))

    def _title(self, name: str, team: str) -> str:
        """Of two channels of one name in an organisation the second bears the name of its workspace too."""
        taken = team and name in self._names.values()
        return f"{line(team, 80)} / {name}" if taken else name

    def _answers(self, layout: Layout) -> Iterator[Notice]:
        """The histories go to their conversations; one that fits none is a private space of its own."""
        channels = {channel.space.source_id: channel for channel in self.all}
        known = {name: id for id in channels for name in (channels[id].space.name, id)}
        for name, place in layout.histories.items():
            id = home(name, place, known)
            if id:
                channels[id].days.append(name)
                continue
            title = line(place or name.rpartition("/")[2].rpartition(".")[0], 200) or "history"
            self._take(Channel(Space(place or f"file:{title}", title, private=True), [name]))
            yield Notice(plain.shown(name), Said(reasons.SPACE_UNLISTED, {"name": title}))

    def direct_messages(self, archive: Archive) -> int:
        """How many direct messages are left out; how many conversations, if the export holds only their list."""
        counted = 0
        for name in self._direct_folders:
            for found in said_in(archive, name, message_like):
                counted += isinstance(found, Element) and "ts" in found.value
        return counted or self._direct_conversations

    def _list(
        self, archive: Archive, name: str | None, private: bool, free: Free, team: str
    ) -> Iterator[Skipped | Notice]:
        for found in entries(archive, name, _looks) if name else ():
            if not isinstance(found, Element):
                yield found
                continue
            channel = found.value
            source_id = line(channel.get("id"), 60) or line(channel.get("name"), 60)
            if channel.get("is_im") is True or channel.get("is_mpim") is True:
                self._leave(channel, free)
            elif source_id in self._names and self._organised:
                continue  # a channel of several workspaces stands in the list of each
            elif not source_id or source_id in self._names:
                why = Said(reasons.DUPLICATE, {"id": source_id}) if source_id else Said(reasons.NO_ID)
                yield Skipped(plain.shown(name or ""), found.position, why)
            else:
                days = _folder(channel, source_id, free)
                before = tuple(plain.texts(channel.get("previous_names")))
                space = _space(source_id, channel, private)
                space = replace(space, name=self._title(space.name, team))
                self._take(Channel(space, days, _pins(channel), before))

    def _take(self, channel: Channel) -> None:
        self.all.append(channel)
        self._names[channel.space.source_id] = channel.space.name

    def _direct(self, archive: Archive, name: str | None, free: Free) -> Iterator[Skipped | Notice]:
        for found in entries(archive, name, _looks) if name else ():
            if isinstance(found, Element):
                self._leave(found.value, free)
            else:
                yield found

    def _leave(self, conversation: Json, free: Free) -> None:
        self._direct_conversations += 1
        self._direct_folders.extend(_folder(conversation, line(conversation.get("id"), 60), free))


def message_like(value: Json) -> bool:
    """Whether an object looks like a message of a day file."""
    return "ts" in value and "type" in value


def _looks(value: Json) -> bool:
    return "id" in value and ("name" in value or "members" in value)


def _folders(layout: Layout) -> Folders:
    return {unicodedata.normalize("NFC", folder): days for folder, days in layout.folders.items()}


def _taken(free: Free, folder: str) -> list[str]:
    """The day files of a folder, which is free no longer."""
    held = next(found for found in free.maps if folder in found)
    return list(held.pop(folder))


def _folder(channel: Json, source_id: str, free: Free) -> list[str]:
    """The day files of a conversation: its folder bears its name, in some exports its id."""
    for name in (text(channel.get("name"), 300), text(channel.get("name_normalized"), 300), source_id):
        folder = unicodedata.normalize("NFC", name)
        if folder in free:
            return _taken(free, folder)
    return []


def _pins(channel: Json) -> frozenset[str]:
    return frozenset(line(pin.get("id"), 60) for pin in items(channel.get("pins")))


def _space(source_id: str, channel: Json, private: bool) -> Space:
    purposes = (mapping(channel.get(key)).get("value") for key in ("purpose", "topic"))
    created = plain.micros(channel.get("created"))
    members = channel.get("members")
    return Space(
        source_id,
        line(channel.get("name"), 200) or source_id,
        purpose=next((words for words in (plain_words(text(value, 2000)).strip() for value in purposes) if words), ""),
        created_at=plain.moment(created) if created is not None else None,
        private=private or channel.get("is_private") is True or channel.get("is_group") is True,
        archived=channel.get("is_archived") is True,
        creator=line(channel.get("creator"), 60) or None,
        members=tuple(dict.fromkeys(plain.texts(members))),
    )
