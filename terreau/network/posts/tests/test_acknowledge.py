from datetime import timedelta

import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.network.posts import actions
from terreau.network.posts.models import Acknowledgement, Post
from tests.cast import person, space_of

pytestmark = pytest.mark.django_db
DUE = timezone.localdate() + timedelta(days=4)


def told(kind):
    return list(Activity.objects.filter(kind=kind).order_by("id"))


def test_confirmed_once(alice, bob, space):
    post = actions.publish(alice, space=space, body="<p>x</p>", kind="announcement", required_by=DUE)
    for _twice in range(2):
        actions.acknowledge(bob, post=post)
    assert post.acknowledgements.count() == 1 and len(told("posts.acknowledged")) == 1


def test_only_what_asks_for_it(alice, bob, space):
    with pytest.raises(Refused):
        actions.acknowledge(bob, post=actions.publish(alice, space=space, body="<p>x</p>"))


def test_only_members_confirm_though_others_read_it(alice, bob, charlie, space, signed_in):
    post = actions.publish(alice, space=space, body="<p>x</p>", kind="announcement", required_by=DUE)
    with pytest.raises(Refused):
        actions.acknowledge(charlie, post=post)
    asks = f"/posts/{post.key}/acknowledgement"
    assert asks in signed_in(bob).get(f"/posts/{post.key}", follow=True).text
    for who in (charlie, alice):
        assert asks not in signed_in(who).get(f"/posts/{post.key}", follow=True).text


def test_f01_no_name_is_added_while_names_are_erased(alice, bob, space):
    post = actions.publish(alice, space=space, kind="announcement", body="<p>x</p>", required_by=DUE)
    Post.objects.filter(pk=post.pk).update(names_erased_at=timezone.now())
    with pytest.raises(Refused):
        actions.acknowledge(bob, post=post)
    assert not Acknowledgement.objects.exists()


@pytest.mark.parametrize(("others", "figure"), [(8, ""), (9, "1 personne sur 10 l’a fait."), (12, "sur 13")])
def test_the_card_says_how_many_of_how_many_but_never_of_fewer_than_ten(alice, bob, others, figure, signed_in):
    space = space_of(alice, bob, *[person(f"p{number}", f"P {number}", "FR") for number in range(others)])
    post = actions.publish(alice, space=space, body="<p>x</p>", kind="announcement", required_by=DUE)
    actions.acknowledge(bob, post=post)
    page = signed_in(bob).get(f"/posts/{post.key}", follow=True).text
    assert "1<sup>er</sup> décembre" in page and (figure in page if figure else "l’a fait" not in page)


def test_keeping_a_post_and_saving_a_form_are_two_words(alice, space, signed_in):
    post = actions.publish(alice, space=space, body="<p>x</p>")
    browser = signed_in(alice)
    assert "Garder</span>" in browser.get(f"/posts/{post.key}", follow=True).text
    assert "Enregistrer</button>" in browser.get(f"/posts/{post.key}/edit").text
    assert "Enregistrer" in browser.get("/account").text and "Garder" not in browser.get("/account").text
