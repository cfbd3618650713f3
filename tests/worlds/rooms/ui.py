from tests.worlds.shapes import Route, asked

ROUTES: dict[str, Route] = {
    "manifest.webmanifest": asked("anonymous"),
    "sw.js": asked("anonymous"),
    "offline": asked("anonymous"),
}
