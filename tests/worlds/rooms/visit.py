from tests.worlds.shapes import Route, asked, seen

ROUTES: dict[str, Route] = {
    "demo/role": asked(None, POST=[{"login": "alice"}, {"login": "nobody"}]),  # nobody of the demo lives in this world
    "demo/tour": asked("never", GET={}, POST=[{}]),
}

SHOTS = {"demo/tour": [seen()]}
