from datetime import timedelta

import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.network.chat import actions, queries
from terreau.network.chat.models import Message
from terreau.network.chat.tests.groups import group, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(alice, bob):
    made = actions.write_to(alice, person=bob, body="<p>Finalement si</p>")
    return actions.withdraw(alice, message=made)


def test_within_the_hour_it_stands_in_its_place_again(said, alice, bob):
    (found,) = queries.withdrawn_at(alice, said.conversation.key, 1)
    actions.bring_back(alice, message=found)
    assert words(bob, said.conversation) == ["Finalement si"]


def test_not_later_and_by_nobody_else(said, alice, bob):
    assert queries.withdrawn_at(bob, said.conversation.key, 1) == []
    with pytest.raises(Refused):
        actions.bring_back(bob, message=said)
    Message.objects.filter(pk=said.pk).update(withdrawn_at=timezone.now() - timedelta(hours=1, seconds=1))
    said.refresh_from_db()
    with pytest.raises(Refused):
        actions.bring_back(alice, message=said)


def test_not_where_one_takes_part_no_more(alice, bob, charlie):
    talk = group(alice, bob, charlie)
    said = actions.send(charlie, conversation=talk, body="<p>x</p>")
    actions.withdraw(charlie, message=said)
    actions.leave(charlie, conversation=talk)
    assert queries.withdrawn_at(charlie, talk.key, said.number) == []
