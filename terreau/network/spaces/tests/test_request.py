import pytest

from terreau.foundation.access.words import Refused
from terreau.network.spaces.actions import request
from terreau.network.spaces.models import Request
from terreau.network.spaces.tests.journal import kinds, roles

pytestmark = pytest.mark.django_db


def test_it_works_and_twice_is_once(charlie, closed):
    request(charlie, space=closed, words=" Bonjour ")
    request(charlie, space=closed)
    assert Request.objects.get().words == "Bonjour"
    assert kinds(closed) == ["requested"] and "charlie" not in roles(closed)


def test_a33_who_may_not(bob, charlie, gaby, space, closed, secret):
    for person, place in ((bob, closed), (charlie, space), (charlie, secret), (gaby, closed)):
        with pytest.raises(Refused):
            request(person, space=place)
    assert not Request.objects.exists()


def test_the_page_waits_with_the_person(charlie, closed, signed_in):
    assert signed_in(charlie).post(f"/spaces/{closed.key}/request", {"words": "Moi"}).status_code == 303
    assert 'name="off" value="1"' in signed_in(charlie).get(f"/spaces/{closed.key}/about", follow=True).text


def test_what_it_costs(charlie, closed, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        request(charlie, space=closed)
