"""Ten times the messages take no more memory: what grows with an export lies on disk."""

import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from terreau.bridges.imports.staging import actions, lean
from terreau.bridges.imports.staging.tests.community import archive, said, user
from terreau.foundation.identity.models import Person

FEW, MANY = 300, 3_000
A_MESSAGE = 100  # bytes that each further message may cost


def workspace(folder: Path, count: int) -> Path:
    made = {"users.json": [user("U1", "Ada")], "channels.json": [{"id": "C1", "name": "general"}]}
    for start in range(0, count, 50):
        day = [said(start + number, f"message {number} <@U1>") for number in range(50)]
        made[f"general/{2000 + start // 50}-01-01.json"] = day
    return archive(folder / f"{count}.zip", made)


def forum(folder: Path, count: int) -> Path:
    path = folder / str(count)
    path.mkdir()
    for topic in range(1, count // 10 + 1):
        posts = [
            {"id": topic * 10 + n, "topic_id": topic, "post_number": n + 1, "user_id": 1, "username": "ada"}
            | {"created_at": "2020-01-01T00:00:00Z", "cooked": f"<p>post {n}</p>", "reply_to_post_number": n or None}
            for n in range(10)
        ]
        made = {"id": topic, "title": f"Topic {topic}", "category_id": 1, "post_stream": {"posts": posts}}
        (path / f"{topic}.json").write_text(json.dumps(made))
    return path


def peak(system: Person, kind: str, path: Path) -> int:
    tracemalloc.start()
    try:
        report = actions.take(system, kind=kind, path=path, dry_run=True)
        assert report.counts["posts"] + report.counts["comments"] == int(path.stem)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("kind", "made"), [("slack", workspace), ("discourse", forum)])
def test_memory_does_not_grow_with_an_export(
    system: Person, tmp_path: Path, kind: str, made: Callable[[Path, int], Path]
) -> None:
    few, many = made(tmp_path, FEW), made(tmp_path, MANY)
    peak(system, kind, few)  # whatever is loaded once is loaded now
    assert peak(system, kind, many) - peak(system, kind, few) < (MANY - FEW) * A_MESSAGE


@pytest.mark.django_db
def test_the_database_is_mapped_again_afterwards() -> None:
    if connection.vendor != "sqlite":
        with lean.unmapped():
            return
    before = lean._mapped("PRAGMA mmap_size")
    with lean.unmapped():
        assert lean._mapped("PRAGMA mmap_size") == 0
    assert lean._mapped("PRAGMA mmap_size") == before
