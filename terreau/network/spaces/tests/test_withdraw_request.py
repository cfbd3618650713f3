import pytest

from terreau.foundation.access.words import Absent
from terreau.network.spaces.actions import answer_request, request, withdraw_request
from terreau.network.spaces.models import Request
from terreau.network.spaces.tests.journal import kinds

pytestmark = pytest.mark.django_db


def test_it_works_and_one_may_ask_again(alice, charlie, closed):
    request(charlie, space=closed)
    withdraw_request(charlie, space=closed)
    withdraw_request(charlie, space=closed)
    with pytest.raises(Absent):
        answer_request(alice, space=closed, person=charlie, accept=True)
    request(charlie, space=closed)
    assert kinds(closed) == ["requested", "request_withdrawn", "requested"]


def test_only_ones_own(charlie, dora, closed):
    request(charlie, space=closed)
    withdraw_request(dora, space=closed)
    assert Request.objects.get().answered_at is None


def test_what_it_costs(charlie, closed, django_assert_max_num_queries):
    request(charlie, space=closed)
    with django_assert_max_num_queries(4):
        withdraw_request(charlie, space=closed)
