from tests.worlds.shapes import Route, asked, seen

ROUTES: dict[str, Route] = {
    "search": asked(
        "never",
        GET=[
            {},
            {"q": "zq"},
            {"q": "actor", "kind": "person"},
            {"q": "zq", "kind": "file", "order": "date", "when": "year"},
            {"q": "zq", "space": ["none", "other"], "author": "none", "language": "fr", "since": "2020-01-01"},
        ],
    ),
    "search/similar": asked("never", GET=[{"title": "zq actor"}, {}]),
    "search/suggestions": asked("never", GET=[{"q": "zq"}, {"q": "act"}]),
}

SHOTS = {
    "search": [
        seen(query="q=douglas"),
        seen(query="q=humidite&kind=post", of="posts"),
        seen(query="q=zzzzzz", of="nothing"),
        seen(of="blank"),
    ],
}
NO_SCREEN = {"search/similar": "a part of the composer", "search/suggestions": "JSON for the box above"}
