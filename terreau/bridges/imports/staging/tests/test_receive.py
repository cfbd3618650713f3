from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from terreau.bridges.imports.staging import actions, sources
from terreau.bridges.imports.staging.archive import ArchiveRefused
from terreau.bridges.imports.staging.models import Import
from terreau.bridges.imports.staging.tests.community import archive
from terreau.foundation.access.words import Refused
from terreau.foundation.identity.models import Person
from terreau.foundation.jobs.models import Job
from terreau.foundation.storage.models import Attachment


def sent(path: Path) -> SimpleUploadedFile:
    return SimpleUploadedFile(path.name, path.read_bytes())


def test_receive_an_export_once(operator: Person, tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip")
    first = actions.receive(operator, kind="slack", file=sent(path))
    assert actions.receive(operator, kind="slack", file=sent(path)) == first
    assert Import.objects.count() == 1 and Attachment.objects.filter(thing_kind="import").count() == 1
    assert Job.objects.filter(task__endswith="do_step").count() == 1


def test_receive_leaves_the_reading_to_the_job(
    operator: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "opened", lambda *_: pytest.fail("a large forum would be read while a page waits"))
    run = actions.receive(operator, kind="discourse", file=sent(archive(tmp_path / "a.zip")))
    assert run.key.startswith("discourse-") and Job.objects.filter(task__endswith="do_step").count() == 1


def test_receive_keeps_nothing_of_what_cannot_be_read(operator: Person, tmp_path: Path) -> None:
    bad = tmp_path / "bad.zip"
    bad.write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(ArchiveRefused):
        actions.receive(operator, kind="slack", file=sent(bad))
    assert not Attachment.objects.exists() and not Import.objects.exists()


def test_receive_is_for_administrators(alice: Person, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        actions.receive(alice, kind="slack", file=sent(archive(tmp_path / "a.zip")))
