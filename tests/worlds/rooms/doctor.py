"""The operator’s pages: absent for everybody else."""

from tests.worlds.shapes import Route, asked, seen

ROUTES: dict[str, Route] = {
    "administration/settings": asked("administrator"),
    "administration/health": asked("administrator"),
    "administration/health/<int:id>/hearing": Route(fill={"id": "1"}, methods={"POST": {}}, control=None),
    "administration/journal": asked("administrator", GET=[{}, {"person": "zq", "kind": "spaces.created"}]),
    "administration/jobs": asked("administrator", GET=[{}, {"state": "failed"}]),
    "administration/jobs/<slug:key>/again": Route(fill={"key": "none"}, methods={"POST": {}}, control=None),
}

SHOTS = {
    "administration/health": [seen("dora")],
    "administration/jobs": [seen("dora")],
    "administration/journal": [seen("dora")],
    "administration/settings": [seen("dora")],
}
