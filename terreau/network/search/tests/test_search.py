import pytest

from terreau.foundation.activity.pump import pump
from terreau.network.posts import actions as posts
from terreau.network.search import queries

pytestmark = pytest.mark.django_db


def titles(viewer, text, **narrowed):
    found = queries.search(viewer, text=text, narrowed=queries.Narrowed(**narrowed))
    return [hit.card.title for hit in found.hits]


def test_words_meet_in_every_form_and_without_accents(alice, bob, space):
    posts.publish(alice, space=space, title="Réunions régulières", body="<p>Le compte rendu est publié.</p>")
    pump()
    for text in ("régulier", "regulieres", "publier", "publié", "REUNION", "réun"):
        assert titles(bob, text) == ["Réunions régulières"], text
    assert titles(bob, "introuvable") == []


def test_a01_secret_things_are_not_found_nor_counted(alice, bob, charlie, secret):
    posts.publish(alice, space=secret, title="Alizé fusion", body="<p>canari</p>")
    pump()
    assert titles(bob, "canari") == ["Alizé fusion"]
    found = queries.search(charlie, text="canari")
    assert (found.hits, found.total, found.kinds, found.spaces) == ([], 0, {}, [])
    assert queries.search(charlie, text="Alizé").total == 0


def test_withdrawn_and_moved_things_leave_at_once(alice, bob, charlie, space, secret):
    post = posts.publish(alice, space=space, title="Visite", body="<p>mardi</p>")
    pump()
    assert titles(charlie, "visite") == ["Visite"]
    posts.move(alice, post=post, space=secret)
    assert titles(charlie, "visite") == []
    pump()
    assert titles(charlie, "visite") == [] and titles(bob, "visite") == ["Visite"]
    posts.withdraw(alice, post=post)
    assert titles(bob, "visite") == []


def test_edited_words_replace_the_old_ones(alice, bob, space):
    post = posts.publish(alice, space=space, title="Douglas", body="<p>mélèze</p>")
    pump()
    posts.edit(alice, post=post, title="Chêne", body="<p>hêtre</p>")
    pump()
    assert titles(bob, "douglas") == titles(bob, "mélèze") == []
    assert titles(bob, "hetre") == ["Chêne"]


def test_titles_weigh_more_and_excluded_words_exclude(alice, bob, space):
    posts.publish(alice, space=space, title="Autre chose", body="<p>vitrage cité ici</p>")
    posts.publish(alice, space=space, title="Vitrage", body="<p>tout</p>")
    pump()
    assert titles(bob, "vitrage") == ["Vitrage", "Autre chose"]
    assert titles(bob, "vitrage -tout") == ["Autre chose"]


def test_the_page_of_results_and_suggestions(alice, bob, space, signed_in):
    posts.publish(alice, space=space, title="Vitrage", body="<p>joint & <b>mastic</b></p>")
    pump()
    browser = signed_in(bob)
    page = browser.get("/search", {"q": "mastic", "space": space.key})
    assert page.status_code == 200 and "<mark>mastic</mark>" in page.text
    assert browser.get("/search").status_code == browser.get("/search?q=rien").status_code == 200
    assert browser.get("/search?kind=nonsense").status_code == browser.get("/search?page=1e9").status_code == 404
    assert [item["title"] for item in browser.get("/search/suggestions?q=vitr").json()["items"]] == ["Vitrage"]
