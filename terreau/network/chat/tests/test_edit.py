from datetime import timedelta

import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused, Unsaid
from terreau.foundation.identity.models import Person
from terreau.network.chat import actions, queries
from terreau.network.chat.models import Conversation, Message
from terreau.network.chat.tests.groups import again

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def said(alice, bob):
    return actions.write_to(alice, person=bob, body="<p>Palette 12</p>")


def test_what_it_said_before_is_kept_for_those_who_read_it(said, alice, bob, signed_in):
    actions.edit(alice, message=said, body="<p>Palette 11</p>")
    page = signed_in(bob).get(f"/conversations/{said.conversation.key}/messages/1/versions").text
    assert "Palette 11" in page and "Palette 12" in page
    (row,) = queries.page_of(bob, queries.talk(bob, again(said.conversation))).messages
    assert row.body == "<p>Palette 11</p>" and row.edited_at is not None


def test_an_open_page_gets_the_new_words_in_their_place(said, alice, bob, signed_in):
    browser = signed_in(bob)
    address = f"/conversations/{said.conversation.key}?after=1&changed=0"
    assert "data-changed" not in browser.get(address, headers=HTMX).text
    actions.edit(alice, message=said, body="<p>Palette 11</p>")
    part = browser.get(address, headers=HTMX).text
    assert "data-changed" in part and "Palette 11" in part
    later = queries.page_of(bob, queries.talk(bob, again(said.conversation))).changed
    assert "data-changed" not in browser.get(address.replace("changed=0", f"changed={later}"), headers=HTMX).text


def test_changes_written_at_the_same_time_are_met_in_any_order(said, alice, bob):
    second = actions.send(bob, conversation=said.conversation, body="<p>Deux</p>")
    now = timezone.now()
    Message.objects.filter(pk=said.pk).update(changed_at=now)
    Message.objects.filter(pk=second.pk).update(changed_at=now - timedelta(seconds=1))
    Conversation.objects.filter(pk=said.conversation_id).update(changed_at=now - timedelta(seconds=1))
    talk = queries.talk(bob, again(said.conversation))
    drawn = int(now.timestamp() * 1_000_000)
    assert [one.number for one in queries.changed_since(bob, talk, stamped=drawn, upto=2)] == [1, 2]
    assert [one.number for one in queries.changed_since(bob, talk, stamped=drawn, upto=1)] == [1]


def test_only_by_its_author_with_words_and_while_it_could_be_said(said, alice, bob):
    with pytest.raises(Refused):
        actions.edit(bob, message=said, body="<p>x</p>")
    with pytest.raises(Unsaid):
        actions.edit(alice, message=said, body="<p> </p>")
    Person.objects.filter(pk=bob.pk).update(left_at=timezone.now())
    with pytest.raises(Refused):
        actions.edit(alice, message=said, body="<p>x</p>")


def test_the_same_words_change_nothing(said, alice):
    actions.edit(alice, message=said, body="<p>Palette 12</p>")
    said.refresh_from_db()
    assert said.edited_at is None and not said.wordings.exists()


def test_by_the_page_as_it_was_typed(said, alice, bob, signed_in):
    browser, address = signed_in(alice), f"/conversations/{said.conversation.key}/messages/1/edit"
    assert "Palette 12</textarea>" in browser.get(address).text
    assert browser.post(address, {"body": " "}).status_code == 422
    assert browser.post(address, {"body": "Palette 11"}).status_code == 303
    assert signed_in(bob).post(address, {"body": "x"}).status_code == 403


def test_what_it_costs(said, alice, django_assert_num_queries):
    (found,) = queries.message_at(alice, said.conversation.key, 1)
    with django_assert_num_queries(9):
        actions.edit(alice, message=found, body="<p>Palette 11</p>")
