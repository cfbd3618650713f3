import pytest

from terreau.foundation.access.words import Refused
from terreau.network.pages import actions
from terreau.network.pages.models import Version
from terreau.network.pages.tests.writing import told, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(alice, space):
    made = written(alice, space)
    return actions.edit(alice, page=made, since=1, title="Autre", body="<p>Autre</p>")


def test_an_earlier_version_stands_again_and_nothing_is_lost(bob, page):
    made = actions.bring_back(bob, page=page, version=Version.objects.get(number=1))
    assert (made.number, made.title, made.body) == (3, "Guide de pose", "<p>Poser la vis.</p>")
    assert list(Version.objects.order_by("number").values_list("number", "restored")) == [(1, None), (2, None), (3, 1)]
    assert told("pages.edited")[-1].data["restored"] == 1


def test_only_members_bring_back(charlie, page):
    with pytest.raises(Refused):
        actions.bring_back(charlie, page=page, version=Version.objects.get(number=1))
