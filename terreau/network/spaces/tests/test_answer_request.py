import pytest

from terreau.foundation.access.words import Absent, Refused
from terreau.network.spaces import rules
from terreau.network.spaces.actions import answer_request, request
from terreau.network.spaces.models import Request
from terreau.network.spaces.tests.journal import counted, kinds, roles

pytestmark = pytest.mark.django_db


def test_accepting_lets_in(alice, charlie, closed):
    request(charlie, space=closed)
    answer_request(alice, space=closed, person=charlie, accept=True)
    assert roles(closed)["charlie"] == "member" and counted(closed) and rules.may_read(charlie, closed)
    assert kinds(closed) == ["requested", "request_accepted"]
    with pytest.raises(Absent):
        answer_request(alice, space=closed, person=charlie, accept=True)


def test_refusing_does_not(alice, charlie, closed):
    request(charlie, space=closed)
    answer_request(alice, space=closed, person=charlie, accept=False)
    assert "charlie" not in roles(closed) and Request.objects.get().accepted is False


def test_who_left_meanwhile_is_not_let_in(alice, charlie, closed):
    request(charlie, space=closed)
    charlie.suspended_at = charlie.joined_at
    charlie.save()
    with pytest.raises(Refused):
        answer_request(alice, space=closed, person=charlie, accept=True)


def test_a33_who_may_not(bob, charlie, operator, closed):
    request(charlie, space=closed)
    for person in (bob, charlie, operator):
        with pytest.raises(Refused):
            answer_request(person, space=closed, person=charlie, accept=True)
    assert "charlie" not in roles(closed)


def test_keepers_find_it_on_the_page_of_members(alice, bob, charlie, closed, signed_in):
    request(charlie, space=closed, words="Je voudrais lire")
    assert "Je voudrais lire" in signed_in(alice).get(f"/spaces/{closed.key}/people", follow=True).text
    assert "Je voudrais lire" not in signed_in(bob).get(f"/spaces/{closed.key}/people", follow=True).text
    answer = f"/spaces/{closed.key}/requests/{charlie.key}"
    assert signed_in(bob).post(answer, {"accept": "1"}).status_code == 403
    assert signed_in(alice).post(answer, {"accept": "1"}).status_code == 303


def test_what_it_costs(alice, charlie, closed, django_assert_max_num_queries):
    request(charlie, space=closed)
    with django_assert_max_num_queries(14):
        answer_request(alice, space=closed, person=charlie, accept=True)
