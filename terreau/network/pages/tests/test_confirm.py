from datetime import timedelta

import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.network.pages import actions, queries
from terreau.network.pages.models import Page
from terreau.network.pages.tests.writing import again, told, written

pytestmark = pytest.mark.django_db


def test_a_member_says_that_it_is_right_and_no_doubt_is_left(alice, bob, charlie, space):
    page = actions.doubt(charlie, page=written(alice, space), why="Le couple a changé")
    page = actions.confirm(bob, page=page)
    assert (page.doubted_at, page.doubt, page.confirmed_by) == (None, "", bob)
    assert not queries.tree(alice, space.pk).by_id[page.pk].outdated and told("pages.confirmed")


def test_a_review_that_was_due_is_due_in_a_year_and_one_to_come_stays(alice, space):
    today = timezone.localdate()
    page = written(alice, space)
    for before, after in ((today - timedelta(days=3), today + timedelta(days=365)), (today + timedelta(days=9),) * 2):
        Page.objects.update(review_on=before)
        assert queries.tree(alice, space.pk).by_id[page.pk].outdated is (before < today)
        assert actions.confirm(alice, page=again(page)).review_on == after


def test_readers_do_not(alice, charlie, space):
    with pytest.raises(Refused):
        actions.confirm(charlie, page=written(alice, space))
