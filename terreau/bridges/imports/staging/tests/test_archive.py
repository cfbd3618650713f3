"""Whatever is handed in is opened without unpacking it, and nothing in it reaches the disk. (E10, E14)"""

import io
import json
import os
import stat
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest

from terreau.bridges.imports.staging import reasons
from terreau.bridges.imports.staging.archive import Archive, ArchiveRefused, Damaged, Limits, open_archive


def zipped(path: Path, *entries: tuple[str, bytes], compress: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compress) as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name), content, compress)
    return path


def tarred(path: Path, *members: tarfile.TarInfo, mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:
        for member in members:
            archive.addfile(member, io.BytesIO(b"x" * member.size))
    return path


def member(name: str, size: int = 1, **more: object) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.size = size
    for key, value in more.items():
        setattr(made, key, value)
    return made


def refused(archive: Archive) -> dict[str, str]:
    return {entry.file: entry.reason.text for entry in archive.skipped}


def content(archive: Archive, name: str) -> bytes:
    with archive.open(name) as stream:
        return stream.read()


@pytest.mark.parametrize("ending", ["zip", "tar", "tar.gz", "tar.xz", "tar.bz2", "folder", "json", "json.gz"])
def test_open_every_kind(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"export.{ending}"
    name = "a/b.json"
    if ending == "zip":
        zipped(path, (name, b"[1]"))
    elif ending.startswith("tar"):
        with tarfile.open(path, f"w:{ending[4:]}") as archive:
            archive.addfile(member(name, 3), io.BytesIO(b"[1]"))
    elif ending == "folder":
        (path / "a").mkdir(parents=True)
        (path / name).write_bytes(b"[1]")
    else:
        name = "export.json"
        path.write_bytes(b"[1]" if ending == "json" else __import__("gzip").compress(b"[1]"))
    with open_archive(path) as archive, open_archive(path) as again:
        assert archive.names() == [name]
        assert (content(archive, name), archive.size(name)) == (b"[1]", 3)
        assert content(archive, name) == b"[1]"
        assert len(archive.digest) == 64 and archive.digest == again.digest


def test_open_a_moved_folder_as_the_same(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "users.json").write_text("[]")
    with open_archive(tmp_path / "one") as one, open_archive(tmp_path / "two") as two:
        assert one.digest == two.digest
        (tmp_path / "two/users.json").write_text("[ ]")
        with open_archive(tmp_path / "two") as changed:
            assert changed.digest != one.digest


def test_open_refuses_names_that_lead_elsewhere_E14(tmp_path: Path) -> None:
    names = ["../up.json", "/etc/abs.json", "C:/win.json", "a/../b.json", "..\\back.json", "ok.json", "a\x07.json"]
    with open_archive(zipped(tmp_path / "x.zip", *((name, b"[]") for name in names))) as archive:
        assert archive.names() == ["ok.json"]
        assert refused(archive) == {
            "../up.json": reasons.PATH_UPWARD,
            "/etc/abs.json": reasons.PATH_ABSOLUTE,
            "C:/win.json": reasons.PATH_ABSOLUTE,
            "a/../b.json": reasons.PATH_UPWARD,
            "../back.json": reasons.PATH_UPWARD,
            "a\\u0007.json": reasons.NAME_BAD,
        }
        assert [entry.position for entry in archive.skipped] == [f"entry {number}" for number in (1, 2, 3, 4, 5, 7)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.zip"]


def test_open_shows_what_turns_letters_round_E14(tmp_path: Path) -> None:
    name = "\u202egnp.exe\x00.json"
    with open_archive(tarred(tmp_path / "x.tar.gz", member("../\u202egnp.exe"))) as archive:
        assert [entry.file for entry in archive.skipped] == ["../\\u202egnp.exe"]
    with open_archive(zipped(tmp_path / "x.zip", (name, b""))) as archive:
        assert "\u202e" not in "".join(entry.file for entry in archive.skipped)


def test_open_takes_the_first_of_a_name(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = zipped(tmp_path / "x.zip", ("a.json", b"first"), ("a.json", b"second"), ("./a.json", b"third"))
    with open_archive(path) as archive:
        assert content(archive, "a.json") == b"first"
        assert [entry.reason.text for entry in archive.skipped] == [reasons.NAME_TWICE] * 2


def test_open_follows_no_link(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    link = member("link.json", 0, type=tarfile.SYMTYPE, linkname="/etc/passwd")
    hard = member("hard.json", 0, type=tarfile.LNKTYPE, linkname="../secret.txt")
    pipe = member("pipe.json", 0, type=tarfile.FIFOTYPE)
    with open_archive(tarred(tmp_path / "x.tar.gz", link, hard, pipe, member("ok.json"))) as archive:
        assert archive.names() == ["ok.json"]
        assert list(refused(archive).values()) == [reasons.LINK, reasons.LINK, reasons.NOT_A_FILE]
    info = zipfile.ZipInfo("link.json")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as made:
        made.writestr(info, "/etc/passwd")
    with open_archive(tmp_path / "x.zip") as archive:
        assert refused(archive) == {"link.json": reasons.LINK}
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link.json").symlink_to(tmp_path / "secret.txt")
    (folder / "up").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.json")
    with open_archive(folder) as archive:
        assert archive.names() == []
        assert refused(archive) == {
            "link.json": reasons.LINK,
            "up": reasons.LINK,
            "pipe.json": reasons.NOT_A_FILE,
        }


@pytest.mark.parametrize("announced", [3, 5000])
def test_open_notices_lying_sizes(tmp_path: Path, announced: int) -> None:
    path = zipped(tmp_path / "x.zip", ("a.json", b"[" + b"1," * 500 + b"1]"), ("b.json", b"[]"))
    raw = bytearray(path.read_bytes())
    where = raw.find(b"PK\1\2")
    raw[where + 24 : where + 28] = struct.pack("<L", announced)
    raw[22:26] = struct.pack("<L", announced)
    path.write_bytes(raw)
    with open_archive(path) as archive:
        with pytest.raises(Damaged):
            content(archive, "a.json")
        assert content(archive, "b.json") == b"[]"


def test_open_stops_at_quotas_E10(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", ("zeros.json", bytes(1_000_000)), ("ok.json", b"[]"))
    with open_archive(path, Limits(ratio_from=10_000, ratio=100)) as archive:
        assert (refused(archive), archive.names()) == ({"zeros.json": reasons.BOMB}, ["ok.json"])
    with open_archive(path, Limits(file=10_000)) as archive:
        assert (refused(archive), archive.names()) == ({"zeros.json": reasons.TOO_BIG}, ["ok.json"])
    with pytest.raises(ArchiveRefused, match="more than 10000 bytes"):
        open_archive(path, Limits(total=10_000))
    with pytest.raises(ArchiveRefused, match="more than 1 entries"):
        open_archive(path, Limits(entries=1))


def test_open_stops_inflating_a_tar_at_its_quota_E10(tmp_path: Path) -> None:
    path = tarred(tmp_path / "x.tar.gz", member("zeros.json", 1_000_000))
    with pytest.raises(ArchiveRefused, match="more than 10000 bytes"):
        open_archive(path, Limits(total=10_000))
    with pytest.raises(ArchiveRefused, match="unpacks too far"):
        open_archive(path, Limits(ratio_from=10_000, ratio=100))
    assert sorted(found.name for found in tmp_path.iterdir()) == ["x.tar.gz"]


def test_open_refuses_a_million_entries_before_listing_them_E10(tmp_path: Path) -> None:
    record = b"PK\1\2" + bytes(24) + struct.pack("<HHH", 1, 0, 0) + bytes(12) + b"a"
    many = record * 3000
    end = b"PK\5\6" + struct.pack("<HHHHLLH", 0, 0, 1, 1, len(many), 4, 0)
    (tmp_path / "x.zip").write_bytes(b"PK\3\4" + many + end)
    with pytest.raises(ArchiveRefused, match="more than 2000 entries"):
        open_archive(tmp_path / "x.zip", Limits(entries=2000))


def test_open_says_what_it_does_not_know(tmp_path: Path) -> None:
    (tmp_path / "x.7z").write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(600))
    with pytest.raises(ArchiveRefused, match="neither a folder, a zip, a tar nor a JSON file"):
        open_archive(tmp_path / "x.7z")
    with pytest.raises(ArchiveRefused, match="No such file"):
        open_archive(tmp_path / "absent.zip")
    (tmp_path / "cut.zip").write_bytes(zipped(tmp_path / "whole.zip", ("a.json", b"[]")).read_bytes()[:40])
    with pytest.raises(ArchiveRefused, match="cannot be read"):
        open_archive(tmp_path / "cut.zip")
    (tmp_path / "empty").write_bytes(b"")
    with pytest.raises(ArchiveRefused):
        open_archive(tmp_path / "empty")


def test_open_keeps_what_stands_before_a_cut(tmp_path: Path) -> None:
    noise = os.urandom(300_000)
    with tarfile.open(tmp_path / "whole.tar.gz", "w:gz") as made:
        for name in ("a.json", "b.bin", "c.json"):
            made.addfile(member(name, len(noise)), io.BytesIO(noise))
    (tmp_path / "cut.tar.gz").write_bytes((tmp_path / "whole.tar.gz").read_bytes()[:450_000])
    with open_archive(tmp_path / "cut.tar.gz") as archive:
        assert content(archive, "a.json") == noise
        assert archive.skipped[-1].reason.text == reasons.ARCHIVE_CUT
        assert "c.json" not in archive.names()


def test_open_refuses_a_tar_header_that_fills_the_memory(tmp_path: Path) -> None:
    path = tarred(tmp_path / "x.tar", member("a.json"), member("././@LongLink", 5_000_000, type=b"L"), mode="w")
    with open_archive(path) as archive:
        assert archive.names() == ["a.json"]
        assert "megabyte" in str(archive.skipped[0].reason)


def test_open_reads_names_of_old_zips(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", ("été/ü.json", b"[]"))
    raw = bytearray(path.read_bytes())
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        raw[raw.find(mark) + place : raw.find(mark) + place + 2] = b"\0\0"
    path.write_bytes(raw)
    with open_archive(path) as archive:
        assert archive.names() == ["été/ü.json"] and content(archive, "été/ü.json") == b"[]"


def test_open_notices_a_flipped_byte(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", ("a.json", json.dumps(list(range(2000))).encode()), compress=zipfile.ZIP_STORED)
    raw = bytearray(path.read_bytes())
    raw[500] ^= 0xFF
    path.write_bytes(raw)
    with open_archive(path) as archive, pytest.raises(Damaged, match="CRC"):
        content(archive, "a.json")


def test_open_a_zip_made_for_more_than_four_gigabytes(tmp_path: Path) -> None:
    path = tmp_path / "wide.zip"
    with zipfile.ZipFile(path, "w") as made:
        with made.open(zipfile.ZipInfo("a.json"), "w", force_zip64=True) as inside:
            inside.write(b"[1]")
        made.writestr("b.json", b"[2]")
    with open_archive(path) as archive:
        found = [(name, archive.size(name), content(archive, name)) for name in archive.names()]
        assert found == [("a.json", 3, b"[1]"), ("b.json", 3, b"[2]")]


def test_open_a_zip_whose_names_are_said_twice(tmp_path: Path) -> None:
    """Tools that cannot say “UTF-8” in the flags say the name a second time beside it."""
    info = zipfile.ZipInfo("r?union.json")
    name = "réunion.json".encode()
    info.extra = struct.pack("<HHBL", 0x7075, 5 + len(name), 1, 0) + name
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as made:
        made.writestr(info, b"[]")
    with open_archive(tmp_path / "x.zip") as archive:
        assert archive.names() == ["réunion.json"] and content(archive, "réunion.json") == b"[]"


@pytest.mark.parametrize("end", [1, 20, 60, 100])
def test_open_a_zip_that_was_cut_off_E10(tmp_path: Path, end: int) -> None:
    path = zipped(tmp_path / "x.zip", ("a.json", b"[]"), ("b.json", b"[]"))
    path.write_bytes(path.read_bytes()[:-end])
    with pytest.raises(ArchiveRefused, match="missing"):
        open_archive(path)
