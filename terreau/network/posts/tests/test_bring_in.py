from datetime import timedelta

import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.network.posts import queries
from terreau.network.posts.actions import importing
from terreau.network.posts.models import Comment, Post, Reaction, Tag
from terreau.network.posts.tests.importing import LONG_AGO, answer, post
from terreau.network.spaces.models import Space

pytestmark = pytest.mark.django_db


def test_bring_in_a_conversation(alice: Person, bob: Person, space: Space, operator: Person) -> None:
    later = LONG_AGO + timedelta(days=2)
    things = [
        post("p2222222", alice, space, reactions=((bob.pk, "agree"), (alice.pk, "agree")), tags=("Wood",)),
        answer("c2222222", bob, "p2222222", at=later, accepted=True, reactions=((alice.pk, "thanks"),)),
        answer("c3333333", alice, "p2222222", parent="c2222222"),
    ]
    importing.bring_in(operator, things=things)
    made = Post.objects.get()
    assert (made.comment_count, made.agree, made.kind, made.active_at) == (2, 2, "question", later)
    assert made.accepted and made.accepted.key == "c2222222" and made.accepted.thanks == 1
    assert Comment.objects.get(key="c3333333").parent == made.accepted
    assert made.published_at == made.arrived_at == LONG_AGO and made.source == "Slack, 2016"
    assert (Reaction.objects.count(), Tag.objects.get().folded) == (3, "wood")
    assert queries.unread_count(bob) == 0
    assert Activity.objects.get(kind="posts.brought_in").data == {"posts": 1, "comments": 2}


def test_bring_in_cleans_what_others_wrote(alice: Person, space: Space, operator: Person) -> None:
    hostile = importing.Arriving("p2", alice.pk, LONG_AGO, "<p>a<script>alert(1)</script></p>", space_id=space.pk)
    importing.bring_in(operator, things=[hostile])
    assert "script" not in Post.objects.get().body


def test_bring_in_what_waits_where_others_look(alice: Person, bob: Person, space: Space, operator: Person) -> None:
    here = Post.objects.create(space=space, author=alice, body="<p>x</p>", key="here2222")
    things = [post("p2222222", alice, space, waits=True), answer("c2222222", bob, "here2222", waits=True)]
    importing.bring_in(operator, things=things)
    here.refresh_from_db()
    assert list(queries.seen_by(bob)) == [here] and here.comment_count == 0


def test_bring_in_is_for_administrators(alice: Person, space: Space) -> None:
    with pytest.raises(Refused):
        importing.bring_in(alice, things=[post("p2222222", alice, space)])
