"""The outbox folder does not grow for ever."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from terreau.foundation.mail import outbox, upkeep


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path / "outbox"


def mail(name: str, *, days: float, size: int = 10) -> None:
    """A mail that has lain there for so many days."""
    at = (timezone.now() - timedelta(days=days)).timestamp()
    os.utime(outbox.put(f"<{name}@x>", b"x" * size), (at, at))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def kept(settings: Any, days: int, mb: int) -> None:
    settings.CONFIGURATION = settings.CONFIGURATION.model_copy(update={"outbox_days": days, "outbox_mb": mb})


def test_what_is_too_old_goes(folder: Path, settings: Any) -> None:
    mail("older", days=31)
    mail("younger", days=29)
    (folder / "broken.half").touch()
    os.utime(folder / "broken.half", (0, 0))
    kept(settings, 30, 100)
    upkeep.tidy_outbox.call()
    assert names(folder) == ["younger.eml"]


def test_the_oldest_go_until_the_rest_has_room(folder: Path, settings: Any) -> None:
    for number, days in enumerate((1, 3, 2)):
        mail(f"mail-{number}", days=days, size=400_000)
    kept(settings, 30, 1)
    upkeep.tidy_outbox.call()
    assert names(folder) == ["mail-0.eml", "mail-2.eml"]
    upkeep.tidy_outbox.call()
    assert names(folder) == ["mail-0.eml", "mail-2.eml"]


def test_without_a_folder_there_is_nothing_to_do(folder: Path) -> None:
    upkeep.tidy_outbox.call()
    assert not folder.exists() and outbox.lying() == []
