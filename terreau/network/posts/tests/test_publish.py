from datetime import timedelta

import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.network.posts import actions
from terreau.network.posts.models import Post
from tests.cast import space_of

pytestmark = pytest.mark.django_db
SOON = timezone.localdate() + timedelta(days=4)


def told(kind):
    return list(Activity.objects.filter(kind=kind).order_by("id"))


def test_a_member_publishes_and_it_is_told_once(alice, bob, space, django_assert_max_num_queries):
    with django_assert_max_num_queries(24):
        post = actions.publish(bob, space=space, title=" Titre ", body="<p>Bonjour <script>x</script>#bois</p>")
    assert (post.title, post.author, "script" in post.body) == ("Titre", bob, False)
    (activity,) = told("posts.published")
    assert (activity.thing_id, activity.space_id, activity.actor_id) == (post.pk, space.pk, bob.pk)
    assert [tag.folded for tag in post.tags.all()] == ["bois"]


def test_outsiders_and_guests_elsewhere_do_not(charlie, gaby, space):
    for actor in (charlie, gaby):
        with pytest.raises(Refused):
            actions.publish(actor, space=space, body="<p>x</p>")
    assert not told("posts.published")


def test_only_keepers_announce_and_require_reading(alice, bob, space):
    with pytest.raises(Refused):
        actions.publish(bob, space=space, body="<p>x</p>", kind="announcement")
    made = actions.publish(alice, space=space, body="<p>x</p>", kind="announcement", required_by=SOON)
    assert made.required_by == SOON


def test_nobody_is_asked_to_read_by_a_day_that_is_over(alice, space):
    with pytest.raises(Refused):
        actions.publish(alice, space=space, body="", kind="announcement", required_by=SOON - timedelta(days=6))


def test_a_kudos_thanks_somebody_who_may_read_it_and_nothing_else_does(alice, bob, charlie, secret):
    for thanked in ([], [charlie]):
        with pytest.raises(Refused):
            actions.publish(alice, space=secret, body="<p>x</p>", kind="kudos", thanked=thanked)
    assert not Post.objects.exists() and not told("posts.published")
    kudos = actions.publish(alice, space=secret, body="<p>x</p>", kind="kudos", thanked=[bob, charlie])
    plain = actions.publish(alice, space=secret, body="<p>x</p>", thanked=[bob])
    assert [row.person_id for row in kudos.thanked.all()] == [bob.pk] and not plain.thanked.exists()


def test_nobody_speaks_for_a_leader_who_did_not_lend_their_name(bob, paul, space):
    with pytest.raises(Refused):
        actions.publish(bob, space=space, body="<p>x</p>", on_behalf_of=paul)


def test_a22_someone_outside_a_secret_space_is_not_named_there(alice, bob, charlie, secret):
    body = f'<p><a class="mention" data-person="{charlie.key}" href="/people/{charlie.key}">@Charlie</a> @bob</p>'
    post = actions.publish(alice, space=secret, body=body)
    assert f'data-person="{charlie.key}"' not in post.body
    assert told("posts.published")[0].data["mentions"] == [bob.pk]


def test_a07_a_guest_names_nobody_they_do_not_know(alice, bob, charlie, gaby):
    place = space_of(alice, bob, gaby)
    link = f'<a class="mention" data-person="{charlie.key}" href="/people/{charlie.key}">@quelqu’un</a>'
    body = f"<p>{link} @charlie @bob</p>"
    of_guest = actions.publish(gaby, space=place, body=body)
    reply = actions.comment(gaby, post=of_guest, body=body)
    for kept in (of_guest.body, reply.body):
        assert charlie.key not in kept and charlie.name not in kept and bob.key in kept
    assert charlie.key in actions.publish(alice, space=place, body=body).body


def test_an_archived_space_is_read_only(alice, space):
    space.archived_at = timezone.now()
    space.save(update_fields=["archived_at"])
    with pytest.raises(Refused):
        actions.publish(alice, space=space, body="<p>x</p>")
