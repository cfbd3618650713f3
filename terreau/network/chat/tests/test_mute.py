import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.network.chat import actions, queries
from terreau.network.chat.tests.groups import again, group

pytestmark = pytest.mark.django_db


def told(kind):
    """Whom the newest act of this kind concerns, and why."""
    act = Activity.objects.filter(kind=kind).latest("pk")
    return [(one.kind, list(one.people)) for one in queries.concerned(act)]


def test_neither_counted_nor_told_of_unless_one_is_named(alice, bob, charlie, signed_in):
    talk = group(alice, bob, charlie)
    assert signed_in(bob).post(f"/conversations/{talk.key}/mute").status_code == 303
    actions.mark_read(charlie, conversation=talk, upto=1)
    actions.send(alice, conversation=again(talk), body="<p>Bruit</p>")
    assert queries.unread_count(bob) == 0 and queries.unread_count(charlie) == 1
    assert told("chat.said") == [("message", [charlie.pk])]
    actions.send(alice, conversation=again(talk), body=f"<p>@{bob.name}, un avis ?</p>")
    assert told("chat.said") == [("mention", [bob.pk]), ("message", [])]


def test_nobody_elses(alice, bob, charlie, dora):
    with pytest.raises(Refused):
        actions.mute(dora, conversation=group(alice, bob, charlie))
