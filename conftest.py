"""What every test may use: the cast, and where the real data lies."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone, translation

pytest_plugins = [
    "tests.browser",
    "tests.cast",
    "tests.data",
    "tests.databases",
    "tests.loading",
    "tests.reporting",
    "tests.sharing",
]


@pytest.fixture(autouse=True)
def nobody_speaks() -> Iterator[None]:
    """A page speaks its reader’s language and zone until the next one; a test ends as it began."""
    yield
    translation.deactivate()
    timezone.deactivate()


def pytest_collection_finish() -> None:
    """Modules and tests stay to the end: nobody looks through them for garbage again."""
    gc.collect()
    gc.freeze()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Making tests of the API’s description takes half a minute: only where slow tests run."""
    asked = config.getoption("markexpr")
    return True if collection_path.name == "test_every_answer.py" and asked and not asked.startswith("slow") else None
