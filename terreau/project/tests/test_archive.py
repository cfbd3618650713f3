"""The whole network in one file (R-25): nothing is lost, nothing broken goes unnoticed, on both databases."""

import hashlib
import io
import json
import stat
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction

from terreau import __version__
from terreau.foundation.activity.chain import close_segments
from terreau.foundation.activity.journal import KINDS, Kind, record
from terreau.foundation.activity.pump import number_committed
from terreau.foundation.identity.models import Person
from terreau.foundation.storage.models import Blob
from terreau.foundation.storage.place import store
from terreau.network.search.models import Indexed
from terreau.project.archive import reading, writing
from terreau.project.archive.checking import check
from terreau.project.archive.layout import MANIFEST, Broken, Manifest, encode
from terreau.project.archive.reading import opened, read_files, read_secret, read_tables
from terreau.project.archive.writing import all_tables, write_archive

pytestmark = pytest.mark.django_db(transaction=True)
happened = KINDS.get("tests.happened") or Kind("tests.happened", "made something happen")
CONTENT = "Café, plan d’été".encode() * 1000


def nobody(count: int) -> None:
    """Who watches the progress of a test."""


@pytest.fixture
def world(alice: Person, secret: Any) -> dict[str, bytes]:
    """A network with a bit of everything; its rows, as an archive writes them."""
    with store().receive() as incoming:
        incoming.write(CONTENT)
        store().place(incoming)
        Blob.objects.create(digest=incoming.digest, size=len(CONTENT), media_type="text/plain")
    with transaction.atomic():
        record(happened, alice, secret, space_id=secret.pk, words="l’été", many=[1, 2], none=None)
    number_committed()
    Indexed.objects.create(kind="post", thing_id=1, text="pommier", text_terms="pommier")
    return rows()


def rows() -> dict[str, bytes]:
    found = {}
    for model in all_tables():
        names = [column.attname for column in model._meta.concrete_fields]
        found[model._meta.db_table] = encode(list(model._base_manager.order_by("pk").values_list(*names)))
    return found


def rewritten(archive: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """A copy of the archive in which `change(name, content)` had its way with every part; None leaves it out."""
    copy = archive.with_name("changed.tar")
    with tarfile.open(archive) as before, tarfile.open(copy, "w") as after:
        for entry in before:
            file = before.extractfile(entry)
            content = change(entry.name, file.read() if file else b"")
            if content is not None:
                entry.size = len(content)
                after.addfile(entry, io.BytesIO(content))
    return copy


def restored(archive: Path) -> None:
    with opened(archive) as (tar, manifest):
        read_tables(tar, manifest, nobody)
        read_files(tar, manifest, nobody)


def test_r25_everything_comes_back_as_it_was(world: dict[str, bytes], tmp_path: Path) -> None:
    manifest = write_archive(tmp_path / "a.tar", nobody)
    assert (manifest.version, manifest.files, manifest.file_bytes) == (__version__, 1, len(CONTENT))
    assert manifest.rows == sum(content.count(b"\n") for content in world.values())
    digest = hashlib.sha256(CONTENT).hexdigest()
    Person.objects.update(name="Somebody else")
    store().remove(digest, unless_newer_than=2**40)
    restored(tmp_path / "a.tar")
    assert rows() == world
    assert store().verify(digest)


def test_ids_go_on_where_they_were(world: dict[str, bytes], tmp_path: Path) -> None:
    write_archive(tmp_path / "a.tar", nobody)
    restored(tmp_path / "a.tar")
    last = Person.objects.order_by("-pk")[0].pk
    assert Person.objects.create(name="New").pk > last


def test_a_whole_archive_is_found_whole(world: dict[str, bytes], tmp_path: Path) -> None:
    write_archive(tmp_path / "a.tar", nobody)
    with opened(tmp_path / "a.tar") as (tar, manifest):
        findings = check(tar, manifest, nobody)
    assert findings.problems == []
    assert (findings.files, findings.activities) == (1, 1)


def test_secrets_of_before_travel_too(world: dict[str, bytes], tmp_path: Path, settings: Any) -> None:
    close_segments()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 60, [settings.SECRET_KEY]
    write_archive(tmp_path / "a.tar", nobody)
    with opened(tmp_path / "a.tar") as (tar, manifest):
        assert read_secret(tar, manifest).splitlines() == [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        assert check(tar, manifest, nobody).problems == []


def test_an_archive_is_its_owner_s_alone_and_appears_when_complete(
    world: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_archive(tmp_path / "a.tar", nobody)
    assert stat.S_IMODE((tmp_path / "a.tar").stat().st_mode) == 0o600
    monkeypatch.setattr(writing, "write_files", lambda *words: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_archive(tmp_path / "b.tar", nobody)
    assert [path.name for path in tmp_path.iterdir()] == ["a.tar"]


def other_row(name: str, content: bytes) -> bytes:
    return (
        content[:20] + bytes([content[20] ^ 1]) + content[21:]
        if name.startswith("tables/identity_person/")
        else content
    )


def other_file(name: str, content: bytes) -> bytes:
    return b"x" + content[1:] if name.startswith("files/") else content


def no_file(name: str, content: bytes) -> bytes | None:
    return None if name.startswith("files/") else content


def no_rows(name: str, content: bytes) -> bytes | None:
    return None if name.startswith("tables/spaces_space/") else content


def other_secret(name: str, content: bytes) -> bytes:
    return b"guessed" if name == "secret_key" else content


def other_chain(name: str, content: bytes) -> bytes:
    """Somebody rewrote the journal, and the sums of the manifest with it."""
    if name.startswith("tables/activity_activity/"):
        return reading.gzip.compress(reading.gzip.decompress(content).replace(b"tests.happened", b"tests.harmless"))
    return content


@pytest.mark.parametrize("change", [other_row, other_file, no_file, no_rows, other_secret, other_chain])
def test_r25_what_is_broken_is_found(
    world: dict[str, bytes], tmp_path: Path, change: Callable[[str, bytes], bytes | None]
) -> None:
    write_archive(tmp_path / "a.tar", nobody)
    changed = rewritten(tmp_path / "a.tar", change)
    if change is other_chain:
        changed = with_sums_made_anew(changed)
    with opened(changed) as (tar, manifest):
        assert check(tar, manifest, nobody).problems


def with_sums_made_anew(archive: Path) -> Path:
    with tarfile.open(archive) as tar:
        sums = {entry.name: hashlib.sha256(reading.content_of(tar, entry.name)).hexdigest() for entry in tar}

    def renew(name: str, content: bytes) -> bytes:
        if name != MANIFEST:
            return content
        facts = json.loads(content)
        for table in facts["tables"].values():
            table["parts"] = [[part, count, sums[part]] for part, count, _ in table["parts"]]
        return json.dumps(facts).encode()

    return rewritten(archive.rename(archive.with_name("rewritten.tar")), renew)


def test_a_broken_archive_changes_nothing(world: dict[str, bytes], tmp_path: Path) -> None:
    write_archive(tmp_path / "a.tar", nobody)
    with pytest.raises(Broken):
        restored(rewritten(tmp_path / "a.tar", other_row))
    assert rows() == world


def test_an_archive_of_a_later_version_is_refused(world: dict[str, bytes], tmp_path: Path) -> None:
    write_archive(tmp_path / "a.tar", nobody)

    def later(name: str, content: bytes) -> bytes:
        if name != MANIFEST:
            return content
        facts = json.loads(content)
        facts["migrations"].append(["identity", "9999_the_future"])
        return json.dumps(facts).encode()

    with pytest.raises(Broken, match="later version"):
        restored(rewritten(tmp_path / "a.tar", later))


@pytest.mark.parametrize("cut", [0, 100, 5000])
def test_half_an_archive_is_no_archive(world: dict[str, bytes], tmp_path: Path, cut: int) -> None:
    write_archive(tmp_path / "a.tar", nobody)
    (tmp_path / "half.tar").write_bytes((tmp_path / "a.tar").read_bytes()[:cut])
    with pytest.raises(Broken), opened(tmp_path / "half.tar"):
        pass


def test_a_file_gone_from_the_disk_is_named(world: dict[str, bytes], tmp_path: Path) -> None:
    digest = hashlib.sha256(CONTENT).hexdigest()
    store().remove(digest, unless_newer_than=2**40)
    manifest = write_archive(tmp_path / "a.tar", nobody)
    assert manifest.missing == [digest]


def test_large_tables_come_in_parts(world: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "PART", 100)
    manifest = write_archive(tmp_path / "a.tar", nobody)
    table: Any = manifest.tables["activity_activity"]
    assert all(len(one.parts) <= one.rows for one in manifest.tables.values())
    assert sum(len(one.parts) for one in manifest.tables.values()) > len(manifest.tables) - 30 and table.parts
    restored(tmp_path / "a.tar")
    assert rows() == world


def test_every_table_is_in_it(world: dict[str, bytes], tmp_path: Path) -> None:
    manifest: Manifest = write_archive(tmp_path / "a.tar", nobody)
    assert set(manifest.tables) == {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
