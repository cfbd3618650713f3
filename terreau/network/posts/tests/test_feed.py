import random
from datetime import timedelta

import pytest
from django.utils import timezone

from terreau.network.people.models import Follow
from terreau.network.posts import queries
from terreau.network.posts.models import Comment, Post, Share
from terreau.network.posts.queries import at_home
from terreau.network.spaces import actions as spaces
from tests.cast import space_of

pytestmark = pytest.mark.django_db


def post_in(space, author, **fields):
    return Post.objects.create(space=space, author=author, body="<p>Bonjour</p>", **fields)


def test_home_shows_my_spaces_and_whom_i_follow_and_nothing_else(alice, bob, charlie, dora, space, secret):
    mine = post_in(space, alice)
    hidden = post_in(secret, alice)
    elsewhere = space_of(dora, name="Ailleurs")
    followed = post_in(elsewhere, dora)
    other = post_in(elsewhere, alice)
    Follow.objects.create(follower=bob, followed=dora)
    assert [row.id for row in queries.home(bob).posts] == [followed.pk, hidden.pk, mine.pk]
    assert [row.id for row in queries.home(charlie).posts] == []
    assert other.pk not in [row.id for row in queries.home(bob).posts]


def test_home_costs_a_fixed_number_of_queries(alice, bob, space, django_assert_num_queries):
    for n in range(25):
        made = post_in(space, alice, title=f"Titre {n}")
        Comment.objects.create(post=made, author=bob, body="<p>Oui</p>")
    with django_assert_num_queries(4):
        page = queries.home(bob)
    assert len(page.posts) == 20 and page.posts[0].comments[0].body == "<p>Oui</p>"
    with django_assert_num_queries(4):
        rest = queries.home(bob, before=page.next)
    assert [row.title for row in rest.posts] == ["Titre 4", "Titre 3", "Titre 2", "Titre 1", "Titre 0"]
    assert rest.next is None


def test_keyset_is_stable_when_others_write_and_delete(alice, bob, space):
    made = [post_in(space, alice, title=str(n)) for n in range(30)]
    first = queries.home(bob, size=10)
    post_in(space, alice, title="new")
    made[15].delete()
    second = queries.home(bob, before=first.next, size=10)
    assert [row.title for row in second.posts] == ["19", "18", "17", "16", "14", "13", "12", "11", "10", "9"]


def test_unread_only(alice, bob, space):
    post_in(space, alice, arrived_at=timezone.now() - timedelta(days=1))
    fresh = post_in(space, alice, arrived_at=timezone.now())
    assert [row.id for row in queries.home(bob, only="unread").posts] == [fresh.pk]
    assert queries.home(bob, only="unread").posts[0].unread
    assert [row.id for row in queries.space_feed(bob, space=space, only="unread").posts] == [fresh.pk]


def test_unread_is_only_what_came_into_a_space_one_is_in(alice, bob, dora, space):
    elsewhere = space_of(dora, name="Ailleurs")
    Follow.objects.create(follower=bob, followed=dora)
    Follow.objects.create(follower=bob, followed=alice)
    post_in(elsewhere, dora)
    Share.objects.create(post=post_in(elsewhere, dora), space=space, by=alice)
    fresh = post_in(space, alice)
    assert [row.id for row in queries.home(bob, only="unread").posts] == [fresh.pk]
    spaces.mark_all_read(bob)
    assert queries.home(bob, only="unread").posts == [] and len(queries.home(bob).posts) == 3


def test_new_on_home_is_whatever_home_shows(alice, bob, dora, paul, space):
    since = queries.now_mark()
    elsewhere, official = space_of(dora, name="Ailleurs"), space_of(paul, name="Officiel", official_at=timezone.now())
    Follow.objects.create(follower=bob, followed=dora)
    for place, author in ((space, alice), (space, bob), (elsewhere, dora), (elsewhere, paul), (official, paul)):
        post_in(place, author)
    assert queries.fresh_count(bob, since=since) == 3
    assert queries.fresh_count(bob, since=since, space=space) == 1


@pytest.mark.parametrize("looked_at", [0, 7, 200])
def test_home_is_the_same_however_far_the_newest_of_all_are_looked_through(
    looked_at, monkeypatch, alice, bob, charlie, dora, space, secret
):
    """Found among the newest of all, by looking into each space and person, or partly: the same posts, page by page."""
    chance = random.Random(looked_at)
    monkeypatch.setattr(at_home, "AT_LEAST", looked_at)
    at_home.home_words.cache_clear()
    elsewhere, quiet = space_of(dora, name="Ailleurs"), space_of(alice, bob, name="Calme")
    Follow.objects.create(follower=bob, followed=dora)
    now, wanted = timezone.now(), []
    for n in range(60):
        place, author = chance.choice([(space, alice), (secret, dora), (elsewhere, dora), (elsewhere, alice)])
        gone = {"withdrawn_at": now} if chance.random() < 0.2 else {}
        at = now - timedelta(minutes=chance.randrange(20))  # many at the same moment
        made = post_in(place, author, title=str(n), published_at=at, **gone)
        if not gone and (place, author) != (elsewhere, alice):
            wanted.append((at, made.pk))
    long_ago = post_in(quiet, alice, published_at=now - timedelta(days=900))
    shared = post_in(elsewhere, alice, published_at=now - timedelta(days=800))
    Share.objects.create(post=shared, space=quiet, by=alice)
    found, before = [], None
    while found[-1:] != [long_ago.pk]:
        page = queries.home(bob, before=before, size=9)
        found += [row.id for row in page.posts]
        before = page.next
        if before is None:
            break
    assert found == [pk for _, pk in sorted(wanted, reverse=True)] + [shared.pk, long_ago.pk]
    at_home.home_words.cache_clear()
