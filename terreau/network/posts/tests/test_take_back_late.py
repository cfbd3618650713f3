import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.identity.models import Person
from terreau.network.posts import actions
from terreau.network.posts.actions import importing
from terreau.network.posts.actions.late import Late, accept_late, react_late, take_back_late
from terreau.network.posts.models import Comment, Post, Reaction
from terreau.network.posts.tests.importing import answer, post
from terreau.network.spaces.models import Space

pytestmark = pytest.mark.django_db


def test_take_back_late_what_stands_as_it_was_added(alice: Person, bob: Person, space: Space, operator: Person) -> None:
    made = importing.bring_in(operator, things=[post("p2", alice, space), answer("c2", bob, "p2")])
    reactions = [
        Late("post", made["p2"].pk, alice.pk, "agree"),
        Late("post", made["p2"].pk, bob.pk, "agree"),
        Late("comment", made["c2"].pk, alice.pk, "thanks"),
    ]
    react_late(operator, reactions=reactions)
    accept_late(operator, comments=[made["c2"].pk])
    actions.react(bob, thing=Post.objects.get(), kind="support")
    take_back_late(operator, reactions=reactions, accepted=[made["c2"].pk])
    there = Post.objects.get()
    assert (there.agree, there.support, there.accepted_id, Comment.objects.get().thanks) == (0, 1, None, 0)
    assert list(Reaction.objects.values_list("person__username", "kind")) == [("bob", "support")]


def test_take_back_late_is_for_administrators(alice: Person) -> None:
    with pytest.raises(Refused):
        take_back_late(alice, reactions=[], accepted=[])
