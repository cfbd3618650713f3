import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.identity.models import Person
from terreau.network.posts import actions, queries
from terreau.network.posts.actions import importing
from terreau.network.posts.models import Comment, Post
from terreau.network.posts.tests.importing import answer, post
from terreau.network.spaces.models import Space

pytestmark = pytest.mark.django_db


def test_reveal_what_waited_and_nothing_withdrawn(alice: Person, bob: Person, space: Space, operator: Person) -> None:
    here = Post.objects.create(space=space, author=alice, body="<p>x</p>", key="here2222")
    gone = actions.withdraw(alice, post=Post.objects.create(space=space, author=alice, body="<p>y</p>"))
    importing.bring_in(
        operator, things=[post("p2", alice, space, waits=True), answer("c2", bob, "here2222", waits=True)]
    )
    new, said = Post.objects.get(key="p2"), Comment.objects.get()
    importing.reveal(operator, posts=[new.pk, gone.pk], comments=[said.pk])
    assert set(queries.seen_by(bob)) == {here, new}
    here.refresh_from_db()
    assert here.comment_count == 1


def test_reveal_is_for_administrators(alice: Person) -> None:
    with pytest.raises(Refused):
        importing.reveal(alice, posts=[], comments=[])
