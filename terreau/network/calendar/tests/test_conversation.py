"""One conversation per thing: an event is talked about in one place, its own (docs/decisions/019)."""

import pytest

from terreau.network.calendar import actions
from terreau.network.calendar.tests.planning import planned, saying
from terreau.network.posts import queries
from terreau.network.posts.models import Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(alice, space):
    return planned(alice, space, place="Salle Merisier")


def test_the_first_reply_begins_it_and_is_read_under_the_event(bob, charlie, event, signed_in):
    answer = signed_in(charlie).post(f"/events/{event.key}/comments", {"body": "<p>Y a-t-il du café ?</p>"})
    assert answer.status_code == 303
    (post,) = Post.objects.all()
    assert (post.about_kind, post.about_id) == ("event", event.pk) and post.quiet_since
    page = signed_in(bob).get(f"/posts/{post.key}", follow=True)
    assert page.request["PATH_INFO"].startswith(f"/events/{event.key}") and "Y a-t-il du café" in page.content.decode()


def test_announced_it_is_in_the_feed_with_its_card(alice, bob, event, signed_in):
    signed_in(alice).post(f"/events/{event.key}/announcement", {"body": "<p>Venez nombreux.</p>"})
    (row,) = queries.home(bob).posts
    assert row.about.title == event.title and "Salle Merisier" in row.about.words
    assert "Venez nombreux." in signed_in(bob).get("/").content.decode()


def test_it_is_renamed_along(alice, event, signed_in):
    signed_in(alice).post(f"/events/{event.key}/comments", {"body": "<p>x</p>"})
    actions.edit(alice, event=event, said=saying("Autre titre"))
    assert Post.objects.get().title == "Autre titre"
