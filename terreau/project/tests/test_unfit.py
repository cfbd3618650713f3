"""C09: a NUL in an address, a form or a cookie is a mistake of whoever sends it, on both engines, and never ours."""

import pytest
from django.conf import settings
from django.test import Client

from terreau.network.posts import actions as posts

pytestmark = pytest.mark.django_db
NUL = "a\0b"
ADDRESSES = [
    "/posts/new?draft={}",
    "/posts/new?thanked={}",
    "/people?country={}",
    "/people?skill={}",
    "/reach?space={}",
    "/spaces?category={}",
    "/spaces?language={}",
    "/search?q={}",
    "/search/suggestions?q={}",
    "/tags/{}",
    "/administration/spaces?q={}",
    "/administration/journal?person={}",
    "/administration/outbox/{}",
    "/notifications/unsubscribe/{}",
]
FORMS = [
    ("/posts/new", "draft"),
    ("/posts/new", "attached"),
    ("/drafts", "draft"),
    ("/posts/{}/shares", "space"),
    ("/posts/{}/space", "space"),
    ("/posts/{}/edit", "attached"),
    ("/reads", "read"),
    ("/notifications/reads", "key"),
    ("/notifications/seen", "read"),
    ("/delegations", "writer"),
    ("/administration/people/placements", "person"),
    ("/account/login/", "login"),
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_c09_no_page_has_such_an_address(operator, signed_in, address):
    browser = signed_in(operator)
    assert browser.get(address.format("a%00b")).status_code == 404
    assert Client().get(address.format("a%00b")).status_code == 404


@pytest.mark.parametrize(("address", "field"), FORMS)
def test_c09_no_form_holds_it(operator, alice, space, signed_in, address, field):
    post = posts.publish(alice, space=space, title="T", body="<p>b</p>")
    sent = {"space": space.key, "kind": "message", "title": "t", "body": "<p>b</p>"}
    for who in (alice, operator):
        browser = signed_in(who)
        for refused in ({**sent, field: NUL}, {**sent, field: ["fine", NUL]}):
            assert browser.post(address.format(post.key), refused).status_code == 400
    assert signed_in(alice).post("/reads", {"read": post.key}).status_code == 204


def test_c09_a_cookie_that_could_be_no_session_is_a_visitor(alice, signed_in):
    browser = signed_in(alice)
    assert browser.get("/").status_code == 200
    for odd in ("\0" * 32, "é" * 32, "' OR 1=1 --" * 3, "", "a" * 5000):
        browser.cookies[settings.SESSION_COOKIE_NAME] = odd
        assert browser.get("/").status_code == 302
        assert browser.get("/account/login/").status_code == 200
