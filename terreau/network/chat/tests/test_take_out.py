import pytest
from django.utils import translation

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.foundation.live import nudges
from terreau.network.chat import actions, queries
from terreau.network.chat.models import Participant
from terreau.network.chat.tests.groups import again, group, words
from terreau.network.spaces.models import Membership

pytestmark = pytest.mark.django_db


def part(talk, who):
    return Participant.objects.select_related("person", "conversation").get(conversation=talk, person=who)


def test_who_began_it_or_added_them(alice, bob, charlie, dora):
    talk = group(alice, bob)
    actions.add(bob, conversation=talk, people=[charlie, dora])
    actions.take_out(bob, participant=part(talk, charlie))
    actions.take_out(alice, participant=part(talk, dora))
    with translation.override("en"):
        assert words(alice, talk)[-2:] == [
            "[Bob Delorme took Charlie Nowak out of the conversation]",
            "[Alice Vasseur took Dora Lindqvist out of the conversation]",
        ]
    assert queries.conversations(charlie).rows == []


def test_nobody_else_nor_oneself(alice, bob, charlie):
    talk = group(alice, bob, charlie)
    for actor, who in ((bob, charlie), (bob, alice), (alice, alice)):
        with pytest.raises(Refused):
            actions.take_out(actor, participant=part(talk, who))


def test_a_guest_by_everybody(alice, bob, gaby, space):
    Membership.objects.create(space=space, person=gaby, role="guest")
    talk = group(alice, bob, gaby)
    actions.take_out(bob, participant=part(talk, gaby))
    assert queries.conversation_at(gaby, talk.key) == []


def test_a26_a_page_that_was_open_hears_nothing_any_more(alice, bob, charlie):
    talk = group(alice, bob, charlie)
    actions.take_out(alice, participant=part(talk, charlie))
    said = actions.send(alice, conversation=again(talk), body="<p>Sans lui</p>")
    Activity.objects.filter(kind="chat.said").update(seq=1)
    told = Activity.objects.get(thing_id=said.pk, kind="chat.said")
    assert set(nudges.events_for([told], {alice.pk, bob.pk, charlie.pk})) == {alice.pk, bob.pk}


def test_by_the_page_who_takes_part(alice, bob, charlie, signed_in):
    talk = group(alice, bob, charlie)
    browser = signed_in(alice)
    assert f"/people/{charlie.key}/removal" in browser.get(f"/conversations/{talk.key}/people").text
    assert f"/people/{charlie.key}/removal" not in signed_in(bob).get(f"/conversations/{talk.key}/people").text
    assert browser.post(f"/conversations/{talk.key}/people/{charlie.key}/removal").status_code == 303
    assert browser.post(f"/conversations/{talk.key}/people/{charlie.key}/removal").status_code == 404
    assert signed_in(charlie).get(f"/conversations/{talk.key}").status_code == 404
