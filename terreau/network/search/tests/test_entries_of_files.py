"""Files of folders are found by name and by the words inside, by those who read their space, wherever they go."""

import pytest

from terreau.foundation.activity.models import Activity
from terreau.foundation.storage import words
from terreau.foundation.storage.models import Blob
from terreau.network.files import actions as files
from terreau.network.files.tests.filing import filed, sent, these
from terreau.network.search.actions import hear
from terreau.network.search.models import Indexed
from terreau.network.search.queries import Narrowed, search
from terreau.network.search.rebuilding import rebuild

pytestmark = pytest.mark.django_db


def heard():
    for blob in Blob.objects.filter(read_at=None):
        words.read_words.func(blob.pk)
    hear(list(Activity.objects.order_by("pk")))


def found(viewer, text, **narrowed):
    return [hit.card.title for hit in search(viewer, text=text, narrowed=Narrowed(**narrowed)).hits]


@pytest.fixture
def document(alice, space):
    return filed(alice, space, "gabarit-mélèze.txt", content="Serrer la paumelle à neuf.".encode())


def test_by_name_and_by_the_words_inside(alice, charlie, document):
    heard()
    assert found(charlie, "gabarit") == found(alice, "paumelle", kind="file") == ["gabarit-mélèze.txt"]
    result = search(charlie, text="paumelle")
    assert result.kinds == {"file": 1}
    assert result.hits[0].card.url == f"/documents/{document.key}-gabarit-meleze-txt"


def test_by_the_words_of_the_newest_version_alone(alice, document):
    files.renew(alice, document=document, key=sent(alice, b"Une clavette."))
    heard()
    assert found(alice, "clavette") == ["gabarit-mélèze.txt"] and found(alice, "paumelle") == []


def test_A01_moved_into_a_secret_space_or_into_the_bin_it_is_found_no_more(alice, charlie, space, secret, document):
    heard()
    files.withdraw(alice, what=these(space, document))
    heard()
    assert found(charlie, "paumelle") == [] and not Indexed.objects.filter(kind="document").exists()
    files.restore(alice, what=these(space, document))
    files.move(alice, what=these(space, document), space=secret, folder=None)
    assert found(charlie, "paumelle") == []
    heard()
    assert found(charlie, "paumelle") == [] and found(alice, "paumelle") == ["gabarit-mélèze.txt"]


def test_the_index_made_again_holds_it(alice, document):
    heard()
    Indexed.objects.all().delete()
    rebuild(lambda _count: None)
    assert Indexed.objects.filter(kind="document", title="gabarit-mélèze.txt").exists()
