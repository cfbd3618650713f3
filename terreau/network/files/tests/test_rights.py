"""What a page shows as buttons is what its verbs allow."""

from itertools import product

import pytest
from django.utils import timezone

from terreau.network.files import rules
from terreau.network.files.tests.filing import again, filed

pytestmark = pytest.mark.django_db


def test_both_at_once_say_the_same_as_one_by_one(alice, bob, charlie, gaby, space, closed):
    pairs = enumerate(product((alice, bob), (space, closed)))
    files = [filed(writer, place, f"{number}.txt") for number, (writer, place) in pairs]
    for actor, document in product((alice, bob, charlie, gaby), files):
        compare(actor, again(document))
    type(space).objects.update(archived_at=timezone.now())
    for actor, document in product((alice, bob, charlie, gaby), files):
        compare(actor, again(document))


def compare(actor, document):
    found, role = rules.rights(actor, document), rules.role_of(actor, document.space)
    assert found.change == rules.may_change(actor, document)
    assert found.withdraw == rules.may_withdraw(actor, document.space, [document], [])
    assert rules.may_add_as(actor, document.space, role) == rules.may_add(actor, document.space)
