"""Who hides what they have read does not see it of others: both ways, on the page and by program."""

import pytest

from terreau.foundation.activity.models import Activity
from terreau.network.chat import actions, queries
from terreau.network.chat.tests.groups import again, group

pytestmark = pytest.mark.django_db


def read_by(viewer, talk):
    found = queries.page_of(viewer, queries.talk(viewer, again(talk)))
    return found.read_by, found.all_read


@pytest.fixture
def talk(alice, bob, charlie):
    made = group(alice, bob, charlie)
    actions.send(alice, conversation=again(made), body="<p>Lu ?</p>")
    for reader in (bob, charlie):
        actions.mark_read(reader, conversation=again(made), upto=2)
    return made


def test_shown_below_ones_own_last_words(talk, alice, bob):
    assert read_by(alice, talk) == (["Bob", "Charlie"], True)
    assert read_by(bob, talk) == ([], False)
    actions.send(bob, conversation=again(talk), body="<p>Oui</p>")
    assert read_by(alice, talk) == read_by(bob, talk) == ([], False)


def test_an_open_page_says_so_when_it_looks_again(talk, alice, bob):
    found = queries.since(alice, queries.talk(alice, again(talk)), after=2)
    assert (found.messages, found.read_by) == ([], ["Bob", "Charlie"])


def test_who_hides_is_not_shown_and_sees_nobody(talk, alice, bob, charlie):
    actions.hide_reading(bob)
    assert read_by(alice, talk) == (["Charlie"], False)
    actions.send(bob, conversation=again(talk), body="<p>Oui</p>")
    actions.mark_read(alice, conversation=again(talk), upto=3)
    assert read_by(bob, talk) == ([], False)
    assert {one.talker.name: one.read for one in queries.parts(bob, queries.talk(bob, again(talk)))} == {
        "Alice Vasseur": None,
        "Bob Delorme": 3,
        "Charlie Nowak": None,
    }
    assert queries.parts(alice, queries.talk(alice, talk))[1].read is None


def test_by_the_page_once(bob, signed_in):
    browser = signed_in(bob)
    for _turn in range(2):
        assert browser.post("/conversations/settings", {}).status_code == 302
    assert queries.hides_reading(bob) and " checked" not in browser.get("/conversations/settings").text
    assert Activity.objects.filter(kind="chat.hid_reading").count() == 1
