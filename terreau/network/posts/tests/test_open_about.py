import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.foundation.cards.shapes import Thing
from terreau.network.posts import actions, queries
from terreau.network.posts.models import Post, Subscription

pytestmark = pytest.mark.django_db


def thing_in(space, *hearers):
    return Thing("page", 7, "aaaaaa", space, "Guide de pose", "/pages/aaaaaa", tuple(p.pk for p in hearers))


def test_a_thing_has_one_conversation_and_it_is_quiet(alice, bob, charlie, space):
    post = actions.open_about(charlie, thing=thing_in(space, alice))
    assert actions.open_about(bob, thing=thing_in(space)).pk == post.pk
    assert (post.about_kind, post.about_id, post.title) == ("page", 7, "Guide de pose") and post.quiet_since
    assert list(Subscription.objects.values_list("person_id", flat=True)) == [alice.pk]
    assert Activity.objects.filter(kind="posts.opened").count() == 1


def test_in_no_feed_and_in_no_count_of_what_is_new(alice, bob, charlie, space):
    post = actions.open_about(charlie, thing=thing_in(space))
    actions.comment(charlie, post=post, body="<p>Une question</p>")
    assert not queries.home(bob).posts and not queries.space_feed(bob, space=space).posts
    assert not queries.by_person(bob, author=charlie).posts and queries.unread_count(bob) == 0
    assert [card.pk for card in queries.findable_comments([1, *post.comments.values_list("pk", flat=True)])]
    assert not queries.findable_posts([post.pk])


def test_who_may_not_reply_opens_nothing(charlie, gaby, space, secret):
    for actor, place in ((gaby, space), (charlie, secret)):
        with pytest.raises(Refused):
            actions.open_about(actor, thing=thing_in(place))
    assert not Post.objects.exists()


def test_it_is_neither_moved_nor_edited_nor_shared_by_itself(alice, space, closed):
    post = actions.open_about(alice, thing=thing_in(space))
    for verb in (
        lambda: actions.move(alice, post=post, space=closed),
        lambda: actions.edit(alice, post=post, body="<p>x</p>"),
        lambda: actions.share(alice, post=post, space=closed),
        lambda: actions.pin(alice, post=post),
    ):
        with pytest.raises(Refused):
            verb()


def test_it_goes_where_its_thing_goes(alice, bob, charlie, space, secret):
    post = actions.open_about(bob, thing=thing_in(space))
    assert actions.carry_along("page", [7, 8], space_id=secret.pk, title="Autre nom") == [post.pk]
    assert queries.post_at(bob, post.key)[0].title == "Autre nom" and not queries.post_at(charlie, post.key)
