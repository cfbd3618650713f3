"""The first words between two people, and the one conversation of each pair."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Kind, Person
from terreau.network.chat import actions, queries
from terreau.network.chat.models import Conversation, Message
from terreau.network.spaces.models import Membership

pytestmark = pytest.mark.django_db


def test_it_begins_a_conversation_that_both_find_again(alice, bob):
    first = actions.write_to(alice, person=bob, body="<p>Tu as deux minutes ?</p>")
    second = actions.write_to(bob, person=alice, body="<p>Oui, à 14 h</p>")
    assert first.conversation_id == second.conversation_id
    assert [first.number, second.number] == [1, 2]
    assert [row.words for row in queries.conversations(alice).rows] == ["Oui, à 14 h"]
    assert queries.key_with(alice, bob) == queries.key_with(bob, alice) == first.conversation.key


def test_it_is_told_once_by_ids_alone(alice, bob):
    said = actions.write_to(alice, person=bob, body="<p>Bonjour</p>")
    (told,) = Activity.objects.filter(kind="chat.sent")
    assert (told.actor_id, told.thing_kind, told.thing_id) == (alice.pk, "message", said.pk)
    assert told.data == {"conversation_id": said.conversation_id} and told.space_id is None


def test_a_guest_writes_to_people_of_their_spaces_and_they_to_the_guest(alice, charlie, gaby, space):
    for actor, person in ((gaby, alice), (alice, gaby)):
        with pytest.raises(Refused):
            actions.write_to(actor, person=person, body="<p>x</p>")
    Membership.objects.create(space=space, person=gaby, role="guest")
    actions.write_to(gaby, person=alice, body="<p>Bonjour</p>")
    actions.write_to(alice, person=gaby, body="<p>Bonjour</p>")
    with pytest.raises(Refused):
        actions.write_to(gaby, person=charlie, body="<p>x</p>")
    with pytest.raises(Refused):
        actions.write_to(charlie, person=gaby, body="<p>x</p>")


@pytest.mark.parametrize("fields", [{"left_at": timezone.now()}, {"suspended_at": timezone.now()}, {"joined_at": None}])
def test_nobody_writes_to_who_cannot_come_in_nor_do_they_write(alice, bob, fields):
    Person.objects.filter(pk=bob.pk).update(**fields)
    bob.refresh_from_db()
    for actor, person in ((alice, bob), (bob, alice)):
        with pytest.raises(Refused):
            actions.write_to(actor, person=person, body="<p>x</p>")
    assert not Conversation.objects.exists()


def test_nobody_writes_to_themselves_nor_to_a_machine(alice, bob):
    Person.objects.filter(pk=bob.pk).update(kind=Kind.BOT)
    for person in (alice, Person.objects.get(pk=bob.pk)):
        with pytest.raises(Refused):
            actions.write_to(alice, person=person, body="<p>x</p>")


@pytest.mark.django_db(transaction=True)
def test_f02_both_at_the_same_moment_have_one_conversation(alice, bob):
    def write(turn):
        actor, person = (alice, bob) if turn % 2 else (bob, alice)
        try:
            actions.write_to(actor, person=person, body=f"<p>{turn}</p>")
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(24)))
    conversation = Conversation.objects.get()
    numbers = list(Message.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, 25)) and conversation.last_number == 24
    assert conversation.participants.count() == 2


def test_what_it_costs(alice, bob, django_assert_max_num_queries):
    actions.write_to(alice, person=bob, body="<p>x</p>")
    with django_assert_max_num_queries(9):
        actions.write_to(alice, person=bob, body="<p>y</p>")
