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


def test_two_lines_of_one_name_have_words_of_their_own(operator):
    words = {actions.add_custom_field(operator, labels={"fr": "Canal radio"}).slug for _time in range(2)}
    assert "canal-radio" in words and len(words) == 2


def test_what_it_costs(operator, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        actions.add_custom_field(operator, labels={"fr": "Canal radio"})
