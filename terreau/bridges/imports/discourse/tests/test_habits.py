"""Whatever shape the files of a forum have, everything said in it comes, once, and what does not come is told."""

from pathlib import Path

import pytest

from terreau.bridges.imports.discourse.tests.forum import MadeForum
from terreau.bridges.imports.staging import actions
from terreau.bridges.imports.staging.models import Import
from terreau.bridges.imports.staging.report import COUNTED
from terreau.foundation.identity.models import Person
from terreau.network.spaces.models import Openness, Space


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 12))])
@pytest.mark.django_db
def test_take_a_forum_of_any_shape(tmp_path: Path, seed: int) -> None:
    made, system = MadeForum(seed), actions.at_terminal()
    path = made.write(tmp_path)
    foretold = actions.take(system, kind="discourse", path=path, dry_run=True).printed(dry_run=True)
    report = actions.take(system, kind="discourse", path=path).printed(dry_run=False)
    assert {key: report[key] for key in made.expected()} == made.expected()
    assert {key: foretold[key] for key in (*COUNTED, "skipped")} == {key: report[key] for key in (*COUNTED, "skipped")}
    reasons = [entry["reason"] for entry in report["skipped"]]
    told = bool(made.private) + bool(made.whispers)
    assert len(reasons) == made.small + made.gone + told, reasons
    assert not made.private or f"direct messages: {made.private}" in reasons
    if not report["posts"]:
        return
    shown = actions.show(system, run=Import.objects.get())
    secret = {space.name for space in Space.objects.filter(openness=Openness.SECRET)}
    assert secret == made.restricted & made.spaces
    again = actions.take(system, kind="discourse", path=path).printed(dry_run=False)
    assert [again[key] for key in COUNTED] == [0] * len(COUNTED) and again["id"] == shown.key
    actions.undo(system, run=shown)
    assert not Space.objects.exists() and not Person.objects.exclude(pk=system.pk).exists()
