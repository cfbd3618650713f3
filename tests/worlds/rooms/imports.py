"""Imports: for administrators of the whole network, absent for everybody else."""

from tests.worlds.shapes import Route, asked, seen

ROUTES: dict[str, Route] = {
    "imports": asked("administrator"),
    "imports/<slug:key>": Route(fill={"key": "none"}, control=None),
    "imports/<slug:key>/taking": Route(fill={"key": "none"}, methods={"POST": {}}, control=None),
    "imports/<slug:key>/showing": Route(fill={"key": "none"}, methods={"POST": {}}, control=None),
    "imports/<slug:key>/undoing": Route(fill={"key": "none"}, methods={"POST": {}}, control=None),
}

SHOTS = {"imports": [seen("dora")]}
NO_SCREEN = {"imports/<slug:key>": "the demo company has brought nothing in"}
