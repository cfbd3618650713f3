import pytest
from django.utils import translation

from terreau.foundation.access.words import Refused
from terreau.network.chat import actions, queries
from terreau.network.chat.models import Message
from terreau.network.chat.tests.groups import again, group, words
from terreau.network.spaces.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(alice, bob):
    made = group(alice, bob)
    actions.send(alice, conversation=made, body="<p>Entre nous</p>")
    return again(made)


def test_they_read_from_then_on_and_who_added_whom_is_said(talk, alice, bob, charlie):
    actions.add(bob, conversation=talk, people=[charlie])
    actions.send(alice, conversation=again(talk), body="<p>Bienvenue</p>")
    with translation.override("en"):
        assert words(charlie, talk) == ["[Bob Delorme added Charlie Nowak]", "Bienvenue"]
        assert words(alice, talk)[1:] == ["Entre nous", "[Bob Delorme added Charlie Nowak]", "Bienvenue"]
    assert queries.unread_count(charlie) == 1


def test_adding_somebody_leaves_nothing_to_read_for_the_others(talk, alice, bob, charlie):
    actions.mark_read(bob, conversation=talk, upto=2)
    actions.add(alice, conversation=talk, people=[charlie])
    assert queries.unread_count(bob) == 0 and queries.unread_count(charlie) == 1


def test_a03_what_was_said_before_is_absent_by_every_way(talk, alice, charlie, signed_in):
    before = Message.objects.get(conversation=talk, number=2)
    actions.add(alice, conversation=talk, people=[charlie])
    answer = actions.send(alice, conversation=again(talk), body="<p>Voilà</p>", answers=before)
    browser = signed_in(charlie)
    for path in ("", "?around=2", "?before=3", "?before=99", "?later=0", "?reply=2"):
        page = browser.get(f"/conversations/{talk.key}{path}")
        assert page.status_code == 200 and "Entre nous" not in page.text
    for path in ("", "/edit", "/versions"):
        assert browser.get(f"/conversations/{talk.key}/messages/2{path}").status_code == 404
    assert "A message from before you came" in browser.get(f"/conversations/{talk.key}").text
    assert (
        queries.card_rows(charlie, [before.pk]) == [] and queries.readers_of_message(before.pk, {charlie.pk}) == set()
    )
    assert queries.readers_of_message(answer.pk, {charlie.pk}) == {charlie.pk}


def test_once_and_again_after_leaving_from_that_moment(talk, alice, bob, charlie):
    actions.add(alice, conversation=talk, people=[charlie])
    assert actions.add(alice, conversation=talk, people=[charlie]) is None
    actions.leave(charlie, conversation=talk)
    actions.send(bob, conversation=again(talk), body="<p>Sans lui</p>")
    actions.add(bob, conversation=talk, people=[charlie])
    with translation.override("en"):
        assert words(charlie, talk) == ["[Bob Delorme added Charlie Nowak]"]


def test_by_those_in_it_to_groups_alone(talk, alice, bob, charlie, dora):
    with pytest.raises(Refused):
        actions.add(dora, conversation=talk, people=[charlie])
    two = actions.write_to(alice, person=bob, body="<p>x</p>").conversation
    with pytest.raises(Refused):
        actions.add(alice, conversation=two, people=[charlie])


def test_a06_nobody_is_added_whom_a_guest_of_it_does_not_know(alice, bob, charlie, gaby, space):
    Membership.objects.create(space=space, person=gaby, role="guest")
    talk = group(alice, bob, gaby)
    with pytest.raises(Refused):
        actions.add(alice, conversation=talk, people=[charlie])
    Membership.objects.create(space=space, person=charlie, role="member")
    assert actions.add(alice, conversation=talk, people=[charlie])


def test_what_it_costs(talk, alice, charlie, django_assert_num_queries):
    with django_assert_num_queries(18):
        actions.add(alice, conversation=talk, people=[charlie])
