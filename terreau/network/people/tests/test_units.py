"""The org chart, one level at a time, and who works under whom."""

import pytest

from terreau.foundation.orgs.models import Placement, Unit
from terreau.network.people import actions, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree(alice, bob, charlie):
    """Aubier > Fenêtres > Qualité; Alice leads Bob there, Charlie works in Fenêtres."""
    made, path, parent = [], "/", None
    for name in ("Aubier", "Fenêtres", "Qualité"):
        parent = Unit.objects.create(name=name, parent=parent, kind="entity" if name != "Qualité" else "unit")
        path = f"{path}{parent.pk}/"
        Unit.objects.filter(pk=parent.pk).update(path=path)
        parent.refresh_from_db()
        made.append(parent)
    for person, unit in ((alice, made[2]), (bob, made[2]), (charlie, made[1])):
        Placement.objects.filter(person=person).update(unit=unit)
        actions.edit_profile(person, person=person, title="x")
    Placement.objects.filter(person=bob).update(manager=alice)
    return made


def test_one_level(bob, tree):
    page = queries.unit_page(bob, key=tree[1].key)
    assert [name for name, _url in page.above] == ["Aubier"]
    assert [(one.name, one.units, one.people) for one in page.below] == [("Qualité", 0, 2)]
    assert [row.name for row in page.people] == ["Charlie Nowak"]
    assert [row.name for row in queries.unit_page(bob, key=tree[2].key).leads] == ["Alice Vasseur"]


def test_pages_of_people_follow_one_another(bob, tree, monkeypatch):
    monkeypatch.setattr(queries.chart, "PAGE", 1)
    first = queries.unit_page(bob, key=tree[2].key)
    rest = queries.unit_page(bob, key=tree[2].key, after=first.next)
    assert [row.name for row in (*first.people, *rest.people)] == ["Alice Vasseur", "Bob Delorme"] and not rest.next


def test_the_pages(bob, tree, signed_in):
    browser = signed_in(bob)
    assert "Aubier" in browser.get("/units").content.decode()
    assert "Qualité" in browser.get(f"/units/{tree[1].key}-fenetres").content.decode()
    assert browser.get("/units/nowhere2").status_code == 404


def test_a07_guests_see_no_tree(gaby, tree, signed_in):
    browser = signed_in(gaby)
    for path in ("/units", f"/units/{tree[0].key}"):
        assert browser.get(path).status_code == 404


def test_manager_and_reports_on_the_profile(alice, bob, tree):
    assert queries.profile_page(alice, bob).manager.name == "Alice Vasseur"
    page = queries.profile_page(bob, alice)
    assert [row.name for row in page.reports] == ["Bob Delorme"] and page.manager is None


def test_the_directory_narrows_to_a_branch(bob, tree):
    actions.count_facets.call()
    assert [(facet.label, facet.count) for facet in queries.facets(bob)["unit"]] == [("Fenêtres", 3)]
    assert len(queries.directory(bob, unit=tree[1].key).people) == 3
    assert len(queries.directory(bob, unit=tree[2].key).people) == 2
    assert queries.directory(bob, unit="nowhere").people == []


def test_it_costs_a_fixed_number_of_queries(bob, tree, django_assert_num_queries):
    with django_assert_num_queries(9):
        queries.unit_page(bob, key=tree[2].key)


@pytest.mark.parametrize("after", ["x~²", "x~9" + "9" * 30, "x~-1", "x~", "~٣"])
def test_c09_a_list_goes_on_nowhere_but_where_it_stopped(bob, tree, signed_in, after):
    for page in (f"/units/{tree[1].key}", "/people"):
        assert signed_in(bob).get(page, {"after": after}).status_code == 200
