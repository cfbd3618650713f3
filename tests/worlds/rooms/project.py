from tests.worlds.shapes import Route, asked

ROUTES: dict[str, Route] = {
    "hello": asked("anonymous"),
    "healthz": asked("anonymous"),
    "readyz": asked(None),  # 503 where the schedule is not running
    "metrics": asked("administrator"),
}
