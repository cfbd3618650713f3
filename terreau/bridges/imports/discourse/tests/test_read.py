"""A Discourse archive read whole: what the oracles counted, and each thing a topic or a post can be."""

import csv
import gzip
import json
import zipfile
from pathlib import Path
from typing import Any

from terreau.bridges.imports.discourse.reading import read
from terreau.bridges.imports.staging.archive import open_archive
from terreau.bridges.imports.staging.shapes import Comment, Notice, Person, Post, Reaction, Skipped, Source, Space

RAW = "delving-bitcoin-discourse/raw-posts-2023.tar.gz"


def post(number: int, cooked: str = "<p>said</p>", **more: Any) -> dict[str, Any]:
    made = {"id": 100 + number, "post_number": number, "topic_id": 7, "user_id": 1, "username": "ada", "name": "Ada"}
    return {**made, "cooked": cooked, "created_at": "2020-01-01T10:00:00.000Z", "post_type": 1, **more}


def topic(*posts: dict[str, Any], **more: Any) -> dict[str, Any]:
    made = {"id": 7, "title": "How to prune?", "category_id": 3, "tags": ["oak", {"id": 2, "name": "elm"}]}
    return {"post_stream": {"posts": list(posts), "stream": [one["id"] for one in posts]}, **made, **more}


def single(number: int, **more: Any) -> dict[str, Any]:
    return post(number, topic_title="How to prune?", topic_slug="how-to-prune", category_id=3, **more)


def items(tmp_path: Path, **files: Any) -> list[Any]:
    path = tmp_path / "forum.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/") + ".json", json.dumps(content))
    with open_archive(path) as archive:
        return list(read(archive))


def of(kind: type, things: list[Any]) -> list[Any]:
    return [thing for thing in things if isinstance(thing, kind)]


def reasons(things: list[Any]) -> list[str]:
    return [str(thing.reason) for thing in of(Skipped, things)]


def test_read_real_posts_as_counted_by_others(shared_data: Path) -> None:
    with open_archive(shared_data / RAW) as archive:
        things = list(read(archive))
    posts, comments = of(Post, things), of(Comment, things)
    kept = {thing.source_id for thing in posts + comments}
    with gzip.open(shared_data / "delving-bitcoin-discourse/posts.csv.gz", "rt") as table:
        counted = [row for row in csv.DictReader(table) if row["post_id"] in kept]
    assert len(kept) == len(posts) + len(comments) == 347 == len({row["post_id"] for row in counted})
    assert len(posts) == 69 == len({row["topic_id"] for row in counted})
    assert sum("first post of" in str(notice.said) for notice in of(Notice, things)) == 69 - 64
    assert sum("already there" in reason for reason in reasons(things)) == 360 - 347
    assert {space.source_id for space in of(Space, things)} == {row["category_id"] for row in counted}
    assert {person.source_id for person in of(Person, things)} >= {row["user_id"] for row in counted}
    assert of(Source, things)[0].realm == "delvingbitcoin.org"


def test_read_real_answers_below_what_they_answer(shared_data: Path) -> None:
    with open_archive(shared_data / RAW) as archive:
        things = of(Post, list(read(archive))) + of(Comment, list(read(archive)))
    told: dict[str, Any] = {}
    for thing in things:
        told[thing.source_id] = thing
        if isinstance(thing, Comment):
            assert isinstance(told[thing.post], Post)
            assert thing.parent is None or (told[thing.parent].post, told[thing.parent].parent) == (thing.post, None)


def test_read_real_names_of_spaces(shared_data: Path) -> None:
    with open_archive(shared_data / RAW) as archive:
        names = {space.source_id: space.name for space in of(Space, list(read(archive)))}
    assert (names["2"], names["7"], names["10"]) == ("Meta", "Protocol Design", "wg-blockrelay")


def test_read_a_topic_as_a_post_with_comments(tmp_path: Path) -> None:
    first = post(1, version=3, updated_at="2020-01-02T10:00:00Z")
    things = items(
        tmp_path, t__7=topic(first, post(2), post(3, reply_to_post_number=2), post(4, reply_to_post_number=3))
    )
    (lead,) = of(Post, things)
    assert (lead.title, lead.kind, lead.tags, lead.space) == ("How to prune?", "message", ("oak", "elm"), "3")
    assert lead.edited_at.day == 2
    assert [(comment.source_id, comment.parent) for comment in of(Comment, things)] == [
        ("102", None),
        ("103", "102"),
        ("104", "102"),
    ]


def test_read_posts_one_a_file_in_any_order(tmp_path: Path) -> None:
    answer, deeper = single(2), single(3, reply_to_post_number=2)
    things = items(tmp_path, a=deeper, b=answer, c=single(1))
    said = [thing.source_id for thing in things if isinstance(thing, Post | Comment)]
    assert said == ["101", "102", "103"]
    assert of(Comment, things)[1].parent == "102"


def test_read_a_question_and_its_answer(tmp_path: Path) -> None:
    things = items(tmp_path, t=topic(post(1), post(2), post(3), accepted_answer={"post_number": 3, "username": "ada"}))
    assert of(Post, things)[0].kind == "question"
    assert [comment.accepted for comment in of(Comment, things)] == [False, True]
    alone = items(tmp_path, a=single(1), b=single(2, accepted_answer=True))
    assert of(Post, alone)[0].kind == "question" and of(Comment, alone)[0].accepted


def test_read_pinned_and_closed_topics(tmp_path: Path) -> None:
    (lead,) = of(Post, items(tmp_path, t=topic(post(1), pinned_globally=True, archived=True)))
    assert lead.pinned and lead.closed


def test_read_restricted_categories_as_private(tmp_path: Path) -> None:
    listed = {"category_list": {"categories": [{"id": 3, "name": "Staff", "slug": "staff", "read_restricted": True}]}}
    (space,) = of(Space, items(tmp_path, categories=listed, t=topic(post(1))))
    assert (space.name, space.private) == ("Staff", True)


def test_read_takes_no_private_message_and_no_whisper(tmp_path: Path) -> None:
    whisper = post(2, "<p>psst</p>", post_type=4)
    private = topic(post(1, id=900, topic_id=9), id=9, archetype="private_message", category_id=None)
    things = items(
        tmp_path, t=topic(post(1), whisper), pm=private, alone=single(1, id=901, topic_id=10) | {"category_id": None}
    )
    assert len(of(Post, things)) == 1 and not of(Comment, things)
    assert sorted(reasons(things)) == ["direct messages: 2", "whispers between moderators: 1"]
    assert "psst" not in repr(things)


def test_read_leaves_out_what_the_source_hid(tmp_path: Path) -> None:
    gone = [post(2, post_type=3, action_code="closed.enabled"), post(3, hidden=True), post(4, deleted_at="2020-01-02")]
    things = items(tmp_path, t=topic(post(1), *gone, post(5, reply_to_post_number=3)))
    assert reasons(things) == [
        "message of the tool itself: closed.enabled",
        "hidden by the moderators of the source",
        "deleted at the source",
    ]
    assert [comment.parent for comment in of(Comment, things)] == [None]
    assert of(Skipped, things)[0].position == "line 1, column 1, post 2"


def test_read_the_newest_of_two_copies(tmp_path: Path) -> None:
    old, new = single(1, version=1), {**single(1, version=2), "cooked": "<p>mended</p>", "topic_title": "Better title"}
    things = items(tmp_path, a=old, b=new, c=old)
    (lead,) = of(Post, things)
    assert lead.html == "<p>mended</p>" and reasons(things) == ["already there: 101"] * 2


def test_read_a_post_that_moved_to_another_topic(tmp_path: Path) -> None:
    moved = {**single(1, version=2), "id": 102, "topic_id": 8, "topic_title": "Split off"}
    things = items(tmp_path, a=single(1), b=single(2), c=moved, d={**single(2), "id": 200, "topic_id": 8})
    assert {lead.source_id for lead in of(Post, things)} == {"101", "102"}
    assert [(comment.source_id, comment.post) for comment in of(Comment, things)] == [("200", "102")]


def test_read_a_topic_without_its_first_post(tmp_path: Path) -> None:
    things = items(tmp_path, a=single(4), b={**single(6), "topic_title": None})
    (lead,) = of(Post, things)
    assert (lead.source_id, lead.title) == ("104", "How to prune?")
    assert "first post of How to prune?" in str(of(Notice, things)[1].said)


def test_read_reactions_of_those_who_are_named(tmp_path: Path) -> None:
    named = {"id": "clap", "count": 3, "users": [{"username": "bea"}, {"username": "ada"}]}
    liked = post(1, reactions=[named], actions_summary=[{"id": 2, "count": 3}])
    things = items(tmp_path, t=topic(liked, post(2, actions_summary=[{"id": 2, "count": 4}])))
    assert of(Post, things)[0].reactions == (Reaction("u/bea", "well_done"), Reaction("1", "well_done"))
    assert "attribute to anybody: 5" in [str(notice.said) for notice in of(Notice, things)][-1]
    assert {person.source_id for person in of(Person, things)} == {"1", "u/bea"}


def test_read_uploads_that_are_there(tmp_path: Path) -> None:
    path = tmp_path / "forum.zip"
    image = '<img src="https://f.example/uploads/default/original/1X/ab.png" alt="oak">'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "t.json", json.dumps(topic(post(1, f"<p>see {image}</p>"), post(2, image.replace("ab", "cd"))))
        )
        archive.writestr("uploads/default/original/1X/ab.png", b"png")
    with open_archive(path) as archive:
        things = list(read(archive))
    (held,) = of(Post, things)[0].files
    assert (held.name, held.path, held.size) == ("oak.png", "uploads/default/original/1X/ab.png", 3)
    assert of(Post, things)[0].html == "<p>see</p>"
    assert "cd.png" in of(Comment, things)[0].html and reasons(things) == ["file not in the archive: oak.png"]


def test_read_markdown_where_nothing_is_cooked(tmp_path: Path) -> None:
    (lead,) = of(Post, items(tmp_path, t=topic(post(1, "", raw="**now** <script>x</script>"))))
    assert lead.html == "<p><strong>now</strong> &lt;script&gt;x&lt;/script&gt;</p>"


def test_read_says_what_a_topic_lacks(tmp_path: Path) -> None:
    whole = topic(post(1))
    whole["post_stream"]["stream"] = [101, 102, 103]
    assert "How to prune? that are not in the export: 2" in str(of(Notice, items(tmp_path, t=whole))[1].said)


def test_read_lists_of_posts(tmp_path: Path) -> None:
    things = items(tmp_path, latest={"latest_posts": [single(1), single(2)]}, array=[single(3)])
    assert (len(of(Post, things)), len(of(Comment, things))) == (1, 2)


def test_read_one_author_with_and_without_an_account_number(tmp_path: Path) -> None:
    things = items(tmp_path, t=topic(post(1, user_id=None), post(2), post(3, user_id=None, username=None)))
    bare = {key: value for key, value in post(1).items() if key != "user_id"}
    assert of(Post, items(tmp_path, t=topic(bare)))[0].author == "u/ada"
    assert of(Post, things)[0].author == of(Comment, things)[0].author == "1"
    assert {(person.source_id, person.known) for person in of(Person, things)} == {("1", True), ("unknown", False)}


def test_read_leaves_deleted_topics_out(tmp_path: Path) -> None:
    gone = {**topic(post(1)), "deleted_at": "2020-01-01T00:00:00Z"}
    things = items(tmp_path, t=gone)
    assert not of(Post, things)
    assert [str(skipped.reason) for skipped in of(Skipped, things)] == ["deleted at the source"]


def test_read_what_was_typed_where_nothing_is_cooked(tmp_path: Path) -> None:
    typed = '[quote="bea, post:1, topic:9"]\nhey\n[/quote]\n**bold** ![plan|690x388](upload://a.png) :tada:'
    posts = of(Post, items(tmp_path, t=topic(post(1, cooked=None, raw=typed))))
    assert posts[0].html == (
        "<blockquote><p><strong>bea:</strong></p><p>hey</p></blockquote><p><strong>bold</strong> plan 🎉</p>"
    )


def test_read_tells_of_votes_that_are_not_kept(tmp_path: Path) -> None:
    asked = post(1, polls=[{"name": "poll", "voters": 4}, {"name": "other", "voters": 3}])
    told = items(tmp_path, t__7=topic(asked, post(2)))
    assert [str(notice.said) for notice in of(Notice, told)][-1].endswith("without their votes: 7")
