import pytest

from terreau.foundation.access.words import Refused
from terreau.network.pages import actions, queries
from terreau.network.pages.tests.writing import told, written

pytestmark = pytest.mark.django_db


def test_a_page_goes_with_all_below_it(alice, bob, space, signed_in):
    top = written(bob, space)
    written(bob, space, "Dessous", parent=top)
    other = written(bob, space, "Autre")
    actions.withdraw(alice, page=top)
    assert [node.id for node in queries.tree(bob, space.pk).in_order()] == [other.pk]
    assert signed_in(bob).get(f"/pages/{top.key}").status_code == 404
    assert len(told("pages.withdrawn")[0].data["page_ids"]) == 2


def test_its_first_author_withdraws_it_alone_and_keepers_with_others_below(alice, bob, charlie, space):
    own = written(bob, space)
    above = written(bob, space)
    written(alice, space, "Dessous", parent=above)
    for actor, page in ((charlie, own), (bob, above), (bob, written(alice, space))):
        with pytest.raises(Refused):
            actions.withdraw(actor, page=page)
    assert actions.withdraw(bob, page=own).withdrawn_at
