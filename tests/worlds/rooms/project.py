from tests.worlds.shapes import Route, asked

ROUTES: dict[str, Route] = {
    "hello": asked("anonymous"),
    "healthz": asked("anonymous"),
    "readyz": asked("anonymous"),
    "metrics": asked("administrator"),
}

NO_SCREEN = {"hello": "one word", "healthz": "for machines", "readyz": "for machines", "metrics": "for machines"}
