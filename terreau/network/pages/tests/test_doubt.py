import pytest

from terreau.foundation.access.words import Refused
from terreau.network.pages import actions, queries
from terreau.network.pages.tests.writing import told, written

pytestmark = pytest.mark.django_db


def test_readers_say_that_a_page_may_be_outdated_and_why(alice, charlie, space):
    page = actions.doubt(charlie, page=written(alice, space), why=" Le couple  a changé ")
    assert (page.doubt, page.doubted_by) == ("Le couple a changé", charlie)
    assert queries.tree(alice, space.pk).by_id[page.pk].outdated
    assert told("pages.doubted")[0].data == {"person_id": alice.pk}


def test_guests_from_elsewhere_do_not(alice, gaby, space):
    with pytest.raises(Refused):
        actions.doubt(gaby, page=written(alice, space), why="x")
