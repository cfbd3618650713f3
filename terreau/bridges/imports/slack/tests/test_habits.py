"""Whatever mixture of habits a workspace has, everything said in it comes, once, and what does not come is told."""

from pathlib import Path

import pytest

from terreau.bridges.imports.slack.tests.workspace import Workspace
from terreau.bridges.imports.staging import actions
from terreau.bridges.imports.staging.models import Import
from terreau.bridges.imports.staging.report import COUNTED
from terreau.foundation.identity.models import Person
from terreau.network.posts.models import Comment, Post
from terreau.network.spaces.models import Openness, Space


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 12))])
@pytest.mark.django_db
def test_take_a_workspace_of_any_habits(tmp_path: Path, seed: int) -> None:
    made, system = Workspace(seed), actions.at_terminal()
    path = made.write(tmp_path / "export.zip")
    foretold = actions.take(system, kind="slack", path=path, dry_run=True).printed(dry_run=True)
    report = actions.take(system, kind="slack", path=path).printed(dry_run=False)
    assert {key: report[key] for key in made.expected()} == made.expected()
    assert {key: foretold[key] for key in (*COUNTED, "skipped", "warnings")} == {
        key: report[key] for key in (*COUNTED, "skipped", "warnings")
    }
    reasons = [entry["reason"] for entry in report["skipped"]]
    assert len(reasons) == made.left + 1, reasons
    assert reasons[-1].startswith("direct messages: ")
    assert (Post.objects.count(), Comment.objects.count()) == (report["posts"], report["comments"])
    shown = actions.show(system, run=Import.objects.get())
    spaces = Space.objects.all()
    assert {space.name for space in spaces if space.openness == Openness.SECRET} == made.private
    assert {space.name for space in spaces if space.archived_at} == made.archived
    assert not Post.objects.filter(body="").exists() and "xoxe-secret" not in str(list(Post.objects.values("body")))
    again = actions.take(system, kind="slack", path=path).printed(dry_run=False)
    assert [again[key] for key in COUNTED] == [0] * len(COUNTED) and again["id"] == shown.key
    actions.undo(system, run=shown)
    assert not Space.objects.exists() and not Person.objects.exclude(pk=system.pk).exists()
