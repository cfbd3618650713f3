import pytest

from terreau.foundation.access.words import Refused
from terreau.network.pages import actions, queries
from terreau.network.pages.tests.writing import again, told, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(alice, space):
    """Guide > Outils > Vis."""
    guide = written(alice, space, "Guide")
    tools = written(alice, space, "Outils", parent=guide)
    return guide, tools, written(alice, space, "Vis", parent=tools)


def test_a_page_goes_below_another_with_all_below_it(bob, space, book):
    _guide, tools, _screws = book
    actions.place(bob, page=tools, parent=None)
    tree = queries.tree(bob, space.pk)
    assert [(node.title, node.depth) for node in tree.in_order()] == [("Guide", 0), ("Outils", 0), ("Vis", 1)]
    assert told("pages.placed")[0].data == {"parent_id": None}


def test_a_loop_of_pages_is_refused_in_words_and_nothing_moves(alice, book):
    guide, tools, screws = book
    for page, parent in ((guide, screws), (guide, tools), (tools, screws)):
        with pytest.raises(Refused) as refusal:
            actions.place(alice, page=page, parent=parent)
        assert page.title in refusal.value.why and parent.title in refusal.value.why
    with pytest.raises(Refused):
        actions.place(alice, page=guide, parent=guide)
    assert [again(page).parent_id for page in book] == [None, guide.pk, tools.pk]


def test_readers_do_not_arrange(charlie, gaby, book):
    for actor in (charlie, gaby):
        with pytest.raises(Refused):
            actions.place(actor, page=book[2], parent=None)


def test_not_below_a_page_of_another_space(alice, closed, book):
    with pytest.raises(Refused):
        actions.place(alice, page=book[1], parent=written(alice, closed))


def test_not_too_deep(alice, space, book):
    lowest = None
    for level in range(6):
        lowest = written(alice, space, f"Niveau {level}", parent=lowest)
    with pytest.raises(Refused):
        actions.place(alice, page=book[0], parent=lowest)


def test_the_page_that_asks_for_a_loop_says_why_and_keeps_the_choice(alice, book, signed_in):
    guide, _tools, screws = book
    answer = signed_in(alice).post(f"/pages/{guide.key}/place", {"parent": screws.key})
    assert answer.status_code == 403 and "Vis" in answer.content.decode()
