import pytest

from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions
from terreau.foundation.storage.models import Attachment

pytestmark = pytest.mark.django_db


def test_a_file_is_called_otherwise_under_a_clean_name(alice: Person) -> None:
    attachment = actions.keep(alice, content=b"x", name="un.txt")
    actions.call(alice, attachment, "../deux\u202e.txt")
    assert attachment.name == Attachment.objects.get().name == "deux.txt"
