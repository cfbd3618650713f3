from typing import Any

import pytest


@pytest.fixture(autouse=True)
def nobody_is_waited_for(settings: Any) -> None:
    """These tests number activities without letting listeners hear; who waits for listeners says so itself."""
    settings.LIVE_AFTER = []
