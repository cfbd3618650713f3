import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.network.people import queries
from terreau.network.people.actions import add_custom_field, edit_profile, end_custom_field

pytestmark = pytest.mark.django_db


@pytest.fixture
def badge(operator):
    return add_custom_field(operator, labels={"fr": "Badge", "en": "Badge"})


def test_it_is_shown_no_more_and_what_was_written_stays(operator, alice, bob, badge):
    profile = edit_profile(alice, person=alice, custom={"badge": "A 12"})
    assert queries.profile_page(bob, alice).custom == [("Badge", "A 12")]
    end_custom_field(operator, field=badge)
    end_custom_field(operator, field=badge)
    profile.refresh_from_db()
    assert queries.profile_page(bob, alice).custom == [] and profile.custom == {"badge": "A 12"}
    assert Activity.objects.filter(kind="people.field_ended").count() == 1


def test_others_do_not(alice, badge):
    with pytest.raises(Refused):
        end_custom_field(alice, field=badge)


def test_what_it_costs(operator, badge, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        end_custom_field(operator, field=badge)
