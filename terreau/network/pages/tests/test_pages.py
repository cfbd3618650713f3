"""What the pages of this room show, whom, and what they cost."""

from datetime import date

import pytest

from terreau.network.pages import actions, queries
from terreau.network.pages.models import Page
from terreau.network.pages.tests.writing import again, written

pytestmark = pytest.mark.django_db
CHAPTERS = "<h2>Avant</h2><p>a</p><h2>Pendant</h2><p>b</p><h2>Après</h2><p>c</p>"


def test_a_page_shows_its_contents_its_path_and_who_answers_for_it(alice, bob, space, signed_in):
    top = written(alice, space, "Guides")
    page = written(bob, space, body=CHAPTERS, parent=top)
    shown = signed_in(alice).get(f"/pages/{page.key}-guide-de-pose").text
    assert '<h2 id="s-avant">Avant</h2>' in shown and 'href="#s-pendant"' in shown
    assert f'href="/pages/{top.key}-guides"' in shown and "Bob Delorme" in shown


def test_reading_a_page_costs_the_same_whatever_stands_around_it(alice, bob, space, django_assert_num_queries):
    page = written(alice, space, body=CHAPTERS)
    for number in range(20):
        written(bob, space, f"Autre {number}", parent=page if number % 2 else None)
    (found,) = queries.page_at(bob, page.key)
    with django_assert_num_queries(4):
        shown = queries.reading(bob, found)
        assert shown.below == 10 and shown.after and len(shown.near) == 11


def test_the_tree_is_one_question(alice, space, django_assert_num_queries):
    for number in range(9):
        written(alice, space, f"Page {number}")
    with django_assert_num_queries(1):
        assert len(queries.tree(alice, space.pk).in_order()) == 9


def test_a_reader_sees_no_button_that_is_not_theirs(alice, charlie, space, signed_in):
    page = written(alice, space)
    shown = signed_in(charlie).get(f"/pages/{page.key}-guide-de-pose").text
    assert "/doubt" in shown and f"{page.key}/edit" not in shown and "/withdrawal" not in shown
    for tail in ("edit", "place", "care"):
        assert signed_in(charlie).get(f"/pages/{page.key}/{tail}").status_code == 403


def test_a_page_that_may_be_outdated_says_so_and_how_to_settle_it(alice, bob, charlie, space, signed_in):
    page = written(alice, space)
    actions.doubt(charlie, page=page, why="Le couple a changé")
    told = signed_in(bob).get(f"/pages/{page.key}-guide-de-pose").text
    assert "Le couple a changé" in told and "Charlie Nowak" in told and f"/pages/{page.key}/confirmation" in told
    actions.confirm(bob, page=again(page))
    assert "Bob Delorme" in signed_in(charlie).get(f"/pages/{page.key}-guide-de-pose").text
    Page.objects.update(review_on=date(2020, 1, 2))
    overdue = signed_in(charlie).get(f"/pages/{page.key}-guide-de-pose").text
    assert 'data-state="warn"' in overdue and "2020" in overdue and f"/pages/{page.key}/confirmation" not in overdue


def test_hidden_equals_absent(alice, charlie, secret, signed_in):
    page, browser = written(alice, secret), signed_in(charlie)
    for tail in ("", "/edit", "/versions", "/versions/1", "/comparison", "/place"):
        assert browser.get(f"/pages/{page.key}{tail}").status_code == 404
    assert browser.get(f"/spaces/{secret.key}/pages").status_code == 404


def test_two_who_write_at_once_see_both_versions_and_join_them(alice, bob, space, signed_in):
    page = written(alice, space, body="<p>Un.</p><p>Deux.</p>")
    actions.edit(bob, page=page, since=1, title="Guide de Bob", body="<p>Un de Bob.</p><p>Deux.</p>")
    mine = {"title": page.title, "body": "<p>Un.</p><p>Deux d’Alice.</p>", "number": "1"}
    answer = signed_in(alice).post(f"/pages/{page.key}/edit", mine)
    assert answer.status_code == 409 and "Bob Delorme" in answer.text and 'name="number" value="2"' in answer.text
    assert "Guide de Bob" in answer.text and again(page).number == 2
    joined = "&lt;p&gt;Un de Bob.&lt;/p&gt;&lt;p&gt;Deux d’Alice.&lt;/p&gt;"
    assert joined in answer.text


def test_a_version_that_never_was_is_absent(alice, space, signed_in):
    page = written(alice, space)
    for tail in ("versions/2", "comparison?to=9", "comparison?from=0&to=x"):
        assert signed_in(alice).get(f"/pages/{page.key}/{tail}").status_code == 404


def test_a_draft_that_is_typed_is_kept_and_comes_back(bob, space, signed_in):
    browser = signed_in(bob)
    kept = browser.post(f"/spaces/{space.key}/pages/new/draft", {"title": "Début", "body": "<p>x</p>"}).json()
    assert "Début" in browser.get(f"/spaces/{space.key}/pages", follow=True).text
    assert "Début" in browser.get(f"/spaces/{space.key}/pages/new?draft={kept['key']}").text
    words = {"title": "Début", "body": "<p>x</p>", "draft": kept["key"]}
    made = browser.post(f"/spaces/{space.key}/pages/new", words)
    assert made.status_code == 303 and made.url.startswith("/pages/") and not queries.drafts_of(bob)


def test_a_page_without_a_title_is_refused_with_all_that_was_written(bob, space, signed_in):
    answer = signed_in(bob).post(f"/spaces/{space.key}/pages/new", {"title": " ", "body": "<p>gardé</p>"})
    assert answer.status_code == 422 and "gardé" in answer.text and not Page.objects.exists()


def test_every_template_makes_a_page(bob, space, signed_in):
    for code, template in queries.TEMPLATES.items():
        shown = signed_in(bob).get(f"/spaces/{space.key}/pages/new?template={code}").text
        assert "&lt;h2&gt;" in shown and template.html().count("<h2>") >= 2
