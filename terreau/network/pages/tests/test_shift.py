import pytest

from terreau.foundation.access.words import Refused
from terreau.network.pages import actions, queries
from terreau.network.pages.tests.writing import again, told, written

pytestmark = pytest.mark.django_db


def order(person, space):
    return [node.title for node in queries.tree(person, space.pk).top]


def test_one_place_up_or_down_and_never_beyond_the_ends(alice, bob, space):
    one, two, three = (written(alice, space, title) for title in ("Un", "Deux", "Trois"))
    actions.shift(bob, page=three, up=True)
    assert order(bob, space) == ["Un", "Trois", "Deux"]
    actions.shift(bob, page=again(one), up=False)
    assert order(bob, space) == ["Trois", "Un", "Deux"]
    actions.shift(bob, page=again(two), up=False)
    actions.shift(bob, page=again(three), up=True)
    assert order(bob, space) == ["Trois", "Un", "Deux"] and len(told("pages.placed")) == 2


def test_readers_do_not_arrange(alice, charlie, space):
    with pytest.raises(Refused):
        actions.shift(charlie, page=written(alice, space), up=True)
