from datetime import date, timedelta

import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.network.posts import actions, queries
from terreau.network.posts.models import Post
from terreau.network.posts.tests.writing import told

pytestmark = pytest.mark.django_db
LATER = timezone.now().date() + timedelta(days=30)


def announced(author, space):
    return actions.publish(author, space=space, title="Consignation", body="", kind="announcement", required_by=LATER)


def test_the_operator_records_and_the_author_sees_names(alice, bob, operator, space, signed_in):
    post = announced(alice, space)
    assert not queries.readings(alice, post).missing
    page = f"/posts/{post.key}/readings"
    words = {"purpose": "Relancer avant le 1er décembre", "until": LATER.isoformat()}
    assert signed_in(operator).post(f"{page}/purpose", words).status_code == 303
    post.refresh_from_db()
    assert [row.name for row in queries.readings(alice, post).missing] == ["Bob Delorme"]
    assert "Bob Delorme" in signed_in(alice).get(page).text
    theirs = queries.readings(operator, post)
    assert not theirs.counts and not theirs.missing and "Bob Delorme" not in signed_in(operator).get(page).text
    assert told("posts.purpose_recorded")[0].data == {"until": LATER.isoformat()}


def test_nobody_else_does(alice, bob, dora, space, signed_in):
    post = announced(alice, space)
    for actor in (alice, bob, dora):
        with pytest.raises(Refused):
            actions.record_purpose(actor, post=post, purpose="x", until=LATER)
    words = {"purpose": "x", "until": LATER.isoformat()}
    assert signed_in(bob).post(f"/posts/{post.key}/readings/purpose", words).status_code == 403
    assert signed_in(bob).get(f"/posts/{post.key}/readings").status_code == 403


def test_why_and_until_when_are_said(alice, operator, space):
    post = announced(alice, space)
    for purpose, days in ((" ", 30), ("x", -1), ("x", 400)):
        with pytest.raises(Refused):
            actions.record_purpose(operator, post=post, purpose=purpose, until=LATER + timedelta(days=days - 30))
    assert not told("posts.purpose_recorded")


def test_the_names_are_erased_when_the_day_has_come_and_the_counts_stay(alice, bob, operator, space):
    post = announced(alice, space)
    actions.record_purpose(operator, post=post, purpose="x", until=LATER)
    actions.acknowledge(bob, post=post)
    actions.erase_names.func()
    assert post.acknowledgements.count() == 1
    Post.objects.update(names_until=date(2020, 1, 1))
    for _twice in range(2):
        actions.erase_names.func()
    post.refresh_from_db()
    assert post.acknowledgements.count() == 0 and post.names_purpose == "" and len(told("posts.names_erased")) == 1
    (row,) = queries.posts_by_id(bob, [post.pk])
    assert (row.confirmed, row.closed) == (1, True) and not queries.readings(alice, post).names
    with pytest.raises(Refused):
        actions.acknowledge(bob, post=post)


def test_without_a_purpose_the_rule_of_the_network_erases(alice, bob, space):
    post = announced(alice, space)
    actions.acknowledge(bob, post=post)
    Post.objects.update(required_by=date(2020, 1, 1))
    actions.erase_names.func()
    assert post.acknowledgements.count() == 0
