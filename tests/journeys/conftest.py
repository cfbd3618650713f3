"""What every journey walks through: a planted demo company with its processes running, and a browser."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from terreau.foundation.ui import texts
from terreau.project.tests.processes import Network
from tests.screens import town
from tests.screens.looking import Visit


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo company nobody changes: planted once for all test processes, or the one that TERREAU_TEST_DEMO names."""
    given = os.environ.get("TERREAU_TEST_DEMO")
    if given:
        return Path(given)
    texts.compile_all()
    base = tmp_path_factory.getbasetemp()
    return town.planted((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "planted")


@pytest.fixture(scope="session")
def le_lien(planted: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    """The company’s network, running."""
    folder = town.copied(planted, tmp_path_factory.mktemp("town") / "network")
    with town.running(folder) as network:
        yield network


@pytest.fixture(scope="session")
def besieged(planted: Path, tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Iterator[Network]:
    """A company in which everything that people wrote, whatever the room, is hostile."""
    folder = town.copied(planted, tmp_path_factory.mktemp("besieged") / "network")
    town.python("tests.journeys.poison", str(folder), str(shared_data))
    with town.running(folder) as network:
        yield network


@pytest.fixture(scope="session")
def long_talk(le_lien: Network) -> str:
    """The key of a conversation of two thousand messages, between Alice and Dora."""
    return town.python("tests.journeys.long_talk", str(le_lien.folder)).strip()


@pytest.fixture
def come_in(le_lien: Network, browser: Browser) -> Iterator[Callable[..., Visit]]:
    """`come_in("bob", "en")`: that person’s session; every page of it is closed after the test."""
    visits: list[Visit] = []

    def begin(who: str, language: str = "fr") -> Visit:
        visits.append(Visit(browser, f"http://127.0.0.1:{le_lien.port}", who, language).begin())
        return visits[-1]

    yield begin
    for visit in visits:
        visit.close()
