"""Administration: for those who run something; another country’s administrator finds only their own branch."""

from tests.worlds.shapes import Route, asked, seen, the

UNIT = {"name": "A unit", "kind": "unit", "country": "FR"}
SITE = {"name": "A site", "country": "FR", "subdivision": "FR-44", "time_zone": "Europe/Paris"}

QUIET = {"country": "FR", "begins": "19:00", "ends": "08:00", "days": ["6", "7"], "source": "An agreement"}


def here(control: str | None = "administrator", **methods: object) -> Route:
    """Something about the unit of this country."""
    return Route(fill={"key": "unit_here"}, methods=methods or {"GET": {}}, control=control)


def site(**methods: object) -> Route:
    return Route(fill={"key": "site"}, methods=methods or {"GET": {}}, control="administrator")


ROUTES: dict[str, Route] = {
    "brand/<slug:accent>.css": Route(fill={"accent": "1f6b3a"}, control="anonymous"),
    "administration": asked("abroad"),
    "administration/network": asked("administrator", GET={}, POST={"name": "A network", "accent": "#1f6b3a"}),
    "administration/network/languages": asked("administrator", POST={"languages": ["fr", "en"], "default": "en"}),
    "administration/network/logo": asked("administrator", POST={"off": "1"}),
    "administration/units": asked("abroad", GET={}),
    "administration/units/<keyed:key>": here(GET={}, POST=UNIT),
    "administration/units/<keyed:key>/edition": here(
        POST={"unit-name": "A unit", "unit-kind": "entity", "unit-country": "FR"}
    ),
    "administration/units/<keyed:key>/move": here(POST=the("parent", "unit_abroad")),
    "administration/units/<keyed:key>/closing": here(None, POST={}),
    "administration/units/<keyed:key>/reopening": here(POST={}),
    "administration/sites": asked("administrator", GET={}, POST=SITE),
    "administration/sites/<keyed:key>": site(GET={}, POST=SITE),
    "administration/sites/<keyed:key>/closing": site(POST={}),
    "administration/rules": asked("administrator", GET={}),
    "administration/rules/<slug:name>": Route(
        fill={"name": "quiet_hours"},
        methods={"GET": [{}, {"place": "CA-QC"}], "POST": QUIET},
        control="administrator",
    ),
    "administration/rules/<slug:name>/lifting": Route(
        fill={"name": "quiet_hours"}, methods={"POST": {"place": "FR"}}, control="administrator"
    ),
    "rules": asked("never", GET={}),
    "administration/duties": asked("abroad", GET=[{}, {"ended": "1"}]),
}

SHOTS = {
    "administration": [seen("dora")],
    "administration/duties": [seen("dora")],
    "administration/network": [seen("dora")],
    "administration/sites": [seen("dora")],
    "administration/sites/<keyed:key>": [seen("dora", key="site:")],
    "administration/units": [seen("dora")],
    "administration/units/<keyed:key>": [seen("dora", key="unit:")],
    "administration/rules": [seen("dora")],
    "administration/rules/<slug:name>": [
        seen("dora", query="place=CA-QC", name="quiet_hours"),
        seen("dora", name="names_of_readers_days", of="term"),
    ],
    "rules": [seen("alice")],
}
NO_SCREEN = {
    "brand/<slug:accent>.css": "a style sheet",
}
