import pytest

from terreau.network.chat import actions, queries
from terreau.network.chat.models import Participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(alice, bob):
    for turn in range(3):
        said = actions.write_to(alice, person=bob, body=f"<p>{turn}</p>")
    said.conversation.refresh_from_db()
    return said.conversation


def read(person):
    return Participant.objects.get(person=person).read_number


def test_forward_only_and_never_beyond_what_was_said(talk, bob):
    for upto, now in ((2, 2), (1, 2), (99, 3)):
        actions.mark_read(bob, conversation=talk, upto=upto)
        assert read(bob) == now
    assert queries.unread_count(bob) == 0


def test_ones_own_mark_alone(talk, alice, bob, charlie):
    actions.mark_read(charlie, conversation=talk, upto=3)
    actions.mark_read(alice, conversation=talk, upto=3)
    assert read(bob) == 0 and not Participant.objects.filter(person=charlie).exists()


def test_a_page_read_tells_it_and_the_count_goes(talk, bob, signed_in):
    browser = signed_in(bob)
    assert "1<span" in browser.get("/conversations/count").text
    answer = browser.post(f"/conversations/{talk.key}/reading", {"upto": 3, "quiet": 1})
    assert answer.status_code == 204
    assert " hidden" in browser.get("/conversations/count").text


def test_what_it_costs(talk, bob, django_assert_num_queries):
    with django_assert_num_queries(1):
        actions.mark_read(bob, conversation=talk, upto=3)
