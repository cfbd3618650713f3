from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from terreau.foundation.access.words import Refused
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions
from terreau.foundation.storage.models import Blob
from terreau.foundation.storage.refusals import TooLarge
from terreau.foundation.storage.store import Folder


def test_a_file_of_an_ordinary_form_is_kept(alice: Person, store: Folder) -> None:
    attachment = actions.keep_uploaded(alice, file=SimpleUploadedFile("../plan.txt", b"plan"))
    assert (attachment.name, attachment.uploaded_by) == ("plan.txt", alice)
    assert store.open(attachment.blob.digest).read() == b"plan"


def test_who_is_not_here_keeps_nothing(charlie: Person) -> None:
    charlie.joined_at = None
    with pytest.raises(Refused):
        actions.keep_uploaded(charlie, file=SimpleUploadedFile("plan.txt", b"plan"))


def test_a_file_beyond_the_limit_is_refused_in_the_words_of_the_reader(
    alice: Person, settings: Any, store: Folder
) -> None:
    settings.CONFIGURATION = settings.CONFIGURATION.model_copy(update={"upload_limit_mb": 1})
    file = SimpleUploadedFile("plan.pdf", b"x" * (2**20 * 3 + 1))
    with translation.override("fr"), pytest.raises(TooLarge) as refused:
        actions.keep_uploaded(alice, file=file)
    assert refused.value.status == 413
    assert "plan.pdf" in refused.value.why
    with translation.override("en"), pytest.raises(TooLarge) as refused:
        actions.keep_uploaded(alice, file=file)
    assert refused.value.why == (
        "“plan.pdf” is 4 MB, the limit is 1 MB. Your text is kept. Compress the file or share a link."
    )
    assert not Blob.objects.exists()
    assert list(store.digests()) == []
