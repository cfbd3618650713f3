import pytest

from terreau.network.chat import actions, queries
from terreau.network.chat.tests.groups import again, group

pytestmark = pytest.mark.django_db


def test_what_waits_is_counted_again(alice, bob, charlie, signed_in):
    talk = group(alice, bob, charlie)
    actions.mute(bob, conversation=talk)
    actions.send(alice, conversation=again(talk), body="<p>x</p>")
    assert queries.unread_count(bob) == 0
    actions.unmute(bob, conversation=talk)
    assert queries.unread_count(bob) == 1
    assert signed_in(bob).post(f"/conversations/{talk.key}/mute", {"off": "1"}).status_code == 303
