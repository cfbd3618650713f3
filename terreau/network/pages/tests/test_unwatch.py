import pytest

from terreau.foundation.access.words import Refused
from terreau.network.pages import actions
from terreau.network.pages.models import Watch
from terreau.network.pages.tests.writing import written

pytestmark = pytest.mark.django_db


def test_who_watched_is_told_no_longer(bob, charlie, space, secret, signed_in):
    page = written(bob, space)
    signed_in(charlie).post(f"/pages/{page.key}/subscription")
    assert Watch.objects.filter(page=page).count() == 2
    actions.unwatch(bob, page=page)
    signed_in(charlie).post(f"/pages/{page.key}/subscription", {"off": "1"})
    assert not Watch.objects.exists()


def test_what_one_does_not_see_one_does_not_unwatch(alice, charlie, secret):
    with pytest.raises(Refused):
        actions.unwatch(charlie, page=written(alice, secret))
