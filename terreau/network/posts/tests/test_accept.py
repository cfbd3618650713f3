import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.network.posts import actions

pytestmark = pytest.mark.django_db


def told(kind):
    return list(Activity.objects.filter(kind=kind).order_by("id"))


def test_the_asker_and_the_keepers_accept(alice, bob, space):
    post = actions.publish(bob, space=space, body="<p>x</p>", kind="question")
    answer = actions.comment(alice, post=post, body="<p>y</p>")
    for actor in (bob, alice):
        actions.accept(actor, comment=answer)
        actions.accept(actor, comment=answer)
    post.refresh_from_db()
    assert post.accepted_id == (answer.pk)
    assert len(told("posts.accepted")) == 1


def test_others_do_not_nor_for_a_message(alice, bob, charlie, space):
    question = actions.publish(alice, space=space, body="<p>x</p>", kind="question")
    message = actions.publish(bob, space=space, body="<p>x</p>")
    for actor, post in ((bob, question), (charlie, question), (bob, message)):
        with pytest.raises(Refused):
            actions.accept(actor, comment=actions.comment(alice, post=post, body="<p>y</p>"))
