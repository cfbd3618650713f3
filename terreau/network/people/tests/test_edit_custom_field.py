import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.network.people.actions import add_custom_field, edit_custom_field

pytestmark = pytest.mark.django_db


@pytest.fixture
def badge(operator):
    return add_custom_field(operator, labels={"fr": "Badge", "en": "Badge"})


def test_its_names_and_its_place_change_its_word_does_not(operator, badge):
    for _time in range(2):
        edited = edit_custom_field(operator, field=badge, labels={"fr": "Carte"}, position=3)
    assert (edited.slug, edited.labels, edited.position) == ("badge", {"fr": "Carte"}, 3)
    assert Activity.objects.filter(kind="people.field_edited").count() == 1


def test_others_do_not(alice, badge):
    with pytest.raises(Refused):
        edit_custom_field(alice, field=badge, labels={}, position=0)


def test_what_it_costs(operator, badge, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        edit_custom_field(operator, field=badge, labels={"fr": "Carte"}, position=3)
