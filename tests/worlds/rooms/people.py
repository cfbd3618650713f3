from tests.worlds.shapes import Route, asked, seen, the

LINE = {"new-label_fr": "Une ligne", "new-label_en": "A line", "new-position": "1"}
PLACE = {"unit": "", "site": "", "country": "FR", "subdivision": "", "manager": ""}


def administered(control: str | None = "administrator", **methods: object) -> Route:
    """Something about an account of this country: for another country’s administrator nobody is there."""
    return Route(fill={"key": "insider"}, methods=methods or {"GET": {}}, control=control)


ROUTES: dict[str, Route] = {
    "people": asked("never", GET=[{}, {"q": "zq"}]),
    "people/<keyed:key>": asked("never", kind="person"),
    "people/<keyed:key>/following": asked("never", kind="person", POST=[{}, {"off": "1"}]),
    "people/mentions": asked("never", GET=[{"q": "zq"}, {"q": "a"}]),
    "administration/people": asked("abroad", GET=[{}, {"text": "zq"}, {"state": "here"}]),
    "administration/people/placements": asked(None, POST=the("person", "insider", unit="")),
    "administration/people/<keyed:key>": administered(),
    "administration/people/<keyed:key>/placement": administered(POST=PLACE),
    "administration/people/<keyed:key>/duties": administered(POST={"duty": "sponsor"}),
    "administration/people/<keyed:key>/duties/<int:id>/end": Route(
        fill={"key": "insider", "id": "1"}, methods={"POST": {}}, control=None
    ),
    "administration/people/<keyed:key>/sessions": administered(POST={}),
    "administration/people/<keyed:key>/suspension": administered(POST=[{}, {"off": "1"}]),
    "administration/people/<keyed:key>/departure": administered(POST=[{}, {"off": "1"}]),
    "administration/people/<keyed:key>/invitation": administered(None, POST={}),  # who is here already is not invited
    "administration/fields": asked("administrator", GET={}, POST=LINE),
    "administration/fields/<slug:key>/edition": Route(fill={"key": "none"}, methods={"POST": {}}, control=None),
    "administration/fields/<slug:key>/end": Route(fill={"key": "none"}, methods={"POST": {}}, control=None),
    "profile/edition": asked("never", GET={}, POST={"name": "Gaby Renaud", "title": "Gardener", "about": "Plants"}),
    "profile/photo/removal": asked("never", POST={}),
    "profile/nudge": asked("never", POST={}),
    "welcome": asked("never", GET={}, POST={"name": "Gaby Renaud", "title": "Gardener"}),
    "units": asked("never"),
    "units/<keyed:key>": Route(fill={"key": "unit_here"}, control="never"),
}

SHOTS = {
    "units": [seen()],
    "units/<keyed:key>": [seen(key="unit:")],
    "welcome": [seen()],
    "welcome/spaces": [seen()],
    "administration/fields": [seen("dora")],
    "administration/people": [seen("dora")],
    "administration/people/<keyed:key>": [seen("dora", key="person:bob")],
    "people": [
        seen(),
        seen(query="text=douglas", of="douglas"),
        seen(query="text=zzzz", of="nobody"),
    ],
    "people/<keyed:key>": [seen(key="person:paul"), seen(key="person:alice", of="own"), seen(key="left:", of="left")],
    "profile/edition": [seen()],
}
NO_SCREEN = {"people/mentions": "JSON for the editor"}
