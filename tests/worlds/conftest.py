"""The world that a module of these tests walks through, built once: what a test does in it is rolled back."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.worlds.actors import Actor, gather
from tests.worlds.canaries import World, build


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Every request must leave no trace in it: see `ask` and its like."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def actors(world: World) -> dict[str, Actor]:
    return gather(world)
