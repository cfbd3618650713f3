"""What a page shows as buttons is what its verbs allow."""

from itertools import product

import pytest
from django.utils import timezone

from terreau.network.pages import rules
from terreau.network.pages.tests.writing import again, written

pytestmark = pytest.mark.django_db


def test_all_at_once_says_the_same_as_one_by_one(alice, bob, charlie, gaby, space, closed):
    pages = [written(writer, place) for writer, place in product((alice, bob), (space, closed))]
    written(bob, space, parent=pages[2])
    for actor, page in product((alice, bob, charlie, gaby), pages):
        compare(actor, again(page))
    type(space).objects.update(archived_at=timezone.now())
    for actor, page in product((alice, bob, charlie, gaby), pages):
        compare(actor, again(page))


def compare(actor, page):
    found = rules.rights(actor, page)
    assert found.edit == rules.may_edit(actor, page)
    assert found.look_after == rules.may_look_after(actor, page)
    assert found.doubt == rules.may_doubt(actor, page)
    assert found.withdraw == rules.may_withdraw(actor, page)
