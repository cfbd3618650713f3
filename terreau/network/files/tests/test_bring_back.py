import pytest

from terreau.foundation.access.words import Refused
from terreau.network.files import actions
from terreau.network.files.models import DocumentVersion, Shelf
from terreau.network.files.tests.filing import again, filed, sent, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def renewed(alice, space):
    document = filed(alice, space, content=b"premier")
    return actions.renew(alice, document=document, key=sent(alice, b"second"))


def test_an_earlier_version_stands_again_and_takes_no_further_room(bob, space, renewed):
    used, first = Shelf.objects.get().used, DocumentVersion.objects.get(number=1)
    back = actions.bring_back(bob, document=renewed, version=first)
    assert (back.number, back.attachment, back.changed_by) == (3, first.attachment, bob)
    assert DocumentVersion.objects.get(number=3).restored == 1 and Shelf.objects.get().used == used
    assert told("files.renewed")[-1].data == {"number": 3, "restored": 1, "post_ids": []}


def test_readers_do_not(charlie, renewed):
    with pytest.raises(Refused):
        actions.bring_back(charlie, document=renewed, version=DocumentVersion.objects.get(number=1))


def test_by_its_button(bob, renewed, signed_in):
    answer = signed_in(bob).post(f"/documents/{renewed.key}/versions/1/restoration")
    assert answer.status_code == 303 and again(renewed).number == 3
    assert signed_in(bob).post(f"/documents/{renewed.key}/versions/9/restoration").status_code == 404
