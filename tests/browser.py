"""The browser of every journey: one a test process, since Playwright runs once in a thread."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

from terreau.foundation.ui import texts


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, with catalogues compiled. Playwright keeps a loop running in the thread, where Django sees danger."""
    texts.compile_all()
    looking = import_module("tests.screens.looking")  # loads Playwright, which most tests do without
    with pytest.MonkeyPatch.context() as patch, looking.chromium() as found:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield found
