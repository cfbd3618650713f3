"""What every test may use: the cast, and where the real data lies."""

from collections.abc import Iterator

import pytest
from django.utils import timezone, translation

pytest_plugins = ["tests.cast", "tests.data", "tests.loading", "tests.reporting"]


@pytest.fixture(autouse=True)
def nobody_speaks() -> Iterator[None]:
    """A page speaks its reader’s language and zone until the next one; a test ends as it began."""
    yield
    translation.deactivate()
    timezone.deactivate()
