import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.network.spaces import actions
from terreau.network.spaces.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def orphan(alice, bob, secret):
    """A secret space whose owner has left."""
    Person.objects.filter(pk=alice.pk).update(left_at=timezone.now())
    return secret


def test_who_was_there_last_becomes_owner(operator, bob, orphan, signed_in):
    browser = signed_in(operator)
    page = browser.get("/spaces/keyless").content.decode()
    assert orphan.name not in page and f"/spaces/{orphan.key}/keeper" in page
    assert browser.post(f"/spaces/{orphan.key}/keeper").status_code == 303
    assert list(Membership.objects.filter(space=orphan).values_list("person_id", "role")) == [(bob.pk, "owner")]
    assert Activity.objects.filter(kind="spaces.handed_over", data={"person_id": bob.pk}).exists()


def test_a_space_that_is_kept_stays_as_it_is(operator, space, signed_in):
    assert signed_in(operator).post(f"/spaces/{space.key}/keeper").status_code == 404
    with pytest.raises(Refused):
        actions.find_keeper(operator, space=space)


def test_others_do_not(charlie, orphan, signed_in):
    browser = signed_in(charlie)
    assert browser.get("/spaces/keyless").status_code == 404
    assert browser.post(f"/spaces/{orphan.key}/keeper").status_code == 404
    with pytest.raises(Refused):
        actions.find_keeper(charlie, space=orphan)


def test_nobody_left_to_keep_it(operator, bob, orphan):
    Person.objects.filter(pk=bob.pk).update(suspended_at=timezone.now())
    with pytest.raises(Refused):
        actions.find_keeper(operator, space=orphan)
