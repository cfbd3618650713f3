import pytest

from terreau.foundation.access.words import Refused
from terreau.network.posts import actions, queries
from terreau.network.posts.tests.writing import told
from tests.cast import space_of

pytestmark = pytest.mark.django_db


def test_who_shared_it_its_author_and_the_keepers_there_take_it_out(alice, bob, charlie, space):
    elsewhere = space_of(charlie, bob, name="Ailleurs")
    post = actions.publish(alice, space=space, body="<p>x</p>")
    for actor in (bob, alice, charlie):
        actions.share(bob, post=post, space=elsewhere)
        actions.unshare(actor, post=post, space=elsewhere)
        actions.unshare(actor, post=post, space=elsewhere)
    assert not queries.space_feed(bob, space=elsewhere).posts and len(told("posts.unshared")) == 3
    assert queries.seen_by(bob).filter(pk=post.pk).exists()


def test_others_do_not(alice, bob, charlie, dora, space):
    elsewhere = space_of(charlie, bob, dora, name="Ailleurs")
    post = actions.publish(alice, space=space, body="<p>x</p>")
    actions.share(bob, post=post, space=elsewhere)
    with pytest.raises(Refused):
        actions.unshare(dora, post=post, space=elsewhere)
