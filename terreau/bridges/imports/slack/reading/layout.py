"""Where things lie in a Slack export: lists at the top, one folder a conversation with one file a day."""

import re
from dataclasses import dataclass, field

from terreau.bridges.imports.staging.archive import Archive
from terreau.bridges.imports.staging.archive.names import nested

_LISTS = ("channels.json", "groups.json", "users.json", "dms.json", "mpims.json")
_KNOWN = frozenset([*_LISTS, "org_users.json", "integration_logs.json"])
_DAY = re.compile(r"\A\d{4}-\d\d-\d\d\.json\Z", re.ASCII)
_UPLOAD = re.compile(r"(?:\A|[/_-])(F[A-Z0-9]{7,})(?=[/_.-])")
_TEAM = re.compile(r"\Ateams/([^/]{1,200})/")
_BELOW_TEAMS = re.compile(r"(\A|/)teams/[^/]{1,200}/\Z")
_DIRECT = re.compile(r"\A(?:D[A-Z0-9]{6,}|mpdm-.+)\Z")


@dataclass(slots=True)
class Layout:
    """`lists`: name of a list -> its file; `folders`: conversation folder -> its day files in order; `uploads`: Slack’s

    id of a file -> its place in the archive; `canvases` and `archives`: files that are not conversations. Where answers
    of the API stand for an export: `people` and `conversations`, files that hold some, and `histories`: file -> the
    conversation that it names, if it does. `teams`: the workspaces of an organisation (Enterprise Grid) by their names,
    each with lists and folders of its own below `teams/`.
    """

    lists: dict[str, str] = field(default_factory=dict)
    folders: dict[str, list[str]] = field(default_factory=dict)
    uploads: dict[str, str] = field(default_factory=dict)
    canvases: list[str] = field(default_factory=list)
    archives: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    conversations: list[str] = field(default_factory=list)
    histories: dict[str, str] = field(default_factory=dict)
    teams: "dict[str, Layout]" = field(default_factory=dict)

    def parts(self) -> "list[Layout]":
        """The workspaces of an organisation, then what belongs to all of them; a workspace alone is its own part."""
        return [*(self.teams[name] for name in sorted(self.teams)), self]

    def exported(self) -> set[str]:
        """The lists as Slack’s own exports have them."""
        return {part.lists[name] for part in self.parts() for name in _LISTS if name in part.lists}

    def untaken(self) -> list[str]:
        """Lists beside the day files of an export that nothing is read from: canvases, transcripts, what is to come."""
        parts = [part for part in self.parts() if part.folders or self.teams]
        return [part.lists[name] for part in parts for name in sorted(part.lists) if name not in _KNOWN]

    def empty(self) -> bool:
        folders = any(part.folders for part in self.parts())
        return not (folders or self.exported() or self.people or self.conversations or self.histories)


def layout(archive: Archive) -> Layout:
    """Find them, also when the whole export lies in a folder of the archive."""
    found = Layout()
    names = archive.names()
    root = _root(names)
    for name in names:
        rest = name.removeprefix(root)
        upload = _UPLOAD.search(rest)
        if upload and not _DAY.match(rest.rsplit("/", 1)[-1]):
            found.uploads.setdefault(upload[1], name)
        elif nested(name):
            found.archives.append(name)
        elif name.startswith(root) and name.lower().endswith(".json"):
            _place(found, rest, name)
    for part in found.parts():
        for days in part.folders.values():
            days.sort()
    return found


def _place(found: Layout, rest: str, name: str) -> None:
    if match := _TEAM.match(rest):
        found, rest = found.teams.setdefault(match[1], Layout()), rest[match.end() :]
    folder, _, last = rest.rpartition("/")
    if not folder:
        found.lists[rest] = name
    elif "/" in folder:
        return
    elif _DAY.match(last) and not folder.startswith("FC:"):
        found.folders.setdefault(folder, []).append(name)
    else:
        found.canvases.append(name)


def direct(folder: str) -> bool:
    """Whether a folder holds direct messages, by its name."""
    return _DIRECT.match(folder) is not None


def _root(names: list[str]) -> str:
    """The folder of the lists (or, failing these, above the day files), with its slash; nothing for the top."""
    tops = [name.removesuffix(last) for name in names if (last := name.rsplit("/", 1)[-1]) in _LISTS]
    tops = [_BELOW_TEAMS.sub(r"\1", top) for top in tops]
    if not tops:
        days = (name.rsplit("/", 2) for name in names)
        tops = [f"{parts[0]}/" if len(parts) == 3 else "" for parts in days if len(parts) > 1 and _DAY.match(parts[-1])]
    return min(tops, key=lambda top: (top.count("/"), top), default="")
