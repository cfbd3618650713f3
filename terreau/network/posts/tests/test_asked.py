"""Home says what is asked of its reader: questions nobody has answered, readings they have not confirmed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from terreau.network.posts import actions, queries
from terreau.network.posts.models import Post
from terreau.network.posts.queries.asked import Awaited, asked_of
from terreau.network.posts.tests.test_record_purpose import announced

pytestmark = pytest.mark.django_db


def question(author, space, **more):
    return actions.publish(author, space=space, title="Qui sait ?", body="<p>?</p>", kind="question", **more)


def counted(viewer):
    """Along with the page and alone: the same."""
    along = queries.home(viewer, counted=True).asked
    assert along == asked_of(viewer)
    return along


def test_what_others_ask_and_nobody_answered_counts(alice, bob, charlie, space, secret):
    mine, theirs, hidden = question(bob, space), question(alice, space), question(alice, secret)
    assert counted(bob) == Awaited(questions=2) and counted(alice) == Awaited(questions=1)
    assert counted(charlie) == Awaited()
    actions.comment(bob, post=theirs, body="<p>Moi</p>")
    actions.withdraw(alice, post=hidden)
    assert counted(bob) == Awaited()
    assert mine.pk


def test_what_is_old_counts_no_more(alice, bob, space):
    Post.objects.filter(pk=question(alice, space).pk).update(arrived_at=timezone.now() - timedelta(days=15))
    assert counted(bob) == Awaited()


def test_readings_count_until_they_are_confirmed(alice, bob, space, signed_in):
    post = announced(alice, space)
    assert counted(bob) == Awaited(readings=1) and counted(alice) == Awaited()
    assert "1 lecture requise" in signed_in(bob).get("/").text
    actions.acknowledge(bob, post=post)
    assert counted(bob) == Awaited()


def test_it_costs_no_question_of_its_own(alice, bob, space, signed_in, django_assert_num_queries):
    question(alice, space)
    with django_assert_num_queries(4):
        queries.home(bob)
    with django_assert_num_queries(4):
        assert queries.home(bob, counted=True).asked == Awaited(questions=1)
    page = signed_in(bob).get("/").text
    assert "1 question où vous pouvez aider" in page
