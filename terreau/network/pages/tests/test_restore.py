from datetime import timedelta

import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.policies.actions import set_policy
from terreau.foundation.policies.names import RETENTION_WITHDRAWN_DAYS
from terreau.network.pages import actions, queries
from terreau.network.pages.models import Page
from terreau.network.pages.tests.writing import again, written

pytestmark = pytest.mark.django_db


def test_it_comes_back_where_it_was_with_what_went_with_it(alice, bob, space):
    top = written(bob, space)
    kept, before = written(bob, space, "Avec", parent=top), written(bob, space, "Avant", parent=top)
    actions.withdraw(bob, page=before)
    actions.withdraw(alice, page=again(top))
    assert [row.title for row in queries.withdrawn_in(alice, space.pk)] == ["Guide de pose", "Avant"]
    actions.restore(alice, page=again(top))
    assert [node.title for node in queries.tree(bob, space.pk).in_order()] == ["Guide de pose", "Avec"]
    assert again(kept).parent == top


def test_below_a_page_that_is_gone_it_comes_back_among_the_first(alice, space):
    top = written(alice, space)
    below = written(alice, space, "Dessous", parent=top)
    actions.withdraw(alice, page=below)
    actions.withdraw(alice, page=again(top))
    actions.restore(alice, page=again(below))
    assert again(below).parent is None


def test_who_withdrew_it_and_keepers_for_thirty_days_unless_ruled_otherwise(alice, bob, charlie, operator, space):
    page = actions.withdraw(alice, page=written(bob, space))
    for actor in (bob, charlie):
        with pytest.raises(Refused):
            actions.restore(actor, page=page)
    Page.objects.update(withdrawn_at=timezone.now() - timedelta(days=31))
    with pytest.raises(Refused):
        actions.restore(alice, page=page)
    set_policy(operator, rule=RETENTION_WITHDRAWN_DAYS, value=45)
    (gone,) = queries.withdrawn_in(alice, space.pk)
    assert gone.until - gone.at == timedelta(days=45) and queries.term(alice) == 45
    actions.restore(alice, page=again(page))
