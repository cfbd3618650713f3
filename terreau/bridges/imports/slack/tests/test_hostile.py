"""A Slack export made to break the import: everything readable is kept, and each fault has its place. (E10)"""

import json
import random
import zipfile
from pathlib import Path

import pytest

from terreau.bridges.imports.slack.reading import read
from terreau.bridges.imports.slack.tests.export import Export, found, only
from terreau.bridges.imports.staging.archive import Limits, open_archive
from terreau.bridges.imports.staging.shapes import Comment, Notice, Person, Post, Skipped, Space
from terreau.bridges.imports.staging.tests.spoiling import spoiled

DAY = "general/2020-01-01.json"


def entries(path: Path, limits: Limits | None = None) -> list[tuple[str, str, str]]:
    return [(entry.file, entry.position, str(entry.reason)) for entry in found(path, Skipped, limits)]


def words(path: Path, limits: Limits | None = None) -> list[str]:
    return [post.html for post in found(path, Post, limits)]


def test_read_a_day_that_breaks_at_nine_tenths_E10(tmp_path: Path) -> None:
    export = Export()
    for number in range(10):
        export.message(f"say {number}")
    content = json.dumps(export.days.pop(DAY), indent=1).encode().replace(b'"text": "say 8"', b'"text": say 8"')
    export.more[DAY] = content
    path = export.zip(tmp_path / "x.zip")
    assert words(path) == [f"<p>say {number}</p>" for number in (0, 1, 2, 3, 4, 5, 6, 7, 9)]
    ((file, position, reason),) = entries(path)
    assert (file, position) == (DAY, "line 50, column 2") and reason.startswith("broken JSON: ")


def test_read_a_list_of_channels_that_is_broken(tmp_path: Path) -> None:
    export = Export().message("kept")
    export.more["channels.json"] = json.dumps(export.lists.pop("channels.json")).encode()[:-20]
    path = export.zip(tmp_path / "x.zip")
    assert words(path) == ["<p>kept</p>"]
    assert [(space.name, space.private) for space in found(path, Space)] == [("general", True)]
    assert entries(path)[0][:2] == ("channels.json", "line 1, column 2")


def test_read_unknown_kinds_of_messages_E10(tmp_path: Path) -> None:
    export = Export().message("new words", subtype="hologram").message("", subtype="hologram").message("old words")
    path = export.zip(tmp_path / "x.zip")
    assert words(path) == ["<p>new words</p>", "<p>old words</p>"]
    assert [reason for _, _, reason in entries(path)] == [
        "unknown kind of message, kept as a plain one: hologram",
        "unknown kind of message: hologram",
    ]


def test_read_people_who_are_missing_E10(tmp_path: Path) -> None:
    export = Export().message("ghost", user="U666").message("nobody", user=None)
    export.users = []
    path = export.zip(tmp_path / "x.zip")
    assert words(path) == ["<p>ghost</p>", "<p>nobody</p>"]
    assert {person.source_id for person in found(path, Person)} == {"U1", "U2", "U3", "U666", "unknown"}
    assert not any(person.known for person in found(path, Person))
    assert [(notice.file, notice.position, str(notice.said)) for notice in found(path, Notice)] == [
        (DAY, "line 1, column 2", "U666 is in no list of people: brought in as U666"),
        (DAY, "line 1, column 83", "unknown is in no list of people: brought in as unknown"),
    ]


@pytest.mark.parametrize(
    "ts",
    [
        "1e1000000",
        "NaN",
        "-5",
        "99999999999999999999.1",
        "253402300800.0",
        "",
        "abc",
        "١٥٧٧٨٣٦٨٠٠.0",
        None,
        [1],
        {},
        True,
    ],
)
def test_read_times_that_are_none(tmp_path: Path, ts: object) -> None:
    export = Export().message("kept")
    export.days[DAY].append({"type": "message", "user": "U1", "text": "lost", "ts": ts})
    path = export.zip(tmp_path / "x.zip")
    assert words(path) == ["<p>kept</p>"]
    assert entries(path)[0][2].startswith("no usable date: ")


@pytest.mark.parametrize("number", [b"1e1000000", b"NaN", b"-Infinity", b"1" * 10_000, b"1e-400"])
def test_read_numbers_that_are_none(tmp_path: Path, number: bytes) -> None:
    export = Export().message("kept")
    more = b'{"type":"message","user":"U1","text":"x","ts":%s,"edited":{"ts":%s}}' % (number, number)
    export.more[DAY] = json.dumps(export.days.pop(DAY)).encode()[:-1] + b"," + more + b"]"
    assert words(export.zip(tmp_path / "x.zip")) == ["<p>kept</p>"]


def test_read_a_time_given_as_a_number(tmp_path: Path) -> None:
    assert only(found(Export().message("x", ts=1577836800.0001).zip(tmp_path / "x.zip"), Post)).source_id == (
        "C1/1577836800.000100"
    )


def test_read_another_charset_E10(tmp_path: Path) -> None:
    export = Export()
    export.message("déjà vu à l’œuvre")
    export.more[DAY] = b"\n" + json.dumps(export.days.pop(DAY), ensure_ascii=False).encode("cp1252")
    path = export.zip(tmp_path / "x.zip")
    assert words(path) == ["<p>déjà vu à l’œuvre</p>"]
    assert [(notice.file, notice.position, str(notice.said)) for notice in found(path, Notice)] == [
        (DAY, "line 2", "not UTF-8 throughout: other bytes were read as Windows-1252")
    ]


def test_read_past_a_giant_line_E10(tmp_path: Path) -> None:
    export = Export().message("before").message("x" * 300_000).message("after")
    path = export.zip(tmp_path / "x.zip")
    limits = Limits(element=100_000)
    assert words(path, limits) == ["<p>before</p>", "<p>after</p>"]
    assert entries(path, limits)[0][::2] == (DAY, "longer than 100000 characters")


def test_read_past_a_bomb_of_brackets_E10(tmp_path: Path) -> None:
    export = Export().message("before")
    bomb = b'{"type":"message","ts":"1577836900.0","blocks":' + b"[" * 200_000 + b"]" * 200_000 + b"}"
    export.more[DAY] = json.dumps(export.days.pop(DAY)).encode()[:-1] + b"," + bomb + b"]"
    path = export.zip(tmp_path / "x.zip")
    assert words(path) == ["<p>before</p>"]
    assert entries(path)[0][2] == "nested too deeply"


def test_read_an_archive_in_an_archive_E10(tmp_path: Path) -> None:
    inner = Export().message("inside").zip(tmp_path / "inner.zip")
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as outer:
        outer.write(inner, "export.zip")
    assert entries(tmp_path / "outer.zip") == [
        ("export.zip", "entry 1", "an archive inside the archive is not opened"),
        ("outer.zip", "", "nothing of a Slack export was found"),
    ]


def test_read_names_that_deceive(tmp_path: Path) -> None:
    export = Export()
    export.users.append({"id": "U9\u202e", "name": "x", "profile": {"real_name": "a\u202eb\x00c\ud800"}})
    export.lists["channels.json"].append({"id": "C2", "name": "\u2066gen\x00eral\u202e", "members": ["U9", 7, None]})
    export.message("NUL \x00 and half \ud800 a pair", files=[{"id": "F0000001", "name": "gpj\u202eexe.\x00\x07"}])
    path = export.zip(tmp_path / "x.zip")
    with open_archive(path) as archive:
        shown = repr([item for item in read(archive)])
    assert "\\x00" not in shown and "\\u202e" not in shown and "\\ud800" not in shown
    assert {"abc", "x"} & {person.name for person in found(path, Person)} == {"abc"}


def test_read_a_folder_as_a_zip(tmp_path: Path) -> None:
    export = Export().message("here")
    for name, content in export.files().items():
        (tmp_path / "wrapped/export" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "wrapped/export" / name).write_bytes(content)
    assert words(tmp_path / "wrapped") == ["<p>here</p>"]


def test_read_anything_in_any_place(tmp_path: Path) -> None:
    chance = random.Random(11)
    full = Export().made(
        "hello <@U1>",
        thread_ts="1577836800.000100",
        subtype="file_share",
        bot_id="B1",
        username="b",
        bot_profile={"name": "b"},
        user_profile={"real_name": "r"},
        edited={"ts": "1577836800.0"},
        comment={"user": "U1", "comment": "c"},
        reactions=[{"name": "+1", "users": ["U1"], "count": 1}],
        files=[{"id": "F0000001", "name": "n", "size": 3, "mode": "snippet", "preview": "p"}],
        file={"id": "F0000001", "initial_comment": {"comment": "c"}},
        pinned_to=["C1"],
        attachments=[{"title": "t", "fields": [{"title": "t", "value": "v"}], "blocks": []}],
        blocks=[{"type": "section", "text": {"type": "mrkdwn", "text": "x"}, "fields": [], "elements": []}],
    )
    export = Export()
    for _ in range(600):
        message = {key: spoiled(value, chance) for key, value in full.items()}
        message["ts"] = message["ts"] if chance.random() < 0.2 else f"{1577836800 + chance.randrange(300)}.000100"
        message["type"] = "message"
        export.days.setdefault(DAY, []).append(message)
    export.users += [spoiled({**export.users[0], "id": f"U{number}"}, chance) for number in range(50)]
    channel = {
        **export.lists["channels.json"][0],
        "purpose": {"value": "p"},
        "topic": {"value": "t"},
        "pins": [{"id": "x"}],
    }
    export.lists["groups.json"] = [spoiled({**channel, "id": f"G{number}"}, chance) for number in range(50)]
    path = export.zip(tmp_path / "x.zip")
    kept, left = found(path, Post) + found(path, Comment), found(path, Skipped)
    assert len({thing.source_id for thing in kept}) == len(kept) > 100
    assert all(entry.file and entry.position for entry in left)
