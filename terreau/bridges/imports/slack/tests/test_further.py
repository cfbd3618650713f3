"""What else lies in real exports: emoji by code points, groups of people, huddles, canvases, shared channels, files."""

from pathlib import Path
from typing import Any

import pytest

from terreau.bridges.imports.slack.reading import mrkdwn
from terreau.bridges.imports.slack.tests.export import Export, found, only
from terreau.bridges.imports.slack.tests.test_lists import Nobody
from terreau.bridges.imports.staging.shapes import Comment, Notice, Person, Post, Skipped, Space


def rich(*elements: dict[str, Any]) -> list[dict[str, Any]]:
    section = {"type": "rich_text_section", "elements": list(elements)}
    return [{"type": "rich_text", "elements": [section]}]


def emoji(name: str, **more: Any) -> dict[str, Any]:
    return {"type": "emoji", "name": name, **more}


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        (emoji("wave", unicode="1f44b-1f3fc", skin_tone=3), "👋🏼"),
        (emoji("+1::skin-tone-6"), "👍🏿"),
        (emoji("+1", skin_tone=2), "👍🏻"),
        (emoji("flag-za", unicode="1f1ff-1f1e6"), "🇿🇦"),
        (emoji("one", unicode="0031-fe0f-20e3"), "1️⃣"),
        (emoji("our_logo"), ":our_logo:"),
        (emoji("odd", unicode="003c-0073"), ":odd:"),
        (emoji("odd", unicode="202e"), ":odd:"),
        (emoji("odd", unicode="ffffff"), ":odd:"),
        ({"type": "usergroup", "usergroup_id": "S1"}, "@…"),
        ({"type": "broadcast", "range": "here"}, "@here"),
        ({"type": "channel", "channel_id": "C1"}, '<a href="ref:space/C1">#general</a>'),
        ({"type": "user", "user_id": "U2"}, '<a href="ref:person/U2">@Bea</a>'),
        ({"type": "date", "timestamp": 1577836800, "fallback": "January 1st"}, "January 1st"),
        ({"type": "color", "value": "#aa00bb", "text": "#aa00bb"}, "#aa00bb"),
        ({"type": "text", "text": "x", "style": {"bold": True, "code": True}}, "<strong><code>x</code></strong>"),
    ],
)
def test_read_a_rich_text_alone(tmp_path: Path, element: dict[str, Any], expected: str) -> None:
    export = Export().message("", blocks=rich({"type": "text", "text": "see "}, element))
    assert only(found(export.zip(tmp_path / "a.zip"), Post)).html == f"<p>see {expected}</p>"


def test_read_emoji_of_a_text_by_what_its_blocks_know(tmp_path: Path) -> None:
    said = "well :man-juggling: :our_logo: :+1::skin-tone-3:"
    drawn = rich(emoji("man-juggling", unicode="1f939-200d-2642-fe0f"), emoji("our_logo"), emoji("+1", skin_tone=3))
    export = Export().message(said, blocks=drawn)
    assert only(found(export.zip(tmp_path / "a.zip"), Post)).html == "<p>well 🤹‍♂️ :our_logo: 👍🏼</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!subteam^SAZ94GDB8> <!subteam^S1|@carpenters>", "@… @carpenters"),
        ("<!everyone> <!channel>", "@everyone @channel"),
        ("<!date^1577836800^{date_short} at {time}^https://a.example|Jan 1>", "Jan 1"),
        ("<#C7|> <#C7|elsewhere>", "#… "),
    ],
)
def test_write_what_only_a_workspace_knows(text: str, expected: str) -> None:
    assert mrkdwn.inline(text, Nobody()).startswith(expected)


def test_read_a_huddle_as_the_tools_word_and_what_was_written_in_it(tmp_path: Path) -> None:
    export = Export().message("", subtype="huddle_thread", user="USLACKBOT", room={"id": "R1"})
    first = export.days["general/2020-01-01.json"][0]["ts"]
    export.message("notes of the huddle", thread_ts=first).message("and more", thread_ts=first)
    path = export.zip(tmp_path / "a.zip")
    assert only(found(path, Post)).html == "<p>notes of the huddle</p>"
    assert only(found(path, Comment)).html == "<p>and more</p>"
    assert [str(left.reason) for left in found(path, Skipped)] == ["message of the tool itself: huddle_thread"]


def test_read_a_question_that_was_deleted_under_its_answers(tmp_path: Path) -> None:
    gone = {"subtype": "tombstone", "user": "USLACKBOT", "hidden": True}
    export = Export().message("This message was deleted.", **gone)
    first = export.days["general/2020-01-01.json"][0]
    first["thread_ts"] = first["ts"]
    export.message("an answer", thread_ts=first["ts"]).message("This message was deleted.", **gone)
    path = export.zip(tmp_path / "a.zip")
    assert only(found(path, Comment)).post == only(found(path, Post)).source_id
    assert [str(left.reason) for left in found(path, Skipped)] == ["message of the tool itself: tombstone"]


def test_read_slackbot_as_a_bot(tmp_path: Path) -> None:
    export = Export().message("I can help", user="USLACKBOT", subtype="slackbot_response")
    bot = next(one for one in found(export.zip(tmp_path / "a.zip"), Person) if one.source_id == "USLACKBOT")
    assert (bot.name, bot.is_bot) == ("Slackbot", True)


def test_read_a_channel_shared_with_a_partner(tmp_path: Path) -> None:
    """Its people of the other firm stand in no list, or in it as strangers: guests here."""
    export = Export()
    export.lists["channels.json"][0] |= {"is_ext_shared": True, "is_shared": True, "members": ["U1", "W1"]}
    export.users.append({"id": "U9", "name": "pat", "team_id": "T2", "profile": {"real_name": "Pat"}})
    profile = {"real_name": "Wim", "is_restricted": True, "team": "T3"}
    export.message("hello", user="W1", user_team="T3", user_profile=profile).message("hi", user="U9")
    path = export.zip(tmp_path / "a.zip")
    people = {one.source_id: (one.name, one.is_guest) for one in found(path, Person)}
    assert people["W1"] == ("Wim", True) and people["U9"] == ("Pat", True) and people["U1"] == ("Ada", False)
    assert only(found(path, Space)).members == ("U1", "W1")
    assert [str(told.said) for told in found(path, Notice)] == ["W1 is in no list of people: brought in as Wim"]


@pytest.mark.parametrize(
    "entry",
    [
        {"mode": "tombstone", "name": "plan.pdf"},
        {"mode": "hidden_by_limit", "name": "plan.pdf"},
        {"file_access": "access_denied", "name": "plan.pdf"},
        {"file_access": "file_not_found", "name": "plan.pdf"},
    ],
)
def test_read_files_that_slack_withholds(tmp_path: Path, entry: dict[str, Any]) -> None:
    path = Export().message("the plan", files=[{"id": "F0000001", **entry}]).zip(tmp_path / "a.zip")
    post = only(found(path, Post))
    assert (post.html, post.files) == ("<p>the plan</p>", ())
    assert [str(left.reason) for left in found(path, Skipped)] == ["file deleted or withheld at the source: plan.pdf"]


def test_read_a_channel_canvas_as_nothing_we_take(tmp_path: Path) -> None:
    export = Export().message("look")
    export.lists["canvases.json"] = [{"id": "F1", "filetype": "quip", "title": "Plan"}]
    export.lists["lists.json"] = [{"id": "F2", "filetype": "list"}]
    export.more["FC:F1:Plan/2020-01-01.json"] = b"[]"
    export.more["general/canvas_in_the_conversation.html"] = b"<h1>Plan</h1>"
    left = [str(one.reason) for one in found(export.zip(tmp_path / "a.zip"), Skipped)]
    assert left == ["a canvas or list, not a conversation"] * 3


def test_read_group_messages_in_any_list_as_direct(tmp_path: Path) -> None:
    export = Export().message("in the open")
    export.lists["groups.json"] = [{"id": "G1", "name": "mpdm-a--b--c-1", "is_mpim": True, "members": ["U1"]}]
    export.days["mpdm-a--b--c-1/2020-01-01.json"] = [export.made("between us")]
    path = export.zip(tmp_path / "a.zip")
    assert [space.name for space in found(path, Space)] == ["general"]
    assert [str(left.reason) for left in found(path, Skipped)] == ["direct messages: 1"]


def test_read_a_shared_message_whose_words_lie_in_its_blocks(tmp_path: Path) -> None:
    inside = [{"team": "T1", "message": {"blocks": rich({"type": "text", "text": "said there"})}}]
    shared = {"author_name": "Bea", "is_msg_unfurl": True, "is_share": True, "message_blocks": inside}
    path = Export().message("see", attachments=[shared]).zip(tmp_path / "a.zip")
    assert only(found(path, Post)).html == "<p>see</p><blockquote><p>Bea</p><p>said there</p></blockquote>"
