import pytest
from django.utils import translation

from terreau.foundation.access.words import Refused
from terreau.network.chat import actions, queries
from terreau.network.chat.tests.groups import group, words

pytestmark = pytest.mark.django_db


def test_whoever_takes_part_and_it_is_said(alice, bob, charlie):
    talk = group(alice, bob, charlie)
    actions.mark_read(charlie, conversation=talk, upto=1)
    actions.rename(bob, conversation=talk, name="Palettes du lundi")
    actions.rename(bob, conversation=talk, name="Palettes du lundi")
    actions.rename(bob, conversation=talk, name="")
    with translation.override("en"):
        assert words(alice, talk)[1:] == [
            "[Bob Delorme called this conversation “Palettes du lundi”]",
            "[Bob Delorme took the name of this conversation away]",
        ]
    assert queries.unread_count(charlie) == 0


def test_nobody_else_and_no_conversation_of_two(alice, bob, charlie, dora):
    with pytest.raises(Refused):
        actions.rename(dora, conversation=group(alice, bob, charlie), name="x")
    two = actions.write_to(alice, person=bob, body="<p>x</p>").conversation
    with pytest.raises(Refused):
        actions.rename(alice, conversation=two, name="x")
