"""Files and folders of a space as one ZIP: under which names they stand in it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.db.models import Q

from terreau.foundation.access.words import Absent
from terreau.foundation.identity.models import Person
from terreau.foundation.storage.bundles import MOST_ENTRIES, Bundle, Entry
from terreau.foundation.storage.names import beside, compared
from terreau.network.files import rules
from terreau.network.files.models import Document
from terreau.network.files.queries.listing import Chosen, chosen, file_of
from terreau.network.files.queries.outside import whole
from terreau.network.files.queries.tree import Node, tree
from terreau.network.spaces import queries as spaces

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space


def zipped(viewer: Person, asked: Mapping[str, Sequence[str]]) -> Bundle | None:
    """What `space`, and `d` and `f` of it (none: all), are as a ZIP; None where any of it is not there for them."""
    space = next(iter(spaces.readable_at(viewer, asked.get("space", [""])[0])), None)
    if space is None:
        return None
    try:
        what = chosen(viewer, space, asked.get("d", []), asked.get("f", []))
    except Absent:
        return None
    return bundle(viewer, what)


def bundle(viewer: Person, what: Chosen) -> Bundle:
    """These files, and these folders with all that is in them; nothing chosen is the whole space."""
    folders = tree(viewer, what.space.pk)
    every = not what.documents and not what.folders
    tops = folders.top if every else [folders.by_id[pk] for pk in what.folders if pk in folders.by_id]
    paths = under_names(tops)
    inside = whole(Document.objects.filter(rules.visible(viewer), space=what.space))
    if not every:
        inside = inside.filter(Q(folder_id__in=paths) | Q(pk__in=what.documents))
    rows = inside.order_by("folder_id", "order", "pk")[: MOST_ENTRIES + 1]
    entries = [*files_in(rows, paths), *(Entry(f"{path}/", "", 0, what.space.created_at) for path in paths.values())]
    return Bundle(name_of(viewer, what.space, tops, every), tuple(sorted(entries, key=lambda entry: entry.path)))


def under_names(tops: Iterable[Node]) -> dict[int, str]:
    """The path of each of these folders and of all in them, by id. Two of one name are told apart."""
    paths: dict[int, str] = {}
    taken: set[str] = set()
    for top in tops:
        name = beside(top.name, taken) if compared(top.name) in taken else top.name
        taken.add(compared(name))
        paths[top.id] = name
        for node in top.walk():
            paths.setdefault(node.id, f"{paths.get(node.parent_id or 0, '')}/{node.name}")
    return paths


def files_in(rows: Iterable[Document], paths: Mapping[int, str]) -> list[Entry]:
    """Each file in its folder; those chosen by themselves, and those in none, on top."""
    entries: list[Entry] = []
    taken = {compared(path) for path in paths.values()}
    for row in rows:
        file = file_of(row)
        home = paths.get(row.folder_id or 0)
        name = row.name if home else beside(row.name, taken) if compared(row.name) in taken else row.name
        taken.add(compared(name) if not home else "")
        entries.append(Entry(f"{home}/{name}" if home else name, file.key, file.size, row.changed_at))
    return entries


def name_of(viewer: Person, space: "Space", tops: Sequence[Node], every: bool) -> str:
    """After the one folder, or after the space."""
    words = tops[0].name if len(tops) == 1 and not every else spaces.named(space.name, space.names, viewer.language)
    return f"{words}.zip"
