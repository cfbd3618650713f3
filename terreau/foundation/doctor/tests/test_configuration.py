"""Settings and the secret as they are read at a start."""

import secrets
import stat
from pathlib import Path

import pytest

from terreau.foundation.doctor.configuration import read_configuration, secret_keys


def test_a_setting_that_is_no_value_is_named_with_its_meaning(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TERREAU_DATA", str(tmp_path))
    (tmp_path / "terreau.env").write_text("TERREAU_PROCESSES=two\nTERREAU_LOG_LEVEL=LOUD\n")
    with pytest.raises(SystemExit) as ended:
        read_configuration()
    said = str(ended.value.code)
    assert "TERREAU_PROCESSES=two" in said and "App processes of one node" in said
    assert "TERREAU_LOG_LEVEL=LOUD" in said


def test_the_secret_is_made_once_and_its_owner_s_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("TERREAU_SECRET_KEY", raising=False)
    (made,) = secret_keys(tmp_path / "new")
    assert len(made) > 40 and secret_keys(tmp_path / "new") == [made]
    assert stat.S_IMODE((tmp_path / "new" / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["secret_key"]


def test_a_disk_that_is_full_leaves_no_half_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def full(length: int) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.delenv("TERREAU_SECRET_KEY", raising=False)
    with monkeypatch.context() as once, pytest.raises(OSError, match="No space"):
        once.setattr(secrets, "token_urlsafe", full)
        secret_keys(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert secret_keys(tmp_path)


def test_of_two_at_once_the_first_secret_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def meanwhile(length: int) -> str:
        (tmp_path / "secret_key").write_text("the other one’s")
        return "mine"

    monkeypatch.delenv("TERREAU_SECRET_KEY", raising=False)
    monkeypatch.setattr(secrets, "token_urlsafe", meanwhile)
    assert secret_keys(tmp_path) == ["the other one’s"]


def test_a_new_secret_stands_above_those_before_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("TERREAU_SECRET_KEY", raising=False)
    (tmp_path / "secret_key").write_text("new\n\nold \nold\nolder\n")
    assert secret_keys(tmp_path) == ["new", "old", "older"]
    monkeypatch.setenv("TERREAU_SECRET_KEY", "given\nbefore it")
    assert secret_keys(tmp_path) == ["given", "before it"]


def test_an_empty_secret_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("TERREAU_SECRET_KEY", raising=False)
    (tmp_path / "secret_key").write_text("\n")
    with pytest.raises(SystemExit, match="secret_key is empty"):
        secret_keys(tmp_path)
