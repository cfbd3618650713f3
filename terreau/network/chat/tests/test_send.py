import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused, Unsaid
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.foundation.live import nudges
from terreau.network.chat import actions, queries
from terreau.network.chat.models import Participant
from terreau.network.chat.tests.groups import again, group
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
    assert len(queries.page_of(alice, queries.talk(alice, kept)).messages) == 1


def test_a_guest_who_left_the_space_reads_and_writes_no_more(alice, gaby, space):
    Membership.objects.create(space=space, person=gaby, role="guest")
    conversation = actions.write_to(gaby, person=alice, body="<p>Bonjour</p>").conversation
    Membership.objects.filter(person=gaby).delete()
    for actor in (alice, gaby):
        with pytest.raises(Refused):
            actions.send(actor, conversation=conversation, body="<p>x</p>")
        assert queries.conversation_at(actor, conversation.key) == [conversation]


def test_a_reply_quotes_what_it_replies_to(talk, alice, bob, charlie):
    (first,) = queries.message_at(bob, talk.key, 1)
    actions.send(bob, conversation=talk, body="<p>Oui</p>", answers=first)
    said = queries.page_of(alice, queries.talk(alice, again(talk))).messages[-1]
    assert (said.quoted.number, said.quoted.author, said.quoted.words) == (1, "Alice Vasseur", "Bonjour")
    with pytest.raises(Refused):
        actions.send(alice, conversation=group(alice, bob, charlie), body="<p>x</p>", answers=first)


def test_a22_only_those_who_read_it_are_named(alice, bob, charlie, dora):
    talk = group(alice, bob, charlie)
    words = f"<p>@{bob.name}, @{dora.name} et @charlie : @[Bob]({bob.key})</p>"
    said = actions.send(alice, conversation=again(talk), body=words)
    assert set(said.named.values_list("person_id", flat=True)) == {bob.pk, charlie.pk}
    assert said.body.count('class="mention"') == 3 and "@Dora Lindqvist" in said.body


def test_a_name_inside_markup_stays_what_it_is(alice, bob, charlie):
    Person.objects.filter(pk=bob.pk).update(name='Bob <b> & "Co"')
    talk = group(alice, bob, charlie)
    said = actions.send(alice, conversation=again(talk), body="<p>@Bob &lt;b&gt; &amp; &quot;Co&quot; !</p>")
    assert set(said.named.values_list("person_id", flat=True)) == {bob.pk} and "<b>" not in said.body


def test_a_group_with_a_guest_one_may_not_write_to_waits_until_they_are_taken_out(alice, bob, gaby, space, signed_in):
    Membership.objects.create(space=space, person=gaby, role="guest")
    talk = group(alice, bob, gaby)
    Membership.objects.filter(person=gaby).delete()
    for actor in (alice, bob, gaby):
        with pytest.raises(Refused):
            actions.send(actor, conversation=again(talk), body="<p>x</p>")
    assert "Gaby Roussel" in signed_in(bob).get(f"/conversations/{talk.key}").text
    part = Participant.objects.select_related("person", "conversation").get(conversation=talk, person=gaby)
    actions.take_out(bob, participant=part)
    assert actions.send(alice, conversation=again(talk), body="<p>x</p>")


def test_g05_a_message_of_nothing_but_invisible_signs_says_so(talk, alice, signed_in):
    browser, address = signed_in(alice), f"/conversations/{talk.key}/messages"
    for nothing in ("", " \u200b\u2063 ", "\u202e"):
        assert browser.post(address, {"body": nothing}).status_code == 422
    with pytest.raises(Unsaid):
        actions.send(alice, conversation=talk, body="<p>\u200b</p>")
    assert browser.post(address, {"body": "x" * 10_001}).status_code == 422


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


def test_what_it_costs_in_a_group_of_any_size(alice, bob, charlie, dora, paul, django_assert_num_queries):
    for others in ((bob, charlie), (bob, charlie, dora, paul)):
        talk = again(group(alice, *others))
        actions.send(alice, conversation=talk, body="<p>x</p>")
        talk = again(talk)
        with django_assert_num_queries(8):
            actions.send(alice, conversation=talk, body="<p>x</p>")
