import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.identity.models import Person
from terreau.network.posts import actions
from terreau.network.posts.actions import importing
from terreau.network.posts.models import Comment, Post
from terreau.network.posts.tests.importing import answer, post
from terreau.network.spaces.models import Space

pytestmark = pytest.mark.django_db


def test_take_out_but_what_somebody_answered(alice: Person, bob: Person, space: Space, operator: Person) -> None:
    things = [post("p2", alice, space), post("p3", alice, space), answer("c2", bob, "p2"), answer("c3", bob, "p2")]
    made = importing.bring_in(operator, things=things)
    reply = Comment.objects.get(key="c2")
    actions.comment(alice, post=reply.post, parent=reply, body="<p>yes</p>")
    said = [made["c2"].pk, made["c3"].pk]
    assert importing.take_out(operator, comments=said) == {reply.pk}
    assert importing.take_out(operator, posts=[made["p2"].pk, made["p3"].pk]) == {made["p2"].pk}
    assert Post.objects.get().comment_count == 2 and Comment.objects.count() == 2


def test_take_out_is_for_administrators(alice: Person) -> None:
    with pytest.raises(Refused):
        importing.take_out(alice, posts=[])
