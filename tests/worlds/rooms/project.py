from tests.worlds.shapes import Route, asked

ROUTES: dict[str, Route] = {
    "hello": asked("anonymous"),
    "healthz": asked("anonymous"),
    "readyz": asked(None),  # 503 where the schedule is not running
    "metrics": asked("administrator"),
}

NO_SCREEN = {"hello": "one word", "healthz": "for machines", "readyz": "for machines", "metrics": "for machines"}
