import re

import pytest

from terreau.network.posts import actions

pytestmark = pytest.mark.django_db


def without_tokens(page: str) -> str:
    return re.sub(r"[A-Za-z0-9]{64}", "TOKEN", page)


def test_home_and_conversation_are_drawn(alice, bob, space, signed_in):
    post = actions.publish(alice, space=space, title="Reprises", body="<p>Bonjour à tous</p>", kind="question")
    actions.comment(bob, post=post, body="<p>Merci</p>")
    home = signed_in(bob).get("/")
    assert home.status_code == 200
    assert "Reprises" in home.text and "Merci" in home.text
    page = signed_in(bob).get(f"/posts/{post.key}", follow=True)
    assert page.redirect_chain == [(f"/posts/{post.key}-reprises", 301)]
    assert "Bonjour à tous" in page.text


def test_space_page_compose_edit_versions(alice, space, signed_in):
    browser = signed_in(alice)
    made = browser.post("/posts/new", {"space": space.key, "kind": "message", "title": "Un", "body": "deux"})
    assert made.status_code == 303
    page = browser.get(made.url)
    assert page.status_code == 200 and "deux" in page.text
    assert browser.get(f"/spaces/{space.key}-qualite-produit").status_code == 200
    for tail in ("edit", "versions"):
        assert browser.get(f"{made.url.split('-')[0]}/{tail}").status_code == 200
    assert browser.get("/posts/new").status_code == 200


def test_a_visitor_is_shown_the_entrance(client, alice, space):
    post = actions.publish(alice, space=space, title="x", body="<p>y</p>")
    there, nowhere = client.get(f"/posts/{post.key}"), client.get("/posts/222222")
    assert there.status_code == nowhere.status_code == 302


def test_hidden_equals_absent(alice, charlie, secret, signed_in):
    post = actions.publish(alice, space=secret, title="x", body="<p>y</p>")
    browser = signed_in(charlie)
    hidden, absent = browser.get(f"/posts/{post.key}"), browser.get("/posts/222222")
    assert hidden.status_code == absent.status_code == 404
    assert without_tokens(hidden.text.replace(post.key, "222222")) == without_tokens(absent.text)
    assert browser.get(f"/spaces/{secret.key}").status_code == 404


def test_what_is_new_waits_behind_one_link(alice, bob, space, signed_in):
    browser = signed_in(bob)
    since = re.search(r"/fresh\?since=([\w-]+)", browser.get("/").text)[1]
    assert "posts" not in browser.get(f"/fresh?since={since}", headers={"HX-Request": "true"}).text
    actions.publish(alice, space=space, title="x", body="<p>y</p>")
    answer = browser.get(f"/fresh?since={since}&space={space.key}", headers={"HX-Request": "true"})
    assert answer.text.count("<a ") == 1 and space.key in answer.text
    assert browser.get("/fresh?since=nonsense").status_code == 404


def test_a_profile_names_the_spaces_in_common_and_no_other(alice, bob, charlie, space, secret, signed_in):
    page = signed_in(bob).get(f"/people/{alice.key}", follow=True).text
    assert "Espaces en commun" in page and f"/spaces/{secret.key}" in page.split("Espaces en commun")[1]
    other = signed_in(charlie).get(f"/people/{alice.key}", follow=True).text
    assert secret.name not in other
    assert "Espaces en commun" not in signed_in(alice).get(f"/people/{alice.key}", follow=True).text
