"""The list of spaces: what it shows, what it counts, what it costs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from terreau.foundation.text.cursors import BadCursor
from terreau.network.spaces import queries
from terreau.network.spaces.actions import create, invite, request, set_discovery
from terreau.network.spaces.models import Space
from terreau.network.spaces.queries import Wanted
from tests.cast import space_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def names(viewer, **wanted):
    return [row.name for row in queries.directory(viewer, wanted=Wanted(**wanted)).rows]


def counts(viewer, facet, **wanted):
    page = queries.directory(viewer, wanted=Wanted(**wanted))
    return {one.name: one.count for one in page.facets[facet]}


def many(alice, number):
    for n in range(number):
        space_of(alice, name=f"Espace {n}", active_at=NOW - timedelta(minutes=n))


def test_what_one_is_to_each_space(alice, charlie, space, closed, secret):
    invite(alice, space=secret, person=charlie)
    request(charlie, space=closed)
    rows = {row.name: row for row in queries.directory(charlie, wanted=Wanted()).rows}
    assert rows["Qualité produit"].may_join and not rows["Qualité produit"].role
    assert rows["Direction"].waiting and rows["Direction"].may_request
    assert rows["Projet Alizé"].invited and not rows["Projet Alizé"].may_join
    assert {row.role for row in queries.directory(alice, wanted=Wanted()).rows} == {"owner"}


def test_a01_a29_a_hidden_space_counts_nowhere(alice, charlie, gaby, space, secret):
    Space.objects.filter(pk=secret.pk).update(category="Cachée", language="de", words="projet alize")
    assert names(charlie) == ["Qualité produit"] and names(charlie, q="alize") == []
    page = queries.directory(charlie, wanted=Wanted())
    assert page.total == 1
    assert "Cachée" not in str(page.facets) and "secret" not in str(page.facets)
    assert queries.similar(charlie, said="Projet Alizé") == []
    assert [row.name for row in queries.similar(alice, said="Projet Alizé")] == ["Projet Alizé"]


def test_a07_guests_find_what_they_are_in_and_nothing_else(alice, gaby, space, closed):
    assert names(gaby) == []
    with_her = space_of(alice, gaby, name="Chantier")
    page = queries.directory(gaby, wanted=Wanted())
    assert [row.key for row in page.rows] == [with_her.key] and page.total == 1
    assert queries.candidates(gaby, q="Charlie") == []


def test_facets_count_with_the_others_applied(operator, space, closed):
    create(operator, name="Bois", category="Métiers", language="fr")
    create(operator, name="Colle", category="Métiers", language="en", openness="closed")
    assert counts(operator, "openness") == {"closed": 2, "open": 2}
    assert counts(operator, "openness", category="Métiers") == {"closed": 1, "open": 1}
    assert counts(operator, "category", openness="closed") == {"Métiers": 1}
    assert names(operator, category="Métiers", openness="closed") == ["Colle"]
    assert queries.directory(operator, wanted=Wanted(category="Métiers", openness="closed")).total == 1


def test_countries_are_counted_where_a_space_was_made_for_them(alice, bob, charlie, space):
    set_discovery(alice, space=space, units=[], countries=["FR", "BR"])
    assert counts(bob, "country") == {"France": 1, "Brésil": 1}
    assert names(bob, country="FR") == ["Qualité produit"] and names(bob, country="PL") == []
    assert counts(charlie, "country") == {}


def test_words_are_found_without_accents_and_in_every_language(operator, charlie):
    create(operator, name="Qualité produit", names={"en": "Product quality"}, purpose="Réduire les reprises")
    for q in ("qualite", "QUALITÉ", "quality", "reprises", "produit quali"):
        assert names(charlie, q=q) != [], q
    assert names(charlie, q="achats") == []


def test_keyset_is_stable(alice, charlie):
    many(alice, 45)
    first = queries.directory(charlie, wanted=Wanted())
    assert (len(first.rows), first.total) == (20, 45)
    space_of(alice, name="Tout neuf")
    Space.objects.filter(name="Espace 25").delete()
    second = queries.directory(charlie, wanted=Wanted(before=first.next))
    third = queries.directory(charlie, wanted=Wanted(before=second.next))
    assert [row.name for row in second.rows] == [f"Espace {n}" for n in range(20, 41) if n != 25]
    assert [row.name for row in third.rows] == [f"Espace {n}" for n in range(41, 45)] and third.next is None


def test_c09_a_forged_cursor_is_refused(charlie, space):
    for text in ("x", "1e1000000", "LTE"):
        with pytest.raises(BadCursor):
            queries.directory(charlie, wanted=Wanted(before=text))


def test_similar_spaces_share_words_in_any_form(operator, charlie):
    create(operator, name="Régulateurs", purpose="Régler les machines de l’atelier")
    create(operator, name="Cantine", purpose="Menus")
    found = queries.similar(charlie, said="Réglage des machines")
    assert [row.name for row in found] == ["Régulateurs"]


@pytest.mark.parametrize("number", [3, 40])
def test_what_it_costs(alice, charlie, number, django_assert_num_queries):
    many(alice, number)
    with django_assert_num_queries(5):
        page = queries.directory(charlie, wanted=Wanted(q="espace"))
    assert page.total == number


def test_what_the_pages_of_a_space_cost(alice, bob, space, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        queries.page_of(bob, space)
    with django_assert_max_num_queries(12):
        queries.about(bob, space)
    with django_assert_max_num_queries(7):
        queries.members(alice, space=space)


def test_categories_speak_the_readers_language_and_ones_own_stays_as_written(alice, charlie, signed_in):
    space_of(alice, charlie, name="Un", category="projets")
    space_of(alice, charlie, name="Deux", category="Potager")
    english, french = signed_in(charlie).get("/spaces").text, signed_in(alice).get("/spaces").text
    assert ">projects<" in english and "projets<" not in english and "Potager" in english
    assert ">projets<" in french and "category=projets" in english


def test_a_space_is_searched_from_its_page(alice, charlie, signed_in):
    space = space_of(alice, name="Un", openness="closed")
    page = signed_in(alice).get(f"/spaces/{space.key}", follow=True).text
    assert f'href="/search?space={space.key}"' in page and "Chercher dans cet espace" in page
    assert "/search?space=" not in signed_in(charlie).get(f"/spaces/{space.key}", follow=True).text
