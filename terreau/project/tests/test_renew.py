"""A developer’s server starts anew when a source has changed, and only then."""

import os
from pathlib import Path

import pytest

from terreau.foundation.ui import assets
from terreau.project.dev import Sources


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sources:
    monkeypatch.setattr(assets, "build_if_stale", (tmp_path / "built").touch)
    (tmp_path / "room").mkdir()
    for name in ("room/actions.py", "room/app.css", "room/page.html"):
        (tmp_path / name).touch()
    return Sources(tmp_path)


def change(sources: Sources, name: str) -> None:
    os.utime(sources.root / name, ns=(1, 1))


def test_nothing_changed(sources: Sources) -> None:
    assert not sources.renewed()


def test_a_changed_module_counts_once(sources: Sources) -> None:
    change(sources, "room/actions.py")
    assert sources.renewed()
    assert not sources.renewed()


def test_a_new_and_a_removed_module_count(sources: Sources) -> None:
    (sources.root / "room" / "rules.py").touch()
    assert sources.renewed()
    (sources.root / "room" / "rules.py").unlink()
    assert sources.renewed()


def test_a_file_that_goes_while_it_is_looked_at_is_no_failure(sources: Sources) -> None:
    (sources.root / "room" / "4913").symlink_to(sources.root / "gone")  # an editor’s own, there for a moment
    assert not sources.renewed()


def test_a_style_sheet_is_only_put_together(sources: Sources) -> None:
    change(sources, "room/app.css")
    assert not sources.renewed()
    assert (sources.root / "built").exists()


def test_templates_are_read_anew_by_themselves(sources: Sources) -> None:
    change(sources, "room/page.html")
    assert not sources.renewed()
