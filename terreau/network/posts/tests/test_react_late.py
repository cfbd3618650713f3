import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.identity.models import Person
from terreau.network.posts import actions
from terreau.network.posts.actions import importing
from terreau.network.posts.actions.late import Late, react_late
from terreau.network.posts.models import Comment, Post, Reaction
from terreau.network.posts.tests.importing import LONG_AGO, answer, post
from terreau.network.spaces.models import Space

pytestmark = pytest.mark.django_db


def test_react_late_where_nobody_reacted_yet(
    alice: Person, bob: Person, charlie: Person, space: Space, operator: Person
) -> None:
    things = [post("p2", alice, space, reactions=((bob.pk, "agree"),)), answer("c2", bob, "p2")]
    made = importing.bring_in(operator, things=things)
    first, reply = made["p2"].pk, made["c2"].pk
    actions.react(alice, thing=Post.objects.get(), kind="thanks")
    wanted = [
        Late("post", first, bob.pk, "useful"),
        Late("post", first, alice.pk, "agree"),
        Late("post", first, charlie.pk, "agree"),
        Late("comment", reply, charlie.pk, "explore"),
        Late("comment", 10**6, charlie.pk, "explore"),
    ]
    assert react_late(operator, reactions=wanted) == {("post", first, charlie.pk), ("comment", reply, charlie.pk)}
    assert react_late(operator, reactions=wanted) == set()
    there = Post.objects.get()
    assert (there.agree, there.thanks, there.useful, Comment.objects.get().explore) == (2, 1, 0, 1)
    assert {row.at for row in Reaction.objects.filter(person=charlie)} == {LONG_AGO}


def test_react_late_is_for_administrators(alice: Person) -> None:
    with pytest.raises(Refused):
        react_late(alice, reactions=[])
