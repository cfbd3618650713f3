"""Pages are found by title, text and file, by those who read their space, wherever the page goes."""

import pytest

from terreau.foundation.activity.models import Activity
from terreau.foundation.storage import actions as storage
from terreau.network.pages import actions as pages
from terreau.network.search.actions import hear
from terreau.network.search.models import Indexed
from terreau.network.search.queries import Narrowed, search

pytestmark = pytest.mark.django_db


def heard():
    hear(list(Activity.objects.order_by("pk")))


def found(viewer, text, **narrowed):
    return [hit.card.title for hit in search(viewer, text=text, narrowed=Narrowed(**narrowed)).hits]


@pytest.fixture
def page(alice, space):
    key = storage.keep(alice, content=b"text", name="gabarit-mélèze.txt").key
    return pages.create(alice, space=space, title="Réglage des paumelles", body="<p>Serrer à neuf.</p>", files=[key])


def test_by_title_text_and_file(alice, charlie, page):
    heard()
    assert found(charlie, "paumelle") == found(alice, "serrer", kind="page") == ["Réglage des paumelles"]
    assert found(charlie, "gabarit") == ["gabarit-mélèze.txt"]
    result = search(charlie, text="paumelle", narrowed=Narrowed())
    assert result.kinds["page"] == 1 and result.hits[0].card.url == f"/pages/{page.key}-reglage-des-paumelles"


def test_a_moved_page_takes_what_is_below_and_its_files_out_of_sight(alice, charlie, secret, space, page):
    pages.create(alice, space=space, title="Dessous", body="<p>Clavette</p>", parent=page)
    heard()
    pages.move(alice, page=page, space=secret)
    heard()
    assert found(charlie, "paumelle") == found(charlie, "clavette") == found(charlie, "gabarit") == []
    assert found(alice, "clavette") == ["Dessous"]


def test_a_withdrawn_page_is_forgotten_and_found_again_when_it_comes_back(alice, charlie, page):
    pages.withdraw(alice, page=page)
    heard()
    assert found(charlie, "paumelle") == [] and not Indexed.objects.filter(kind="page").exists()
    page.refresh_from_db()
    pages.restore(alice, page=page)
    heard()
    assert found(charlie, "paumelle") == ["Réglage des paumelles"]
