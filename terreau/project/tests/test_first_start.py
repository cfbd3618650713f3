"""A first start plants the demo company whole; one that was broken off begins anew."""

import os
from pathlib import Path
from typing import Any

import pytest

from terreau.foundation.identity.models import Person
from terreau.project import prepare, seed, server


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was run, in order; nothing is."""
    said: list[str] = []

    def run(name: str, *words: str) -> str:
        said.append(name.removeprefix("terreau.project."))
        return ""

    monkeypatch.setattr(prepare, "run_module", run)
    monkeypatch.delenv("TERREAU_DATABASE_URL", raising=False)
    return said


def test_the_first_start_makes_tables_and_plants(done: list[str], tmp_path: Path) -> None:
    server.prepare_network(tmp_path, demo=True)
    assert done == ["tables", "seed"]
    assert not (tmp_path / ".planting").exists()


def test_empty_means_empty_and_names_the_way_in(done: list[str], tmp_path: Path) -> None:
    empty = server.prepare_network(tmp_path, demo=False)
    assert empty and done == ["tables"]
    words = server.greeting("http://127.0.0.1:8000", tmp_path, empty=empty)
    assert "bin/terreau operator make you@example.org" in words and f"--data {tmp_path}" in words


def test_a_demo_names_who_may_sign_in(done: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TERREAU_DEMO", raising=False)
    prepare.mark_as_demo(tmp_path)
    empty = server.prepare_network(tmp_path, demo=True)
    lines = server.greeting("http://127.0.0.1:8000", tmp_path, empty=empty).splitlines()
    assert lines[:2] == ["", "Terreau answers on http://127.0.0.1:8000  (Ctrl-C ends it)"] and lines[-1] == ""
    assert "  alice@demo.example" in lines and any("terreau-demo" in line for line in lines)
    assert not any("operator make" in line for line in lines)


def test_the_words_go_to_standard_output_once_somebody_answers(capsys: pytest.CaptureFixture[str]) -> None:
    ready, hand = os.pipe()
    os.write(hand, b"1")
    server.greet(ready, "\nhere\n\n")
    assert tuple(capsys.readouterr()) == ("\nhere\n\n", "")


def test_empty_means_empty_also_after_a_planting_that_was_broken_off(done: list[str], tmp_path: Path) -> None:
    (tmp_path / ".planting").touch()
    server.prepare_network(tmp_path, demo=False)
    assert done == ["tables"]


def test_a_network_that_exists_is_never_planted(
    done: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare, "applied_migrations", lambda folder: prepare.known_migrations())
    server.prepare_network(tmp_path, demo=True)
    assert done == []


def test_a_planting_that_was_broken_off_begins_anew(
    done: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(name: str, *words: str) -> Any:
        raise prepare.CannotStart("killed")

    (tmp_path / "terreau.sqlite3").touch()
    with monkeypatch.context() as once:
        once.setattr(prepare, "run_module", broken)
        with pytest.raises(prepare.CannotStart):
            server.prepare_network(tmp_path, demo=True)
    server.prepare_network(tmp_path, demo=True)
    assert done == ["tables", "seed"]
    assert not (tmp_path / "terreau.sqlite3").exists()


def test_on_postgresql_the_operator_is_asked(done: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERREAU_DATABASE_URL", "postgresql://x/y")
    (tmp_path / ".planting").touch()
    with pytest.raises(prepare.CannotStart, match="Empty the database"):
        server.prepare_network(tmp_path, demo=True)


def test_what_the_operator_says_about_the_demo_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TERREAU_DEMO", raising=False)
    (tmp_path / "terreau.env").write_text("TERREAU_DEMO=false\n")
    prepare.mark_as_demo(tmp_path)
    assert prepare.setting("demo", tmp_path) == "false"
    (tmp_path / "terreau.env").unlink()
    prepare.mark_as_demo(tmp_path)
    assert prepare.setting("demo", tmp_path) == "true"


def test_settings_written_by_hand_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TERREAU_DEMO", raising=False)
    (tmp_path / "terreau.env").write_text("TERREAU_LOG_LEVEL=ERROR")  # an editor that ends no last line
    prepare.mark_as_demo(tmp_path)
    assert (tmp_path / "terreau.env").read_text() == "TERREAU_LOG_LEVEL=ERROR\nTERREAU_DEMO=true\n"


@pytest.fixture
def seeding(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The words of `bin/seed` on the database of the tests."""
    monkeypatch.setenv("TERREAU_DATA", str(tmp_path))
    monkeypatch.delenv("TERREAU_DEMO", raising=False)
    for name in ("compile_catalogues", "prepare_data"):
        monkeypatch.setattr(prepare, name, lambda *words: None)
    return ["--data", str(tmp_path)]


def test_a_network_of_real_people_never_becomes_a_demo(alice: Person, seeding: list[str], tmp_path: Path) -> None:
    assert seed.main(seeding) == 1
    assert prepare.setting("demo", tmp_path) == ""


@pytest.mark.parametrize("words", [["--people", "-5"], ["--people", "9"], ["--posts", "0"], ["--spaces", "many"]])
def test_a_world_has_a_size(seeding: list[str], words: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        seed.main([*seeding, *words])
    assert left.value.code == 2
