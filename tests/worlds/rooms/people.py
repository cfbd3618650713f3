from tests.worlds.shapes import Route, asked

ROUTES: dict[str, Route] = {
    "people": asked("never", GET=[{}, {"q": "zq"}]),
    "people/<keyed:key>": asked("never", kind="person"),
    "people/<keyed:key>/following": asked("never", kind="person", POST=[{}, {"off": "1"}]),
    "people/mentions": asked("never", GET=[{"q": "zq"}, {"q": "a"}]),
    "profile/edition": asked("never", GET={}, POST={"title": "Gardener", "about": "Plants"}),
}
