from tests.worlds.shapes import Route, asked, seen

ROUTES: dict[str, Route] = {
    "manifest.webmanifest": asked("anonymous"),
    "sw.js": asked("anonymous"),
    "offline": asked("anonymous"),
}

SHOTS = {"offline": [seen(""), seen("alice", of="signed-in")]}
NO_SCREEN = {"manifest.webmanifest": "read by devices", "sw.js": "a script"}
