import pytest

from terreau.foundation.activity.models import Activity
from terreau.network.chat import actions

pytestmark = pytest.mark.django_db


def test_ones_own_alone_and_twice_is_once(alice, bob):
    said = actions.write_to(alice, person=bob, body="<p>x</p>")
    actions.react(alice, message=said)
    actions.react(bob, message=said)
    for _turn in range(2):
        actions.unreact(bob, message=said)
    said.refresh_from_db()
    assert said.reaction_count == 1 and said.reactions.get().person == alice
    assert Activity.objects.filter(kind="chat.unreacted").count() == 1
