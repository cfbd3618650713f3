import pytest

from terreau.foundation.access.words import Refused
from terreau.network.people import actions

pytestmark = pytest.mark.django_db


def test_an_administrator_adds_a_line(operator):
    field = actions.add_custom_field(operator, slug="badge", labels={"fr": "Badge", "en": "Badge"})
    assert field.labels["fr"] == "Badge"


def test_others_do_not(alice):
    with pytest.raises(Refused):
        actions.add_custom_field(alice, slug="badge", labels={})
