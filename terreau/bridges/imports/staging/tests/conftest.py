import pytest

from terreau.bridges.imports.staging import actions
from terreau.foundation.identity.models import Person


@pytest.fixture
def system(db: None) -> Person:
    """Who imports at the terminal."""
    return actions.at_terminal()
