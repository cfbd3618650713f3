from tests.worlds.shapes import Route, asked

ROUTES: dict[str, Route] = {
    "manifest.webmanifest": asked("anonymous"),
    "sw.js": asked("anonymous"),
    "offline": asked("anonymous"),
    "appearance": asked("anonymous", POST={"theme": "dark"}),
    "language": asked("anonymous", POST={"language": "fr"}),
}
