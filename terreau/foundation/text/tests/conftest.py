import json
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def naughty_strings(shared_data: Path) -> list[str]:
    """Strings that have broken programs, and lone surrogates, which no file can hold."""
    listed: list[str] = json.loads((shared_data / "naughty-strings" / "blns.json").read_text(encoding="utf-8"))
    return [*listed, "\ud800", "a\udfffb", "\x00", "﷐", "é" * 300, "\u202e" * 40]
