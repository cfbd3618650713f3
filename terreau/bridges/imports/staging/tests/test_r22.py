"""R-22, a half-finished import: resumed it ends as if nothing had happened, nobody sees or hears of it before the

switch, and taking it out leaves nothing, however often each was killed. Here a run may end between any two of its
transactions; `tests/journeys/test_killed_import.py` kills real processes.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from terreau.bridges.imports.staging import actions
from terreau.bridges.imports.staging.models import Import
from terreau.bridges.imports.staging.report import COUNTED
from terreau.bridges.imports.staging.tests.community import archive, here, nothing_left
from terreau.foundation.access.words import Refused
from terreau.foundation.activity.pump import pump
from terreau.foundation.identity.models import Person
from terreau.network.notifications.models import Letter, Notice
from terreau.network.people import queries as people
from terreau.network.posts import queries as posts
from terreau.network.spaces import queries as spaces

POINTS = range(1, 11)


def forum(path: Path) -> Path:
    """Two topics whose posts answer and name one another."""
    path.mkdir()
    for topic in (1, 2):
        said = [
            {
                "id": topic * 10 + number,
                "topic_id": topic,
                "post_number": number,
                "user_id": number,
                "username": f"user{number}",
                "created_at": f"2020-01-0{topic}T00:0{number}:00Z",
                "reply_to_post_number": 2 if number == 4 else None,
                "cooked": f'<p>said {number} <a href="/t/x/{3 - topic}/{number}">there</a></p>',
            }
            for number in (1, 2, 3, 4)
        ]
        made = {"id": topic, "title": f"Topic {topic}", "category_id": topic, "post_stream": {"posts": said}}
        (path / f"{topic}.json").write_text(json.dumps(made))
    return path


EXPORTS: dict[str, Callable[[Path], Path]] = {
    "slack": lambda folder: archive(folder / "a.zip"),
    "discourse": lambda folder: forum(folder / "forum"),
}


class Killed(Exception):
    """Whatever ends a run between two of its transactions."""


def killed_at(point: int) -> Callable[[float], None]:
    heard: list[float] = []

    def told(progress: float) -> None:
        heard.append(progress)
        if len(heard) == point:
            raise Killed

    return told


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("terreau.bridges.imports.staging.taking.ROWS", 4)
    monkeypatch.setattr("terreau.bridges.imports.staging.taking.LINKED", 1)
    monkeypatch.setattr("terreau.bridges.imports.staging.undoing.BATCH", 1)


def seen(viewer: Person) -> tuple[int, ...]:
    """What somebody sees of anything."""
    return tuple(found(viewer).count() for found in (spaces.seen_by, posts.seen_by, people.seen_by))


def all_the_way(system: Person, kind: str, path: Path) -> dict[str, Any]:
    actions.take(system, kind=kind, path=path)
    whole = here()
    actions.undo(system, run=Import.objects.get())
    assert nothing_left()
    return whole


@pytest.mark.parametrize("kind", EXPORTS)
@pytest.mark.parametrize("point", POINTS)
def test_r22_killed_at_any_point_it_ends_as_if_it_never_was(
    system: Person, alice: Person, bob: Person, tmp_path: Path, kind: str, point: int
) -> None:
    path = EXPORTS[kind](tmp_path)
    whole, before = all_the_way(system, kind, path), seen(bob)
    while True:
        try:
            actions.take(system, kind=kind, path=path, told=killed_at(point))
        except Killed:
            pump()
            assert Import.objects.get().staged_at is None and seen(bob) == before
            with pytest.raises(Refused):
                actions.show(system, run=Import.objects.get())
            point += 1
        else:
            break
    assert here() == whole and seen(bob) == before
    again = actions.take(system, kind=kind, path=path)
    assert [again.counts[name] for name in COUNTED] == [0] * len(COUNTED) and here() == whole
    actions.show(system, run=Import.objects.get())
    pump()
    assert seen(bob) > before and not Notice.objects.exists() and not Letter.objects.exists()


@pytest.mark.parametrize("kind", EXPORTS)
@pytest.mark.parametrize("point", POINTS)
def test_r22_taking_out_killed_at_any_point_removes_all(
    system: Person, bob: Person, tmp_path: Path, kind: str, point: int
) -> None:
    path = EXPORTS[kind](tmp_path)
    before = seen(bob)
    actions.take(system, kind=kind, path=path)
    run = actions.show(system, run=Import.objects.get())
    with pytest.raises(Killed):
        actions.undo(system, run=run, told=killed_at(point))
    half = here()
    with pytest.raises(Refused):  # half of it would come back without the switch
        actions.take(system, kind=kind, path=path)
    with pytest.raises(Refused):
        actions.show(system, run=run)
    assert here() == half
    actions.undo(system, run=run)
    assert nothing_left() and seen(bob) == before
    actions.take(system, kind=kind, path=path)
    assert seen(bob) == before
