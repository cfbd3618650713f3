from collections.abc import Iterator

import pytest

from terreau.foundation.jobs.tests import tasks


@pytest.fixture(autouse=True)
def nothing_heard() -> Iterator[None]:
    tasks.heard.clear()
    yield
    tasks.heard.clear()
