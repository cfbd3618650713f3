import pytest

from terreau.network.people import actions, queries
from tests.cast import space_of

pytestmark = pytest.mark.django_db


def listed(*people):
    for person in people:
        actions.edit_profile(person, person=person, title="x", languages=["fr"])


def test_pages_follow_one_another_by_name(alice, bob, charlie, dora, signed_in, monkeypatch):
    listed(alice, bob, charlie, dora)
    monkeypatch.setattr("terreau.network.people.queries.people.PAGE", 2)
    first = queries.directory(alice)
    assert [row.name for row in first.people] == ["Alice Vasseur", "Bob Delorme"]
    rest = queries.directory(alice, after=first.next)
    assert [row.name for row in rest.people] == ["Charlie Nowak", "Dora Lindqvist"] and rest.next is None
    assert signed_in(alice).get("/people").status_code == 200


def test_a07_a_guest_meets_only_those_who_share_a_space(alice, bob, charlie, gaby):
    listed(alice, bob, charlie, gaby)
    space_of(alice, gaby)
    assert {row.name for row in queries.directory(gaby).people} == {"Alice Vasseur", "Gaby Roussel"}
    assert {row.name for row in queries.mentionable(gaby, text="b")} == set()
    actions.count_facets.call()
    assert queries.facets(gaby) == {} and queries.facets(alice)["country"]


def test_the_directory_costs_a_fixed_number_of_queries(alice, bob, django_assert_num_queries):
    listed(alice, bob)
    with django_assert_num_queries(5):
        queries.directory(alice, text="bob")


def test_mentions_answer_with_names(alice, bob, signed_in):
    listed(alice, bob)
    assert [item["name"] for item in signed_in(alice).get("/people/mentions?q=bo").json()["items"]] == ["Bob Delorme"]


def test_a07_an_import_out_of_sight_shows_a_guest_nobody(alice, gaby):
    staged = space_of(alice, gaby, shown_at=None)
    for see in (queries.seen_by(gaby).filter(pk=alice.pk).exists, lambda: queries.acquaintances(alice.pk, {gaby.pk})):
        assert not see()
    type(staged).objects.filter(pk=staged.pk).update(shown_at=staged.created_at)
    assert queries.seen_by(gaby).filter(pk=alice.pk).exists()
    assert queries.acquaintances(alice.pk, {gaby.pk}) == {gaby.pk}
