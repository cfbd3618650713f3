"""An organisation of several workspaces (Enterprise Grid): each below `teams/`, what they share beside it."""

import json
from pathlib import Path
from typing import Any

from terreau.bridges.imports.slack.tests.export import found
from terreau.bridges.imports.staging.shapes import Comment, Notice, Person, Post, Skipped, Space


def said(text: str, second: int, user: str = "U1", **more: Any) -> dict[str, Any]:
    return {"type": "message", "user": user, "text": text, "ts": f"{1577836800 + second}.000100", **more}


def user(key: str, name: str) -> dict[str, Any]:
    return {"id": key, "name": name.lower(), "team_id": "T1", "profile": {"real_name": name}}


def channel(key: str, name: str, **more: Any) -> dict[str, Any]:
    return {"id": key, "name": name, "members": ["U1"], **more}


def organisation(folder: Path, top: str = "") -> Path:
    files = {
        "org_users.json": [user("U1", "Ada"), user("U2", "Bea")],
        "channels.json": [channel("C9", "everybody")],
        "dms.json": [{"id": "D1000000", "members": ["U1", "U2"]}],
        "everybody/2020-01-01.json": [said("to all", 1)],
        "D1000000/2020-01-01.json": [said("between us", 2)],
        "teams/north/users.json": [user("U1", "Ada")],
        "teams/north/channels.json": [channel("C1", "general"), channel("C9", "everybody")],
        "teams/north/general/2020-01-01.json": [said("in the north", 3)],
        "teams/south/users.json": [user("U1", "Ada"), user("U2", "Bea")],
        "teams/south/channels.json": [channel("C2", "general"), channel("C9", "everybody")],
        "teams/south/groups.json": [channel("G1", "board")],
        "teams/south/general/2020-01-01.json": [
            said("in the south", 4, thread_ts="1577836804.000100"),
            said("indeed", 5, "U2", thread_ts="1577836804.000100"),
        ],
        "teams/south/board/2020-01-01.json": [said("behind the door", 6)],
        "teams/south/lost/2020-01-01.json": [said("in no list", 7)],
    }
    for name, content in files.items():
        path = folder / f"{top}{name}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content))
    return folder


def test_read_every_workspace_and_what_they_share(tmp_path: Path) -> None:
    for top in ("", "Acme export/"):
        path = organisation(tmp_path / (top or "bare"), top)
        spaces = {space.source_id: (space.name, space.private) for space in found(path, Space)}
        assert spaces == {
            "C1": ("general", False),
            "C2": ("south / general", False),
            "C9": ("everybody", False),
            "G1": ("board", True),
            "folder:south/lost": ("lost", True),
        }
        posts = {post.space: post.html for post in found(path, Post)}
        assert posts == {
            "C1": "<p>in the north</p>",
            "C2": "<p>in the south</p>",
            "C9": "<p>to all</p>",
            "G1": "<p>behind the door</p>",
            "folder:south/lost": "<p>in no list</p>",
        }
        assert [comment.html for comment in found(path, Comment)] == ["<p>indeed</p>"]
        assert sorted(person.name for person in found(path, Person)) == ["Ada", "Bea"]
        assert [str(skipped.reason) for skipped in found(path, Skipped)] == ["direct messages: 1"]
        assert len(found(path, Notice)) == 1


def test_read_an_organisation_without_lists_of_its_own(tmp_path: Path) -> None:
    path = organisation(tmp_path / "o")
    for name in (
        "org_users.json",
        "channels.json",
        "dms.json",
        "everybody/2020-01-01.json",
        "D1000000/2020-01-01.json",
    ):
        (path / name).unlink()
    assert {space.source_id for space in found(path, Space)} == {"C1", "C2", "C9", "G1", "folder:south/lost"}
