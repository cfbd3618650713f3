from datetime import date, timedelta

import pytest
from django.utils import timezone

from terreau.foundation.activity.models import Activity, Cursor
from terreau.foundation.activity.pump import pump
from terreau.network.notifications.actions import hearing
from terreau.network.notifications.models import Notice, Preference
from terreau.network.posts import actions as posts
from terreau.network.posts.tests.writing import scheduled
from terreau.network.spaces import actions as spaces
from terreau.network.spaces.models import Membership
from tests.cast import person, space_of

pytestmark = pytest.mark.django_db


def told():
    """Everybody who was told, with the reason: what A25 compares with the exact expected set."""
    pump()
    return {(notice.person.username, notice.kind) for notice in Notice.objects.select_related("person")}


def naming(*people):
    links = "".join(f'<a class="mention" data-person="{one.key}" href="/people/{one.key}">@x</a> ' for one in people)
    return f"<p>{links}</p>"


def test_a25_a_reply_tells_the_author_who_is_named_and_who_follows_and_nobody_else(alice, bob, charlie, dora, space):
    post = posts.publish(alice, space=space, body="<p>Question</p>")
    posts.follow(dora, post=post)
    spaces.join(charlie, space=space)
    elsewhere = space_of(charlie, bob, name="Ailleurs")
    posts.comment(charlie, post=posts.publish(charlie, space=elsewhere, body="<p>x</p>"), body="<p>y</p>")
    posts.comment(bob, post=post, body=naming(charlie))
    assert told() == {("alice", "reply"), ("dora", "followed"), ("charlie", "mention")}


def test_nobody_is_told_of_what_they_did_themselves(alice, space):
    post = posts.publish(alice, space=space, body=naming(alice))
    posts.react(alice, thing=posts.comment(alice, post=post, body="<p>x</p>"))
    assert told() == set()


def test_one_activity_tells_one_person_once_for_the_weightiest_reason(alice, bob, space):
    post = posts.publish(alice, space=space, body="<p>x</p>")
    posts.comment(bob, post=post, body=naming(alice))
    assert told() == {("alice", "mention")}
    Cursor.objects.update(seq=0)
    pump()
    hearing.hear(list(Activity.objects.order_by("seq")))
    assert Notice.objects.count() == 1


def test_a22_outside_a_secret_space_nobody_hears_of_it(alice, bob, charlie, secret):
    posts.publish(alice, space=secret, body=naming(bob, charlie))
    assert told() == {("bob", "mention")}


def test_the_rights_of_the_moment_count_and_not_those_of_the_writing(alice, bob, secret):
    posts.publish(alice, space=secret, body=naming(bob))
    Membership.objects.filter(space=secret, person=bob).delete()
    assert told() == set()


def test_a06_a_guest_hears_only_where_they_were_added(alice, bob, gaby, space):
    posts.publish(alice, space=space, body=naming(gaby))
    with_guest = space_of(alice, gaby, name="Partenaires")
    posts.publish(alice, space=with_guest, body=naming(gaby))
    pump()
    assert [notice.topic for notice in Notice.objects.filter(person=gaby)] == [f"post:{with_guest.posts.get().pk}"]


def test_a_muted_conversation_is_silent_except_for_a_required_reading(alice, bob, space):
    post = posts.publish(alice, space=space, body="<p>x</p>")
    posts.follow(bob, post=post, muted=True)
    posts.comment(alice, post=post, body=naming(bob))
    assert told() == set()


def test_levels_of_the_space_decide_about_what_does_not_name(alice, bob, charlie, dora, space):
    for someone, level in ((bob, "digest"), (charlie, "all"), (dora, "none")):
        Membership.objects.update_or_create(space=space, person=someone, defaults={"level": level})
    post = posts.publish(alice, space=space, body="<p>x</p>")
    posts.follow(dora, post=post)
    assert told() == {("charlie", "post")}
    posts.comment(charlie, post=post, body=naming(dora))
    posts.comment(charlie, post=post, body="<p>y</p>")
    assert told() - {("charlie", "post")} == {("alice", "reply"), ("dora", "mention")}


def test_what_somebody_turned_off_is_not_written(alice, bob, space):
    Preference.objects.create(person=bob, kind="mention", channel="nothing")
    posts.publish(alice, space=space, body=naming(bob))
    assert told() == set()


def test_thanks_acceptance_reactions_and_required_readings_concern_their_people(alice, bob, charlie, space):
    spaces.join(charlie, space=space)
    posts.publish(alice, space=space, body="<p>x</p>", kind="kudos", thanked=[bob])
    assert told() == {("bob", "kudos")}
    question = posts.publish(charlie, space=space, body="<p>?</p>", kind="question")
    answer = posts.comment(bob, post=question, body="<p>!</p>")
    posts.accept(charlie, comment=answer)
    posts.react(alice, thing=answer)
    assert told() == {("bob", "kudos"), ("charlie", "reply"), ("bob", "accepted"), ("bob", "reaction")}
    Notice.objects.all().delete()
    posts.publish(alice, space=space, body="<p>x</p>", kind="announcement", required_by=date(2030, 1, 1))
    assert told() == {("bob", "required"), ("charlie", "required")}


def test_what_is_taken_back_concerns_nobody_any_more(alice, bob, space):
    question = posts.publish(alice, space=space, body="<p>?</p>", kind="question")
    answer = posts.comment(bob, post=question, body="<p>!</p>")
    posts.react(alice, thing=answer)
    posts.accept(alice, comment=answer)
    assert told() == {("alice", "reply"), ("bob", "reaction"), ("bob", "accepted")}
    posts.unreact(alice, thing=answer)
    posts.unaccept(alice, comment=answer)
    assert told() == {("alice", "reply")}


def test_doors_of_spaces_concern_who_keeps_them_and_who_knocks(alice, bob, charlie, dora, closed):
    spaces.request(charlie, space=closed)
    assert told() == {("alice", "request")}
    spaces.answer_request(alice, space=closed, person=charlie, accept=True)
    spaces.invite(alice, space=closed, person=dora)
    spaces.decline_invitation(dora, space=closed)
    spaces.change_role(alice, space=closed, person=bob, role="manager")
    found = told()
    assert found >= {("charlie", "answer"), ("bob", "role"), ("alice", "answer")} and ("bob", "answer") not in found


def test_proposals_reach_who_answers_them_and_come_back(bob, operator):
    proposal = spaces.propose(bob, name="Douglas")
    assert told() == {("oscar", "proposal")}
    spaces.answer_proposal(operator, proposal=proposal, accept=False, refusal="It exists.")
    assert told() == {("oscar", "proposal"), ("bob", "answer")}


def test_history_is_no_news(alice, bob, space):
    posts.publish(alice, space=space, body=naming(bob))
    Activity.objects.update(at=timezone.now() - timedelta(days=8))
    assert told() == set()


def test_very_many_are_told_by_jobs_in_parts(alice, space, monkeypatch):
    monkeypatch.setattr(hearing, "AT_ONCE", 3)
    for number in range(7):
        Membership.objects.create(space=space, person=person(f"p{number}", f"P {number}", "FR"), level="all")
    posts.publish(alice, space=space, body="<p>x</p>")
    pump()
    activity = Activity.objects.get(kind="posts.published")
    assert Notice.objects.count() == 3
    for _round in range(2):
        after = Notice.objects.order_by("-person_id").values_list("person_id", flat=True)[0]
        hearing.tell_more.func(activity.pk, after)
    assert Notice.objects.values("person").distinct().count() == Notice.objects.count() == 7


def test_a_plain_post_in_a_large_space_writes_no_rows(alice, bob, space, django_assert_max_num_queries):
    post = posts.publish(alice, space=space, body="<p>x</p>")
    activity = Activity.objects.get(thing_kind="post", thing_id=post.pk)
    with django_assert_max_num_queries(4):
        hearing.hear([activity])
    assert not Notice.objects.exists()


def test_whoever_may_write_in_a_leaders_name_is_told_and_where(alice, bob, charlie, space, signed_in):
    posts.delegate(alice, writer=bob, space=space, until=timezone.now() + timedelta(days=9))
    assert told() == {("bob", "lent")}
    page = signed_in(bob).get("/notifications").text
    assert f"Alice Vasseur vous laisse écrire en son nom dans «\u202f{space.name}\u202f»" in page
    assert signed_in(charlie).get("/notifications").text.count("en son nom") == 0


def test_whose_scheduled_post_is_refused_is_told_and_finds_the_draft(alice, bob, space, signed_in):
    draft = scheduled(bob, space)
    Membership.objects.filter(person=bob).delete()
    posts.publish_scheduled.func(draft.pk)
    assert told() == {("bob", "unsent")}
    browser = signed_in(bob)
    page = browser.get("/notifications").text
    assert (
        "«\u202fTitre\u202f» n’a pas pu paraître à l’heure choisie" in page and f"/posts/new?draft={draft.key}" in page
    )
    assert draft.title not in signed_in(alice).get("/notifications").text
    posts.discard_draft(bob, draft=draft)
    assert "«\u202fTitre\u202f»" not in browser.get("/notifications").text
