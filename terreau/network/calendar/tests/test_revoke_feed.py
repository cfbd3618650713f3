import pytest

from terreau.foundation.access.words import Refused
from terreau.network.calendar import actions
from terreau.network.calendar.models import Feed
from terreau.network.calendar.tests.planning import planned, told

pytestmark = pytest.mark.django_db


def test_a28_revoked_it_opens_nothing_from_the_next_question_on(alice, bob, space, client, signed_in):
    planned(alice, space)
    feed, secret = actions.open_feed(bob, holds="mine")
    path = f"/calendar/feeds/{secret}.ics"
    assert client.get(path).status_code == 200
    assert signed_in(bob).post(f"/calendar/feeds/{feed.key}/revocation").status_code == 303
    assert client.get(path).status_code == 404
    assert told("calendar.feed_revoked")[0].thing_id == feed.pk


def test_nobody_revokes_another_s(alice, bob, signed_in):
    feed, _ = actions.open_feed(bob, holds="mine")
    assert signed_in(alice).post(f"/calendar/feeds/{feed.key}/revocation").status_code == 404
    with pytest.raises(Refused):
        actions.revoke_feed(alice, feed=feed)
    actions.revoke_feed(bob, feed=feed)
    with pytest.raises(Refused):
        actions.revoke_feed(bob, feed=Feed.objects.get())
