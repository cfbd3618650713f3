"""A Slack export read whole: what the oracles counted, and each thing a message can be."""

import json
from collections import Counter
from pathlib import Path

import pytest

from terreau.bridges.imports.slack.reading import read
from terreau.bridges.imports.slack.tests.export import Export, found, only
from terreau.bridges.imports.staging.archive import open_archive
from terreau.bridges.imports.staging.shapes import Comment, Notice, Person, Post, Reaction, Skipped, Source, Space

REAL = [
    ("zulip-fixtures-slack", "test_slack_importer.zip"),
    ("zulip-fixtures-slack", "test_unicode_slack_importer.zip"),
    ("slack-export-viewer-sample", "testarchive.zip"),
]
SYSTEM = {"channel_join", "pinned_item", "bot_add"}


def oracle(folder: Path, name: str) -> dict:
    counted = json.loads((folder / "oracle.json").read_text())
    return counted.get(name, counted)


@pytest.mark.parametrize(("folder", "name"), REAL)
def test_read_real_exports_as_counted_by_others(shared_data: Path, folder: str, name: str) -> None:
    expected = oracle(shared_data / folder, name)
    with open_archive(shared_data / folder / name) as archive:
        items = list(read(archive))
    listed = [item for item in items if isinstance(item, Person) and item.known]
    messages = [item for item in items if isinstance(item, Post | Comment)]
    left = [item for item in items if isinstance(item, Skipped) and item.reason.values.get("kind") in SYSTEM]
    assert len(listed) == expected["users_json"]
    assert sum(isinstance(item, Space) for item in items) == expected["channels_json"]
    assert len(messages) + len(left) == expected["messages"]
    assert len(left) == sum(number for kind, number in expected["subtypes"].items() if kind in SYSTEM)
    assert sum(isinstance(item, Comment) for item in items) == expected["thread_replies"]
    assert all(message.html or message.files for message in messages)


def test_read_a_real_export_channel_by_channel(shared_data: Path) -> None:
    expected = oracle(shared_data / "slack-export-viewer-sample", "")
    with open_archive(shared_data / "slack-export-viewer-sample/testarchive.zip") as archive:
        items = list(read(archive))
    names = {item.source_id: item.name for item in items if isinstance(item, Space)}
    counted = Counter(names[item.space] for item in items if isinstance(item, Post))
    left = Counter(
        item.file.split("/")[0] for item in items if isinstance(item, Skipped) and "kind" in item.reason.values
    )
    assert dict(counted + left) == expected["by_channel_folder"]


def test_read_channel_names_that_a_zip_garbles(shared_data: Path) -> None:
    with open_archive(shared_data / "zulip-fixtures-slack/test_unicode_slack_importer.zip") as archive:
        items = list(read(archive))
    space = next(item for item in items if isinstance(item, Space) and item.name == "チャネル")
    assert [item.html for item in items if isinstance(item, Post) and item.space == space.source_id] != []
    assert not [item for item in items if isinstance(item, Notice)]


def test_read_the_same_file_as_the_same_source(tmp_path: Path) -> None:
    export = Export().message("hello")
    one, again = export.zip(tmp_path / "one.zip"), export.zip(tmp_path / "renamed.zip")
    other = export.message("more").zip(tmp_path / "other.zip")
    ids = [only(found(path, Source)).id for path in (one, again, other)]
    assert ids[0] == ids[1] != ids[2]
    assert only(found(one, Source)).realm == "T1"


def test_read_people_before_what_they_wrote(tmp_path: Path) -> None:
    path = (
        Export().message("a").message("b", user="U404", user_profile={"real_name": "Partner"}).zip(tmp_path / "x.zip")
    )
    known: set[str] = set()
    with open_archive(path) as archive:
        assert archive.progress() == 0
        for item in read(archive):
            if isinstance(item, Person):
                known.add(item.source_id)
            elif isinstance(item, Post):
                assert item.author in known
        assert 0.5 < archive.progress() <= 1
    lost = next(person for person in found(path, Person) if person.source_id == "U404")
    assert (lost.name, lost.known) == ("Partner", False)


def test_read_bots_by_their_names(tmp_path: Path) -> None:
    export = Export()
    export.message("added <https://x.slack.com/services/B0JL6RASU|github>", subtype="bot_add")
    export.message("pushed", subtype="bot_message", bot_id="B0JL6RASU", user=None)
    export.message("alarm", subtype="bot_message", username="Nagios", user=None)
    bots = [person for person in found(export.zip(tmp_path / "x.zip"), Person) if person.is_bot]
    assert {(bot.source_id, bot.name) for bot in bots} == {("B0JL6RASU", "github"), ("bot/Nagios", "Nagios")}


def test_read_guests_and_leavers(tmp_path: Path) -> None:
    export = Export()
    export.users += [
        {
            "id": "U8",
            "name": "gus",
            "team_id": "T1",
            "is_ultra_restricted": True,
            "profile": {"email": "Gus@Ext.example"},
        },
        {"id": "U9", "name": "lea", "team_id": "T1", "deleted": True, "profile": {}},
        {"id": "UX", "name": "pat", "team_id": "T2", "profile": {}},
    ]
    people = {person.source_id: person for person in found(export.zip(tmp_path / "x.zip"), Person)}
    assert people["U8"].is_guest and people["U8"].email == "gus@ext.example"
    assert people["U9"].deleted and people["U9"].email is None
    assert people["UX"].is_guest and not people["U1"].is_guest


def test_read_private_and_archived_channels(tmp_path: Path) -> None:
    export = Export()
    export.lists["groups.json"] = [
        {"id": "G1", "name": "board", "members": ["U1"], "is_archived": True, "created": 1500000000}
    ]
    spaces = {space.name: space for space in found(export.zip(tmp_path / "x.zip"), Space)}
    assert spaces["board"].private and spaces["board"].archived
    assert not spaces["general"].private and not spaces["general"].archived


def test_read_counts_direct_messages_and_takes_none(tmp_path: Path) -> None:
    export = Export().message("public")
    export.lists["dms.json"] = [{"id": "D0000001", "members": ["U1", "U2"]}]
    export.lists["mpims.json"] = [{"id": "G9", "name": "mpdm-a--b--c-1", "members": ["U1"]}]
    export.days["D0000001/2020-01-01.json"] = [export.made("secret"), export.made("secret")]
    export.days["mpdm-a--b--c-1/2020-01-01.json"] = [export.made("secret")]
    path = export.zip(tmp_path / "x.zip")
    assert [str(entry.reason) for entry in found(path, Skipped)] == ["direct messages: 3"]
    assert [post.html for post in found(path, Post)] == ["<p>public</p>"]


def test_read_a_channel_in_no_list_as_private(tmp_path: Path) -> None:
    export = Export()
    export.days["hidden/2020-01-01.json"] = [export.made("who may read this?")]
    path = export.zip(tmp_path / "x.zip")
    assert [space.private for space in found(path, Space) if space.name == "hidden"] == [True]
    assert str(only(found(path, Notice)).said).startswith("hidden is in no list")


def test_read_threads(tmp_path: Path) -> None:
    export = Export()
    export.message("question", ts="1577836800.000100", thread_ts="1577836800.000100")
    export.message("answer", ts="1577836801.000100", thread_ts="1577836800.000100")
    export.message("shown to all", ts="1577836802.000100", thread_ts="1577836800.000100", subtype="thread_broadcast")
    path = export.zip(tmp_path / "x.zip")
    post = only(found(path, Post))
    assert post.source_id == "C1/1577836800.000100"
    assert [(c.post, c.html) for c in found(path, Comment)] == [
        (post.source_id, "<p>answer</p>"),
        (post.source_id, "<p>shown to all</p>"),
    ]


def test_read_an_answer_that_stands_ahead_of_its_question(tmp_path: Path) -> None:
    export = Export()
    export.message("answer", ts="1577836801.000100", thread_ts="1577836800.000100")
    export.message("question", ts="1577836800.000100")
    with open_archive(export.zip(tmp_path / "x.zip")) as archive:
        said = [(type(item), item.html) for item in read(archive) if isinstance(item, Post | Comment)]
    assert said == [(Post, "<p>question</p>"), (Comment, "<p>answer</p>")]


def test_read_a_thread_without_its_first_message(tmp_path: Path) -> None:
    export = Export()
    for number in (1, 2, 3):
        export.message(f"answer {number}", ts=f"157783680{number}.000100", thread_ts="1577836800.000100")
    path = export.zip(tmp_path / "x.zip")
    assert only(found(path, Post)).html == "<p>answer 1</p>"
    assert [comment.post for comment in found(path, Comment)] == ["C1/1577836801.000100"] * 2


def test_read_a_circle_of_answers(tmp_path: Path) -> None:
    export = Export()
    export.message("a", ts="1577836801.000100", thread_ts="1577836802.000100")
    export.message("b", ts="1577836802.000100", thread_ts="1577836801.000100")
    path = export.zip(tmp_path / "x.zip")
    assert sorted(post.html for post in [*found(path, Post), *found(path, Comment)]) == ["<p>a</p>", "<p>b</p>"]


def test_read_the_same_message_once(tmp_path: Path) -> None:
    export = Export().message("once", ts="1577836800.000100").message("once", ts="1577836800.000100")
    path = export.zip(tmp_path / "x.zip")
    assert len(found(path, Post)) == 1
    assert str(only(found(path, Skipped)).reason) == "already there: C1/1577836800.000100"


def test_read_one_reaction_a_person(tmp_path: Path) -> None:
    given = [
        {"name": "party-blob", "users": ["U1", "U2"], "count": 2},
        {"name": "tada", "users": ["U1"], "count": 1},
        {"name": "+1::skin-tone-3", "users": ["U3"], "count": 5},
    ]
    path = Export().message("done", reactions=given).zip(tmp_path / "x.zip")
    reactions = only(found(path, Post)).reactions
    assert reactions == (Reaction("U1", "well_done"), Reaction("U2", "useful"), Reaction("U3", "agree"))
    told = [str(notice.said) for notice in found(path, Notice)]
    assert told[0].endswith("anybody: 4") and told[1].endswith("one of them kept: 1")


def test_read_pins_and_edits(tmp_path: Path) -> None:
    export = Export()
    export.lists["channels.json"][0]["pins"] = [{"id": "1577836800.000100", "type": "C"}]
    export.message("pinned by the channel", ts="1577836800.000100")
    export.message("pinned by itself", pinned_to=["C1"], edited={"user": "U1", "ts": "1577836999.000000"})
    export.message("not pinned")
    posts = found(export.zip(tmp_path / "x.zip"), Post)
    assert [post.pinned for post in posts] == [True, True, False]
    assert posts[1].edited_at is not None and posts[1].edited_at.isoformat() == "2020-01-01T00:03:19+00:00"


def test_read_files_in_the_archive_and_elsewhere(tmp_path: Path) -> None:
    export = Export()
    address = "https://files.slack.com/files-pri/T1-F0000001/plan.pdf?t=xoxe-secret"
    there = {"id": "F0000001", "name": "plan.pdf", "size": 9, "mimetype": "application/pdf", "url_private": address}
    export.message("see", files=[there, {**there, "id": "F0000002", "name": "gone.pdf"}])
    export.message("", files=[{**there, "id": "F0000003", "name": "../../etc/passwd", "url_private": address}])
    export.message(
        "doc", files=[{"id": "F4", "is_external": True, "title": "Sheet", "url_private": "https://d.example/x"}]
    )
    export.more["__uploads/F0000001/plan.pdf"] = b"%PDF-1.7"
    path = export.zip(tmp_path / "x.zip")
    posts = found(path, Post)
    assert (posts[0].files[0].name, posts[0].files[0].path, posts[0].files[0].size) == (
        "plan.pdf",
        "__uploads/F0000001/plan.pdf",
        8,
    )
    assert posts[0].files[1].path is None and "xoxe" not in str(posts[0].files)
    assert (posts[1].html, posts[1].files[0].name) == ("<p>📎 passwd</p>", "passwd")
    assert posts[2].html == '<p>doc</p><p><a href="https://d.example/x">Sheet</a></p>'
    assert [str(entry.reason) for entry in found(path, Skipped)] == [
        "file not in the archive: gone.pdf",
        "file not in the archive: passwd",
    ]


def test_read_blocks_when_there_is_no_text(tmp_path: Path) -> None:
    rich = {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "text", "text": "Hi ", "style": {"bold": True}},
                    {"type": "user", "user_id": "U2"},
                    {"type": "link", "url": "https://a.example/?a=1&b=2", "text": "page"},
                    {"type": "emoji", "name": "tada"},
                ],
            },
            {
                "type": "rich_text_list",
                "style": "ordered",
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "one"}]}],
            },
        ],
    }
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "*Build* <https://ci.example|42> failed"}}
    posts = found(Export().message("", blocks=[rich]).message("", blocks=[section]).zip(tmp_path / "x.zip"), Post)
    assert posts[0].html == (
        '<p><strong>Hi </strong><a href="ref:person/U2">@Bea</a>'
        '<a href="https://a.example/?a=1&amp;b=2">page</a>🎉</p><ol><li>one</li></ol>'
    )
    assert posts[1].html == '<p><strong>Build</strong> <a href="https://ci.example">42</a> failed</p>'


def test_read_attachments_as_quotes(tmp_path: Path) -> None:
    attachment = {
        "pretext": "1 commit",
        "title": "Fix <it>",
        "title_link": "javascript:alert(1)",
        "text": "by *Zoé*",
        "fields": [{"title": "Branch", "value": "main"}],
    }
    post = only(found(Export().message("", attachments=[attachment]).zip(tmp_path / "x.zip"), Post))
    assert post.html == (
        "<p>1 commit</p><blockquote><p><strong>Fix &lt;it&gt;</strong></p><p>by <strong>Zoé</strong></p>"
        "<p><strong>Branch</strong><br>main</p></blockquote>"
    )


def test_read_a_channel_by_its_former_name_and_its_purpose_in_words(tmp_path: Path) -> None:
    made = Export()
    purpose = {"value": "Pots &amp; pans, see <https://x.example|the list>"}
    made.lists["channels.json"] = [
        {"id": "C1", "name": "kitchen", "previous_names": ["cooking"], "purpose": purpose},
        {"id": "C2", "name": "garden", "previous_names": ["kitchen"]},
    ]
    made.days["cooking/2020-01-01.json"] = [made.made("said before the name")]
    spaces = found(made.zip(tmp_path / "x.zip"), Space)
    assert [(space.name, space.purpose) for space in spaces] == [
        ("kitchen", "Pots & pans, see the list"),
        ("garden", ""),
    ]
    assert only(found(tmp_path / "x.zip", Post)).space == "C1"


def test_read_apps_and_nameless_bots_as_bots(tmp_path: Path) -> None:
    made = Export()
    made.message("from an app", user="U9", bot_id="B9", bot_profile={"id": "B9", "name": "Tickets"})
    made.message("from nobody", user=None, subtype="bot_message")
    people = {one.source_id: one for one in found(made.zip(tmp_path / "x.zip"), Person) if not one.known}
    assert {id: (one.name, one.is_bot) for id, one in people.items()} == {"U9": ("Tickets", True), "bot": ("Bot", True)}
    assert not found(tmp_path / "x.zip", Notice)


def test_read_a_shared_message_with_the_way_back_to_it(tmp_path: Path) -> None:
    made = Export().message("first")
    there = "https://lumen.slack.com/archives/C1/p1577836801000100"
    shared = {"from_url": there, "is_msg_unfurl": True, "author_name": "Ada", "text": "first", "fallback": "[…] first"}
    made.message("look", attachments=[shared])
    assert found(made.zip(tmp_path / "x.zip"), Post)[1].html == (
        '<p>look</p><blockquote><p><a href="ref:message/C1/1577836801.000100">Ada</a></p><p>first</p></blockquote>'
    )


def test_read_what_an_app_laid_out_and_not_what_a_notification_says_of_it(tmp_path: Path) -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "*ACME-1* is done"}}
    rich = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "no"}]}],
    }
    export = Export()
    export.message("This content can't be displayed.", subtype="bot_message", bot_id="B1", blocks=[section])
    export.message("Ada changed ACME-1", bot_id="B1", blocks=[{"type": "actions", "elements": []}])
    export.message("typed by *hand*", blocks=[rich])
    export.message("typed beside a block", blocks=[section])
    assert [post.html for post in found(export.zip(tmp_path / "a.zip"), Post)] == [
        "<p><strong>ACME-1</strong> is done</p>",
        "<p>Ada changed ACME-1</p>",
        "<p>typed by <strong>hand</strong></p>",
        "<p>typed beside a block</p>",
    ]


def test_read_a_bot_as_the_account_it_has(tmp_path: Path) -> None:
    export = Export()
    export.users.append({"id": "U9", "name": "jira", "is_bot": True, "profile": {"real_name": "Jira", "bot_id": "B9"}})
    export.message("one", user=None, subtype="bot_message", bot_id="B9")
    export.message("two", user=None, subtype="bot_message", bot_id="B9", username="Jira")
    export.message("three", user=None, subtype="bot_message", bot_id="B9", username="Deploy")
    path = export.zip(tmp_path / "a.zip")
    assert [post.author for post in found(path, Post)] == ["U9", "U9", "B9/Deploy"]


def test_read_a_partner_who_is_in_no_list_by_the_name_in_their_messages(tmp_path: Path) -> None:
    export = Export()
    export.lists["channels.json"][0]["members"].append("U7")
    export.message("hello", user="U7", user_profile={"real_name": "Dee Doe", "name": "dee"})
    path = export.zip(tmp_path / "a.zip")
    assert [(person.name, person.known) for person in found(path, Person) if person.source_id == "U7"] == [
        ("Dee Doe", False)
    ]
    assert [str(notice.said) for notice in found(path, Notice)] == ["U7 is in no list of people: brought in as Dee Doe"]


def test_read_tells_of_lists_that_hold_no_conversation(tmp_path: Path) -> None:
    export = Export().message("x")
    for name in ("integration_logs.json", "canvases.json", "huddle_transcripts.json"):
        export.lists[name] = [{"id": "F1"}]
    told = {skipped.file: str(skipped.reason) for skipped in found(export.zip(tmp_path / "a.zip"), Skipped)}
    assert told == {
        "canvases.json": "a canvas or list, not a conversation",
        "huddle_transcripts.json": "a file of an unknown shape",
    }
