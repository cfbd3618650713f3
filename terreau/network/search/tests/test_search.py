from datetime import timedelta
from importlib import import_module

import pytest
from django.utils import timezone

from terreau.foundation.activity.pump import pump
from terreau.network.posts import actions as posts
from terreau.network.search import queries, rebuilding, schemas, terms
from terreau.network.search.actions import index
from terreau.network.search.models import Indexed

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
    assert (found.hits, found.total, found.kinds, found.spaces, found.authors, found.languages) == (
        [],
        0,
        {},
        [],
        [],
        [],
    )
    assert queries.search(charlie, text="Alizé").total == 0


def test_withdrawn_and_moved_things_leave_at_once(alice, bob, charlie, space, secret):
    post = posts.publish(alice, space=space, title="Visite", body="<p>mardi</p>")
    pump()
    assert titles(charlie, "visite") == ["Visite"]
    posts.move(alice, post=post, space=secret)
    assert titles(charlie, "visite") == [] and queries.search(charlie, text="visite").total == 0
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


def test_search_stands_in_the_order_asked(alice, bob, space):
    posts.publish(alice, space=space, title="Vitrage ancien", body="<p>dépôt de Nantes</p>")
    posts.publish(alice, space=space, title="Autre", body="<p>le vitrage, encore</p>")
    pump()
    assert titles(bob, "vitrage") == ["Vitrage ancien", "Autre"]
    assert titles(bob, "vitrage", order="date") == ["Autre", "Vitrage ancien"]


def test_words_said_often_and_whole_titles_come_first(alice, bob, space):
    posts.publish(alice, space=space, title="Joint", body="<p>voir plan</p>")
    posts.publish(alice, space=space, title="Joint de vitrage au nord", body="<p>joint joint joint</p>")
    posts.publish(alice, space=space, title="A", body="<p>mastic</p>")
    posts.publish(alice, space=space, title="B", body="<p>mastic, mastic et mastic</p>")
    posts.publish(alice, space=space, title="C", body="<p>mastic</p>")
    pump()
    assert titles(bob, "joint") == ["Joint", "Joint de vitrage au nord"]
    assert titles(bob, "mastic ") == ["B", "C", "A"]


def test_phrases_stand_together(alice, bob, space):
    posts.publish(alice, space=space, title="Un", body="<p>la porte de service est ouverte</p>")
    posts.publish(alice, space=space, title="Deux", body="<p>le service ouvre la porte</p>")
    pump()
    assert titles(bob, '"porte de service"') == ["Un"] and titles(bob, "porte service ") == ["Deux", "Un"]


def test_narrowing_by_space_author_language_and_date(alice, bob, space, secret):
    posts.publish(alice, space=space, title="Fenêtre ici", body="<p>une fenêtre posée ce matin dans la maison</p>")
    posts.publish(bob, space=secret, title="Window there", body="<p>the fenêtre that we have put in the house</p>")
    pump()
    assert set(titles(bob, "fenetre")) == {"Fenêtre ici", "Window there"}
    assert titles(bob, "fenetre", space_ids=(secret.pk,)) == ["Window there"]
    assert titles(bob, "fenetre", author_ids=(alice.pk,)) == ["Fenêtre ici"]
    assert titles(bob, "fenetre", languages=("en",)) == ["Window there"]
    assert titles(bob, "fenetre", since=timezone.now() + timedelta(days=1)) == []
    assert len(titles(bob, "fenetre", since=timezone.now() - timedelta(days=1), until=timezone.now())) == 2
    found = queries.search(bob, text="fenetre")
    assert {facet.label: facet.count for facet in found.authors} == {alice.name: 1, bob.name: 1}
    assert {facet.value: facet.count for facet in found.spaces} == {space.key: 1, secret.key: 1}
    assert {facet.value for facet in found.languages} == {"fr", "en"}


def test_people_are_found_beneath_thousands_of_posts(alice, bob, space, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    monkeypatch.setattr(queries, "NEWEST", 3)
    index("person", [bob.pk])
    for number in range(5):
        posts.publish(alice, space=space, title=f"Note {number}", body="<p>Delorme</p>")
    pump()
    found = queries.search(alice, text="delorme")
    assert found.hits[0].card.title == "Bob Delorme" and found.kinds == {"person": 1, "post": 3}
    assert queries.suggest(alice, text="delor")[0].card.kind == "person"


def test_a_title_is_found_beneath_thousands_of_newer_texts(alice, bob, space, signed_in, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    monkeypatch.setattr(queries, "NEWEST", 3)
    posts.publish(alice, space=space, title="Vitrage ancien", body="<p>plan</p>")
    for number in range(5):
        posts.publish(alice, space=space, title=f"Note {number}", body="<p>le vitrage, encore</p>")
    pump()
    found = queries.search(bob, text="vitrage")
    assert [hit.card.title for hit in found.hits] == ["Vitrage ancien", "Note 4"]
    assert found.more and found.total == found.kinds["post"] == 4
    page = signed_in(bob).get("/search?q=vitrage").text
    assert "plus de 4 résultats" in page and "parmi les 4 premiers résultats" in page
    assert titles(bob, "vitrage", kind="post")[0] == "Vitrage ancien"


def test_later_pages_look_further_than_what_is_counted(alice, bob, space, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    monkeypatch.setattr(queries, "NEWEST", 3)
    for number in range(7):
        posts.publish(alice, space=space, title=f"Note {number}", body="<p>mastic</p>")
    pump()
    pages = [queries.search(bob, text="mastic ", page=number) for number in (1, 2, 3, 4)]
    assert [hit.card.title for page in pages for hit in page.hits] == [f"Note {number}" for number in range(6, -1, -1)]
    assert [page.next for page in pages] == [2, 3, 4, None]


def test_the_marks_of_the_index_are_nobodys_words(alice, bob, space):
    posts.publish(alice, space=space, title="Vitrage", body="<p>joint</p>")
    pump()
    for text in ("qz", "qzk", "qzkpost", "qzt", "qztvitrage", "kind", "kindofpost"):
        assert titles(bob, text) == [], text


def test_what_was_marked_otherwise_is_marked_anew(alice, bob, space):
    posts.publish(alice, space=space, title="Vitrage ancien", body="<p>joint</p>")
    posts.publish(alice, space=space, title="", body="<p>Un vitrage</p>")
    pump()
    marked = list(Indexed.objects.order_by("pk").values_list("title_terms", flat=True))
    for row in Indexed.objects.all():
        row.title_terms = " ".join(["kindof" + row.kind, *terms.unmarked(row.title_terms)])
        row.save()
    import_module("terreau.network.search.migrations.0005_marks_of_titles").mark(None, None)
    assert [sorted(it.split()) for it in Indexed.objects.order_by("pk").values_list("title_terms", flat=True)] == [
        sorted(it.split()) for it in marked
    ]
    assert titles(bob, "vitrage") == ["Vitrage ancien", "Un vitrage"]


def test_search_costs_the_same_whatever_is_found(alice, bob, space, django_assert_max_num_queries):
    for number in range(30):
        posts.publish(alice, space=space, title=f"Vitrage {number}", body="<p>mastic</p>")
    pump()
    queries.search(bob, text="vitrage")
    with django_assert_max_num_queries(10):
        assert len(queries.search(bob, text="vitrage").hits) == 20


def test_the_end_of_a_text_too_long_to_be_kept_is_found_as_it_is_now(alice, bob, space):
    words = "<p>" + "mot " * 8_000
    post = posts.publish(alice, space=space, title="Compte rendu", body=f"{words}alizé</p>")
    pump()
    posts.edit(alice, post=post, title="Compte rendu", body=f"{words}tramontane</p>")
    pump()
    assert (titles(bob, "alizé"), titles(bob, "tramontane")) == ([], ["Compte rendu"])


def test_a_space_tells_its_purpose_in_the_reader_s_language(alice, bob, space):
    space.name, space.names = "Fenêtre", {"en": "Window"}
    space.purpose, space.purposes = "Le bois local.", {"en": "Local wood; the frame lasts."}
    space.save()
    rebuilding.rebuild(lambda _count: None)

    def told(text):
        found = queries.search(bob, text=text, narrowed=queries.Narrowed(kind="space"))
        return [str(hit.words) for hit in found.hits]

    assert told("fenêtre") == ["Le bois local."]
    assert told("bois") == ["Le <mark>bois</mark> local."]
    assert "<mark>frame</mark>" in told("frame")[0]


def test_programs_are_told_how_many_of_every_kind():
    assert set(schemas.Kinds.model_fields) == set(queries.KINDS)
