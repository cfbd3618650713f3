from datetime import date

import pytest

from terreau.foundation.access.words import Refused
from terreau.network.pages import actions
from terreau.network.pages.tests.writing import told, written

pytestmark = pytest.mark.django_db
DAY = date(2999, 1, 1)


def test_its_owner_and_keepers_say_who_looks_after_it_and_until_when(alice, bob, space):
    page = actions.entrust(alice, page=written(alice, space), owner=bob, review_on=DAY)
    assert (page.owner, page.review_on) == (bob, DAY)
    assert actions.entrust(bob, page=page, owner=None, review_on=None).owner is None
    assert [activity.data["person_id"] for activity in told("pages.entrusted")] == [bob.pk, None]


def test_nobody_else_and_no_one_from_outside(alice, bob, charlie, space):
    page = written(alice, space)
    for actor, owner in ((bob, bob), (charlie, None), (alice, charlie)):
        with pytest.raises(Refused):
            actions.entrust(actor, page=page, owner=owner, review_on=None)
