from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.network.chat import actions, queries
from terreau.network.chat.models import Message
from terreau.network.chat.tests.groups import again, group

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def said(alice, bob):
    return actions.write_to(alice, person=bob, body="<p>x</p>")


def shown(viewer, said):
    (row,) = queries.page_of(viewer, queries.talk(viewer, again(said.conversation))).messages
    return [(one.kind, one.people, one.mine) for one in row.reactions]


def test_one_a_person_and_who_it_was_is_shown(said, alice, bob):
    for actor, kind in ((bob, "thanks"), (bob, "thanks"), (bob, "useful"), (alice, "useful")):
        actions.react(actor, message=said, kind=kind)
    said.refresh_from_db()
    assert said.reaction_count == said.reactions.count() == 2
    assert shown(alice, said) == [("useful", ["Bob Delorme", "Alice Vasseur"], True)]
    assert Activity.objects.filter(kind="chat.reacted").count() == 3


def test_nobody_outside_nor_to_an_event_nor_where_nobody_can_be_reached(said, alice, bob, charlie):
    with pytest.raises(Refused):
        actions.react(charlie, message=said)
    begun = Message.objects.get(conversation=group(alice, bob, charlie), number=1)
    with pytest.raises(Refused):
        actions.react(bob, message=begun)
    Person.objects.filter(pk=bob.pk).update(left_at=timezone.now())
    with pytest.raises(Refused):
        actions.react(alice, message=said)


def test_by_the_page_in_its_place(said, bob, signed_in):
    browser, address = signed_in(bob), f"/conversations/{said.conversation.key}/messages/1/reaction"
    part = browser.post(address, {"kind": "thanks"}, headers=HTMX).text
    assert 'id="f-1"' in part and 'aria-pressed="true"' in part and "<html" not in part
    assert browser.post(address, {"kind": "thanks"}).status_code == 303
    assert "<button" not in browser.post(address, {"kind": ""}, headers=HTMX).text
    assert browser.post(address, {"kind": "love"}).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_f01_fifty_at_once_leave_one_row_and_a_true_count(alice, bob):
    said = actions.write_to(alice, person=bob, body="<p>x</p>")

    def press(turn):
        try:
            message = Message.objects.select_related("conversation").get(pk=said.pk)
            verb = (actions.react, actions.react, actions.unreact)[turn % 3]
            verb(bob, message=message, **({"kind": ("useful", "thanks")[turn % 2]} if turn % 3 < 2 else {}))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(press, range(48)))
    said.refresh_from_db()
    assert said.reactions.count() == said.reaction_count <= 1
