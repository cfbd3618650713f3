"""One world for all tests of this folder: making it takes seconds."""

from datetime import UTC, datetime

import pytest

from terreau.project.aubier.world import World, world

NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def aubier() -> World:
    """The demo company at the morning of the design pages."""
    return world(now=NOW)
