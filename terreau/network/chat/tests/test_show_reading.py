import pytest

from terreau.foundation.activity.models import Activity
from terreau.network.chat import actions, queries

pytestmark = pytest.mark.django_db


def test_seen_again_by_both(alice, bob, signed_in):
    talk = actions.write_to(alice, person=bob, body="<p>x</p>").conversation
    actions.mark_read(bob, conversation=talk, upto=1)
    talk.refresh_from_db()
    actions.mark_read(bob, conversation=talk, upto=1)
    actions.hide_reading(bob)
    assert queries.page_of(alice, queries.talk(alice, talk)).read_by == []
    assert signed_in(bob).post("/conversations/settings", {"shows": "1"}).status_code == 302
    assert queries.page_of(alice, queries.talk(alice, talk)).read_by == ["Bob"]
    assert "Lu" in signed_in(alice).get(f"/conversations/{talk.key}").text


def test_twice_is_once(bob):
    actions.hide_reading(bob)
    for _turn in range(2):
        actions.show_reading(bob)
    assert Activity.objects.filter(kind="chat.showed_reading").count() == 1
