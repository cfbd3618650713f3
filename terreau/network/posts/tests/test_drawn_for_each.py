"""What was drawn for one reader is never given to another (A30); reading leaves no trace others could see (A21)."""

import re

import pytest
from django.conf import settings

from terreau.foundation.identity import credentials
from terreau.network.posts import actions
from terreau.network.posts.cards import comments, posts
from terreau.network.spaces import actions as spaces
from tests.worlds.answers import said

pytestmark = pytest.mark.django_db
MARK = re.compile(r"since=[\w-]+")  # the moment at which a page was drawn
FLIPPED = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "https",
    "X-Original-URL": "/administration",
    "X-HTTP-Method-Override": "DELETE",
    "Accept-Language": "pt-BR",
    "Accept-Encoding": "identity",
    "If-None-Match": "*",
    "If-Modified-Since": "Fri, 27 Nov 2099 08:00:00 GMT",
    "Cache-Control": "only-if-cached",
    "Origin": "https://evil.example",
    "Referer": "https://evil.example/",
    "User-Agent": "other",
    "X-Requested-With": "XMLHttpRequest",
    "Range": "bytes=0-9",
    "Via": "1.1 shared",
}


def tokens(text):
    """Whatever in a page could be a form token."""
    return set(re.findall(r'name="csrfmiddlewaretoken" value="(\w{64})"', text))


def pages(browsers, address):
    """The page as each sees it, twice, so that the second time all of it may come from what was kept."""
    return [[browser.get(address).text for browser in browsers] for _ in range(2)][1]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a30_the_same_card_is_another_for_who_may_more_or_did_more(alice, bob, space, signed_in, order):
    post = actions.publish(alice, space=space, title="Joints", body="<p>Bonjour</p>")
    actions.comment(alice, post=post, body="<p>Plutôt bleu</p>")
    actions.react(alice, thing=post, kind="thanks")
    actions.bookmark(alice, post=post)
    for address in ("/", f"/spaces/{space.key}-qualite-produit", f"/posts/{post.key}-joints"):
        people = [(alice, bob)[place] for place in order]
        shown = dict(zip(order, pages([signed_in(who) for who in people], address), strict=True))
        hers, his = shown[0], shown[1]
        assert "Joints" in hers and "Joints" in his
        for act in (f"/posts/{post.key}/edit", f"/posts/{post.key}/pin", f"/posts/{post.key}/withdrawal"):
            assert act in hers and act not in his, (address, act)
        kept = f'/posts/{post.key}/bookmark" name="off"'
        assert kept in hers and kept not in his
        assert tokens(hers) and tokens(his) and not tokens(hers) & tokens(his)


@pytest.mark.parametrize("member_first", [True, False])
def test_a30_a_link_to_a_secret_conversation_is_drawn_for_its_members_alone(
    alice, charlie, space, secret, signed_in, member_first
):
    hidden = actions.publish(alice, space=secret, title="Canari Alizé", body="<p>x</p>")
    spaces.join(charlie, space=space)
    link = f"{settings.PUBLIC_URL}/posts/{hidden.key}-canari"
    actions.publish(alice, space=space, title="Voir aussi", body=f'<p><a href="{link}">là</a></p>')
    people = [alice, charlie] if member_first else [charlie, alice]
    shown = dict(zip([who.pk for who in people], pages([signed_in(who) for who in people], "/"), strict=True))
    assert "Canari Alizé" in shown[alice.pk]
    assert "Voir aussi" in shown[charlie.pk]
    assert "Canari Alizé" not in shown[charlie.pk] and "Projet Alizé" not in shown[charlie.pk]


def test_a30_no_header_makes_an_answer_shareable_and_a_lost_right_is_lost_at_once(alice, bob, closed, signed_in):
    post = actions.publish(alice, space=closed, title="Canari", body="<p>Réservé</p>")
    member, address = signed_in(bob), f"/posts/{post.key}-canari"
    for name, value in {"X-Nothing": "1", **FLIPPED}.items():
        answer = member.get(address, headers={name: value})
        assert answer.status_code == 200 and "Réservé" in answer.text, name
        assert answer["Cache-Control"] == "private, no-store", name
        assert "evil.example" not in answer.text, name
    spaces.remove_member(alice, space=closed, person=bob)
    for name, value in {"X-Nothing": "1", **FLIPPED}.items():
        gone = member.get(address, headers={name: value})
        assert gone.status_code == 404 and "Réservé" not in gone.text, name
    assert "Canari" not in member.get("/").text


def test_a21_reading_leaves_no_trace_that_others_could_see(alice, bob, space, signed_in, client):
    post = actions.publish(alice, space=space, title="Joints", body="<p>Bonjour</p>")
    _token, secret = credentials.issue_token(alice, name="t", scope="read", days=1)
    author, reader = signed_in(alice), signed_in(bob)
    proof = {"Authorization": f"Bearer {secret}"}
    programs = (f"/api/v1/posts/{post.key}", f"/api/v1/people/{bob.key}", "/api/v1/feed")
    addresses = ("/", f"/posts/{post.key}-joints", f"/spaces/{space.key}-qualite-produit/people", "/notifications")

    def seen():
        answers = [(*told[:2], MARK.sub("", told[2])) for told in (said(author.get(one), []) for one in addresses)]
        return answers + [said(client.get(address, headers=proof), []) for address in programs]

    seen()
    before = seen()
    assert all(status == 200 for status, _headers, _body in before)
    assert reader.get(addresses[1]).status_code == 200
    assert reader.post("/reads", {"read": post.key}).status_code == 204
    for verb, sent in (("bookmark", {}), ("subscription", {"wish": "follow"}), ("subscription", {"wish": "mute"})):
        assert reader.post(f"/posts/{post.key}/{verb}", sent).status_code == 303
    assert seen() == before


def test_a21_who_read_a_required_post_is_nobodys_to_ask(alice, bob, charlie, space, signed_in):
    post = actions.publish(alice, space=space, kind="announcement", title="Consigne", body="<p>x</p>")
    for who in (bob, charlie):
        assert signed_in(who).get(f"/posts/{post.key}/readings").status_code == 403


def test_a_card_names_its_space_in_the_language_of_who_reads(alice, bob, space):
    type(space).objects.filter(pk=space.pk).update(names={"en": "Product quality"})
    type(bob).objects.filter(pk=bob.pk).update(language="en")
    bob.refresh_from_db()
    post = actions.publish(alice, space=space, title="Un", body="")
    reply = actions.comment(alice, post=post, body="<p>deux</p>")
    for person, name in ((alice, "Qualité produit"), (bob, "Product quality")):
        assert posts.cards(person, [post.pk])[post.pk].place == name
        assert comments.cards(person, [reply.pk])[reply.pk].place == name
