"""A folder of answers of Slack’s API is read like an export; what only the export would hold is told."""

import json
from pathlib import Path
from typing import Any

from terreau.bridges.imports.slack.tests.export import found, only
from terreau.bridges.imports.staging.shapes import Comment, Notice, Person, Post, Skipped, Source, Space

ADA = {"id": "U1", "name": "ada", "team_id": "T1", "profile": {"real_name": "Ada", "email": "ada@lumen.example"}}
GENERAL = {"id": "C1", "name": "general", "members": ["U1"], "is_channel": True}


def folder(path: Path, **answers: Any) -> Path:
    for name, answer in answers.items():
        (path / f"{name}.json").write_text(json.dumps(answer))
    return path


def said(second: int, words: str, **more: Any) -> dict[str, Any]:
    return {"type": "message", "user": "U1", "text": words, "ts": f"{1577836800 + second}.000100", **more}


def history(*messages: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"ok": True, "messages": list(messages), "has_more": False, **more}


def test_read_answers_as_an_export(tmp_path: Path) -> None:
    first = f"{1577836801}.000100"
    path = folder(
        tmp_path,
        info={"ok": True, "channel": GENERAL},
        page1=history(said(3, "later"), said(2, "an answer", thread_ts=first), has_more=True),
        page2=history(said(1, "a question", thread_ts=first)),
        user={"ok": True, "user": ADA},
        none=history(),
    )
    assert only(found(path, Source)).realm == "T1"
    assert (only(found(path, Person)).name, only(found(path, Space)).source_id) == ("Ada", "C1")
    assert [post.html for post in found(path, Post)] == ["<p>later</p>", "<p>a question</p>"]
    assert only(found(path, Comment)).post == f"C1/{first}"
    assert [str(notice.said) for notice in found(path, Notice)] == [
        "the tool says that more follows: what no other file holds is missing"
    ]
    assert not found(path, Skipped)


def test_read_answers_tell_what_they_do_not_hold(tmp_path: Path) -> None:
    path = folder(
        tmp_path,
        channels={"ok": True, "channels": [GENERAL]},
        refused={"ok": False, "error": "user_not_found"},
        members={"ok": True, "members": ["U1", "U2"]},
        strange={"ok": True, "emoji": {"parrot": "https://x.example/p.png"}},
    )
    # A list by its name is a list as an export has it, also where it is an answer.
    assert [space.name for space in found(path, Space)] == ["general"]
    path = folder(tmp_path, channels={"ok": True}, list={"ok": True, "channels": [GENERAL]})
    (path / "channels.json").unlink()
    assert {skipped.file: str(skipped.reason) for skipped in found(path, Skipped)} == {
        "refused.json": "the tool answered with an error: user_not_found",
        "members.json": "members named by their identifiers only: 2",
        "strange.json": "a file of an unknown shape",
    }


def test_read_histories_of_several_channels_by_their_path_or_their_own_word(tmp_path: Path) -> None:
    random = {"id": "C2", "name": "random-talk", "is_private": True}
    path = folder(
        tmp_path,
        list={"ok": True, "channels": [GENERAL, random]},
        users={"ok": True, "members": [ADA]},
        C1_history=history(said(1, "by id")),
        told=history(said(2, "by its own word"), channel_id="C2"),
        random={"ok": True, "messages": [said(3, "whose?")]},
    )
    (path / "random-talk").mkdir()
    folder(path / "random-talk", page=history(said(4, "by name")))
    spaces = {space.source_id: space for space in found(path, Space)}
    assert {id: space.private for id, space in spaces.items()} == {"C1": False, "C2": True, "file:random": True}
    assert {(post.space, post.html) for post in found(path, Post)} == {
        ("C1", "<p>by id</p>"),
        ("C2", "<p>by its own word</p>"),
        ("C2", "<p>by name</p>"),
        ("file:random", "<p>whose?</p>"),
    }
