import re
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from terreau.foundation.activity.models import Activity
from terreau.foundation.activity.pump import pump
from terreau.foundation.live.nudges import events_for
from terreau.network.notifications import queries
from terreau.network.notifications.models import Notice
from terreau.network.posts import actions as posts
from terreau.network.spaces import actions as spaces
from terreau.network.spaces.models import Membership

pytestmark = pytest.mark.django_db


def lines(viewer, **asked):
    return [group.sentence for day in queries.centre(viewer, **asked).days for group in day.groups]


def test_many_replies_to_one_thing_are_one_line(alice, bob, dora, paul, space):
    post = posts.publish(bob, space=space, title="Vitrage", body="<p>x</p>")
    for someone in (alice, dora, paul):
        posts.comment(someone, post=post, body="<p>y</p>")
    pump()
    assert lines(bob) == ["Paul Ménard and 2 others have replied to you in “Vitrage”"]
    with translation.override("fr"):
        assert lines(bob) == ["Paul Ménard et 2 autres personnes vous ont répondu dans « Vitrage »"]


def naming(person):
    return f'<p><a class="mention" data-person="{person.key}" href="/people/{person.key}">@x</a></p>'


def test_the_bell_counts_the_lines_of_the_centre(alice, bob, dora, paul, space):
    post = posts.publish(bob, space=space, title="Vitrage", body="<p>x</p>")
    for someone in (alice, dora, paul):
        reply = posts.comment(someone, post=post, body="<p>y</p>")
        posts.react(someone, thing=post, kind="thanks")
    posts.react(bob, thing=reply, kind="thanks")
    posts.publish(alice, space=space, title="Joints", body=naming(bob))
    pump()
    assert Notice.objects.filter(person=bob, read_at=None).count() == 7
    assert len(lines(bob)) == queries.unread_count(bob) == 3


def test_what_may_no_longer_be_seen_is_absent_and_not_counted(alice, bob, secret):
    post = posts.publish(bob, space=secret, title="Alizé", body="<p>x</p>")
    reply = posts.comment(alice, post=post, body="<p>y</p>")
    spaces.change_role(alice, space=secret, person=bob, role="manager")
    pump()
    assert len(lines(bob)) == queries.unread_count(bob) == 2
    posts.withdraw_comment(alice, comment=reply)
    bob.__dict__.pop("_notices")
    assert len(lines(bob)) == queries.unread_count(bob) == 1
    Membership.objects.filter(space=secret, person=bob).delete()
    bob.__dict__.pop("_notices")
    assert lines(bob) == [] and queries.unread_count(bob) == 0 and Notice.objects.filter(person=bob).count() == 2


def test_a_page_costs_a_fixed_number_of_queries_and_leads_to_the_next(
    alice, bob, space, notice, django_assert_num_queries
):
    post = posts.publish(alice, space=space, body="<p>x</p>")
    reply = posts.comment(alice, post=post, body="<p>y</p>")
    for number in range(70):
        at = timezone.now() - timedelta(hours=number)
        notice(bob, reply if number % 2 else post, kind="mention", actor=alice, at=at)
    with django_assert_num_queries(4):
        first = queries.centre(bob)
    assert sum(len(day.groups) for day in first.days) == 60
    rest = queries.centre(bob, before=first.next)
    assert sum(len(day.groups) for day in rest.days) == 10 and rest.next is None


def test_the_page_the_bell_and_the_empty_states(alice, bob, dora, space, notice, signed_in):
    post = posts.publish(alice, space=space, title="Vitrage", body="<p>Un joint</p>")
    notice(bob, post, actor=alice)
    browser = signed_in(bob)
    page = browser.get("/notifications")
    assert page.status_code == 200 and "Alice Vasseur vous mentionne dans « Vitrage »" in page.text
    assert "Notifications, 1 nouvelle" in browser.get("/notifications/bell").text
    assert f"/posts/{post.key}" in page.text
    browser.post("/notifications/reads", {"all": "1"})
    assert "Vous êtes à jour." in browser.get("/notifications?only=unread").text
    assert "Alice Vasseur" in browser.get("/notifications").text
    assert "Rien encore" in signed_in(dora).get("/notifications").text
    assert browser.get("/notifications?only=x").status_code == browser.get("/notifications?before=x").status_code == 404


def test_open_pages_of_who_was_told_hear_it_by_ids_alone(alice, bob, charlie, dora, closed):
    spaces.request(charlie, space=closed)
    pump()
    (activity,) = Activity.objects.filter(kind="spaces.requested")
    heard = events_for([activity], {alice.pk, bob.pk, charlie.pk, dora.pk})
    assert set(heard) == {alice.pk, charlie.pk}
    assert b'"kinds":["notifications"]' in heard[alice.pk][0][1] and closed.key.encode() not in heard[alice.pk][0][1]


def filled(person, actor, post, count, kind):
    """So many unread notices about one post."""
    about = {"kind": kind, "actor": actor, "thing_kind": "post", "thing_id": post.pk, "topic": f"post:{post.pk}"}
    Notice.objects.bulk_create([Notice(person=person, **about) for _each in range(count)])


def test_the_bell_says_at_least_where_it_does_not_look_at_all(alice, bob, space, signed_in):
    post = posts.publish(alice, space=space, title="Vitrage", body="<p>x</p>")
    filled(bob, alice, post, 600, "reaction")
    browser = signed_in(bob)
    assert queries.waiting(bob) == queries.Waiting(1, more=False, talks=0)
    assert 'aria-label="Notifications, 1 nouvelle"' in browser.get("/notifications/bell").text
    filled(bob, alice, post, 60, "mention")
    bell = browser.get("/notifications/bell").text
    said = re.search(r'aria-label="Notifications, au moins (\d+) nouvelles?".*>(\d+)\+</span>', bell, re.DOTALL)
    assert said and said[1] == said[2] and 1 <= int(said[1]) <= 61
    Notice.objects.filter(kind="reaction").delete()
    filled(bob, alice, post, 60, "mention")
    assert ">99+</span>" in browser.get("/notifications/bell").text
    assert ">100+</span>" in browser.get("/notifications").text


def test_what_the_bell_costs(alice, bob, space, django_assert_num_queries):
    post = posts.publish(alice, space=space, title="Vitrage", body="<p>x</p>")
    filled(bob, alice, post, 601, "reaction")
    with django_assert_num_queries(1):
        assert queries.waiting(bob).more


def test_who_is_gone_is_somebody_who_did_one_thing(bob, notice, space):
    post = posts.publish(bob, space=space, title="Vitrage", body="<p>x</p>")
    notice(bob, post, kind="reply", actor=None)
    assert lines(bob) == ["Somebody replied to you in “Vitrage”"]
