from datetime import timedelta

import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.network.people import actions as people
from terreau.network.posts import actions
from terreau.network.posts.models import Delegation, Post
from terreau.network.posts.tests.writing import told, writing
from terreau.network.spaces import actions as spaces
from tests.cast import space_of

pytestmark = pytest.mark.django_db
LATER = timedelta(days=30)


def test_the_other_writes_for_them_there_until_the_day(alice, bob, space, closed):
    actions.delegate(alice, writer=bob, space=space, until=timezone.now() + LATER)
    post = actions.publish_writing(bob, said=writing(space, leader=alice.key))
    assert (post.author, post.on_behalf_of) == (bob, alice) and told("posts.delegated")[0].data["people"] == [
        alice.pk,
        bob.pk,
    ]
    with pytest.raises(Refused):
        actions.publish_writing(bob, said=writing(closed, leader=alice.key))
    Delegation.objects.update(until=timezone.now())
    with pytest.raises(Refused):
        actions.publish_writing(bob, said=writing(space, leader=alice.key))


def test_b06_the_name_comes_back_with_the_right_to_write_there(alice, bob, charlie, signed_in):
    place = space_of(alice, bob, charlie)
    actions.delegate(charlie, writer=bob, space=place, until=timezone.now() + LATER)
    assert "Charlie Nowak" in signed_in(bob).get("/posts/new").text
    assert actions.publish_writing(bob, said=writing(place, leader=charlie.key)).on_behalf_of == charlie
    spaces.leave(charlie, space=place)
    with pytest.raises(Refused):
        actions.publish_writing(bob, said=writing(place, leader=charlie.key))
    assert "Charlie Nowak" not in signed_in(bob).get("/posts/new").text


def test_lent_again_it_is_prolonged(alice, bob, space):
    for days in (1, 2):
        actions.delegate(alice, writer=bob, space=space, until=timezone.now() + timedelta(days=days))
    assert Delegation.objects.get().until > timezone.now() + timedelta(days=1, hours=1)


def test_only_where_both_write_and_among_colleagues(alice, bob, charlie, gaby, space):
    for actor, writer in ((charlie, bob), (alice, charlie), (alice, gaby), (alice, alice)):
        with pytest.raises(Refused):
            actions.delegate(actor, writer=writer, space=space, until=timezone.now() + LATER)


def test_by_the_page_shown_as_such(alice, bob, space, signed_in):
    people.list_in_directory([alice.pk, bob.pk])
    browser = signed_in(alice)
    found = browser.post("/delegations", {"who": "bob", "act": "find"})
    assert f'value="{bob.key}"' in found.text
    day = (timezone.now() + LATER).date().isoformat()
    assert browser.post("/delegations", {"space": space.key, "until": day}).status_code == 422
    words = {"writer": bob.key, "space": space.key, "until": day}
    assert browser.post("/delegations", words).status_code == 303
    assert "Bob Delorme" in browser.get("/delegations").text
    writer = signed_in(bob)
    assert "Alice Vasseur" in writer.get("/posts/new").text
    said = {"space": space.key, "kind": "message", "title": "Un", "body": "x", "on_behalf_of": alice.key}
    page = writer.get(writer.post("/posts/new", said).url).text
    assert Post.objects.get().on_behalf_of == alice and "pour <a" in page
