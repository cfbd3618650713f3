from tests.worlds.shapes import Route, asked

ROUTES: dict[str, Route] = {
    "search": asked("never", GET=[{}, {"q": "zq"}, {"q": "actor", "kind": "person"}]),
    "search/similar": asked("never", GET=[{"title": "zq actor"}, {}]),
    "search/suggestions": asked("never", GET=[{"q": "zq"}, {"q": "act"}]),
}
