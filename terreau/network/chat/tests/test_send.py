import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.foundation.live import nudges
from terreau.network.chat import actions, queries
from terreau.network.chat.models import Participant
from terreau.network.spaces.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(alice, bob):
    return actions.write_to(alice, person=bob, body="<p>Bonjour</p>").conversation


def test_the_next_message_bears_the_next_number_and_its_author_has_read(talk, alice, bob):
    said = actions.send(bob, conversation=talk, body="<p>Salut <script>alert(1)</script></p>")
    assert said.number == 2 and "script" not in said.body
    read = dict(Participant.objects.values_list("person_id", "read_number"))
    assert read == {alice.pk: 1, bob.pk: 2}
    assert queries.unread_count(alice) == 1 and queries.unread_count(bob) == 0


def test_nobody_else_whatever_their_duty(talk, charlie, dora, operator):
    for outsider in (charlie, dora, operator):
        with pytest.raises(Refused):
            actions.send(outsider, conversation=talk, body="<p>x</p>")
        assert queries.conversation_at(outsider, talk.key) == []


def test_not_to_who_has_left_and_what_was_said_stays(talk, alice, bob):
    Person.objects.filter(pk=bob.pk).update(left_at=timezone.now())
    (kept,) = queries.conversation_at(alice, talk.key)
    with pytest.raises(Refused):
        actions.send(alice, conversation=kept, body="<p>x</p>")
    assert len(queries.page_of(alice, kept).messages) == 1


def test_a_guest_who_left_the_space_reads_and_writes_no_more(alice, gaby, space):
    Membership.objects.create(space=space, person=gaby, role="guest")
    conversation = actions.write_to(gaby, person=alice, body="<p>Bonjour</p>").conversation
    Membership.objects.filter(person=gaby).delete()
    for actor in (alice, gaby):
        with pytest.raises(Refused):
            actions.send(actor, conversation=conversation, body="<p>x</p>")
        assert queries.conversation_at(actor, conversation.key) == [conversation]


def test_open_pages_of_the_two_are_told_and_of_nobody_else(talk, alice, bob, charlie, operator):
    Activity.objects.filter(kind="chat.sent").update(seq=1)
    said = Activity.objects.get(kind="chat.sent")
    everybody = {person.pk for person in (alice, bob, charlie, operator)}
    events = nudges.events_for([said], everybody)
    assert set(events) == {alice.pk, bob.pk}
    ((_seq, event),) = events[bob.pk]
    assert f'"conversation":"{talk.key}"' in event.decode() and "Bonjour" not in event.decode()


def test_what_it_costs(talk, alice, django_assert_num_queries):
    (found,) = queries.conversation_at(alice, talk.key)
    with django_assert_num_queries(8):  # two of them begin and keep the transaction
        actions.send(alice, conversation=found, body="<p>x</p>")
