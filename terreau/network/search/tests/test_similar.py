import pytest

from terreau.network.posts import actions as posts
from terreau.network.search import actions as search
from terreau.network.search.likeness import similar

pytestmark = pytest.mark.django_db


def indexed(post):
    search.index("post", [post.pk])
    return post


def test_close_by_all_or_by_the_longest_words(alice, bob, space):
    post = indexed(posts.publish(alice, space=space, title="Condensation entre vitrages : joint ou pose ?", body=""))
    for title in ("condensation entre vitrages", "De la condensation dans les vitrages de Kassel depuis hier"):
        assert [card.id for card in similar(bob, text=title)] == [post.pk]
    assert similar(bob, text="vitrages") == [] and similar(bob, text="Un mot de la cantine") == []


def test_only_what_one_may_see(alice, charlie, secret, signed_in):
    indexed(posts.publish(alice, space=secret, title="Condensation entre vitrages", body=""))
    page = signed_in(charlie).get("/search/similar?title=condensation+vitrages").text
    assert "Condensation" not in page
    assert "Condensation" in signed_in(alice).get("/search/similar?title=condensation+vitrages").text
