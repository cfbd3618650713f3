"""The second step of a first morning."""

import pytest
from django.apps import apps

from terreau.network.people import actions as people
from terreau.network.spaces import actions, queries
from tests.cast import space_of

pytestmark = pytest.mark.django_db


def test_what_speaks_of_one_s_work_comes_first(alice, bob, charlie):
    space_of(alice, bob, name="Petites annonces", words="petites annonces")
    space_of(alice, name="Douglas et mélèze", words="douglas et meleze")
    people.edit_profile(charlie, person=charlie, skills=["Douglas"])
    assert [row.name for row in queries.suggested(charlie)] == ["Douglas et mélèze", "Petites annonces"]


def test_never_secret_never_mine_never_by_invitation_at_most_five(alice, bob, charlie, secret):
    for number in range(7):
        space_of(alice, name=f"Space {number}")
    space_of(charlie, name="Mine"), space_of(alice, name="Asked only", joining="invitation")
    found = queries.suggested(charlie)
    assert len(found) == 5 and all(row.name.startswith("Space") for row in found)


def test_guests_are_suggested_nothing_and_see_where_they_are_expected(alice, gaby, space, secret):
    actions.invite(alice, space=secret, person=gaby)
    assert queries.suggested(gaby) == []
    assert [row.name for row in queries.expected(gaby)] == [secret.name]


def test_one_press_joins(alice, charlie, space, signed_in):
    browser = signed_in(charlie)
    html = browser.get("/welcome/spaces").content.decode()
    assert f"/spaces/{space.key}/membership" in html and 'href="/"' in html
    browser.post(f"/spaces/{space.key}/membership", {"next": "/welcome/spaces"})
    assert apps.get_model("spaces", "Membership").objects.filter(space=space, person=charlie).exists()
    assert f"/spaces/{space.key}/membership" not in browser.get("/welcome/spaces").content.decode()


def test_it_costs_a_fixed_number_of_queries(alice, charlie, django_assert_num_queries):
    for number in range(4):
        space_of(alice, name=f"Space {number}")
    with django_assert_num_queries(5):
        queries.suggested(charlie)
