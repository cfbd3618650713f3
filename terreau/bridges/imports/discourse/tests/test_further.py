"""What else lies in real forums: groups, spoilers, dates, notices of the staff, authors who took their post back."""

import json
from pathlib import Path
from typing import Any

import pytest

from terreau.bridges.imports.discourse.reading import raw
from terreau.bridges.imports.discourse.reading import read as read_forum
from terreau.bridges.imports.discourse.tests.test_cooked import html
from terreau.bridges.imports.staging.archive import open_archive
from terreau.bridges.imports.staging.shapes import Comment, Item, Person, Post, Skipped, Space


def post(number: int, cooked: str = "<p>words</p>", **more: Any) -> dict[str, Any]:
    told = {"id": 100 + number, "topic_id": 7, "post_number": number, "username": f"user{number}", "user_id": number}
    return {**told, "cooked": cooked, "created_at": f"2020-01-0{number}T00:00:00Z", "version": 1, **more}


def read(folder: Path, *posts: dict[str, Any], **more: Any) -> list[Item]:
    topic = {"id": 7, "title": "How to prune", "category_id": 3, **more, "post_stream": {"posts": list(posts)}}
    (folder / "7.json").write_text(json.dumps(topic))
    with open_archive(folder) as archive:
        return list(read_forum(archive))


def of(kind: type[Any], items: list[Item]) -> list[Any]:
    return [item for item in items if isinstance(item, kind)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('<p><a class="mention-group notify" href="/groups/joiners">@joiners</a> look</p>', "<p>@joiners look</p>"),
        (
            '<aside class="quote" data-username="ben"><blockquote><p>so</p></blockquote></aside>',
            "<blockquote><p>Ben Oak &amp; Co:</p><p>so</p></blockquote>",
        ),
        (
            '<p><a class="mention" href="/u/ben">@ben</a></p>',
            '<p><a href="https://f.example/u/ben">@Ben Oak &amp; Co</a></p>',
        ),
        ('<p><a class="hashtag-cooked" href="/tag/oak" data-type="tag"><span>oak</span></a></p>', "<p>#oak</p>"),
        ('<p><a href="/t/how/7/88">there</a></p>', '<p><a href="ref:message/701">there</a></p>'),
        (
            '<p><img src="https://f.example/uploads/default/1X/a.jpeg" alt="oak|690x388, 50%"></p>',
            '<p><a href="https://f.example/uploads/default/1X/a.jpeg">oak</a></p>',
        ),
        ('<p>ask <span class="mention">@nobody</span></p>', "<p>ask @nobody</p>"),
        ('<p>it is <span class="spoiler">the gardener</span></p>', "<p>it is the gardener</p>"),
        ('<div class="spoiler"><p>the gardener</p></div>', "<p>the gardener</p>"),
        (
            '<p><span class="bbcode-b">bold</span> <span class="bbcode-s">gone</span></p>',
            "<p><strong>bold</strong> <s>gone</s></p>",
        ),
        (
            '<p><span class="discourse-local-date" data-date="2023-05-02">2023-05-02T00:00Z</span></p>',
            "<p>2023-05-02T00:00Z</p>",
        ),
        (
            '<p>so<sup class="footnote-ref"><a href="#footnote-1" id="footnote-ref-1">[1]</a></sup></p>',
            "<p>so<sup>[1]</sup></p>",
        ),
        ('<p><img src="/e.png" class="emoji" alt=":wave:t3:" title=":wave:t3:"> :x</p>', "<p>👋🏼 :x</p>"),
        ('<p><img src="/e.png" class="emoji emoji-custom" alt=":our_logo:"></p>', "<p>:our_logo:</p>"),
        (
            '<div class="poll" data-poll-name="p"><div class="poll-container"><div class="poll-title">Which?</div>'
            "<ul><li>Oak</li><li>Elm</li></ul></div><div class='poll-info'>12 voters</div></div>",
            "<p><strong>Which?</strong></p><ul><li>Oak</li><li>Elm</li></ul>",
        ),
        (
            "<details open><summary>The list</summary><ul><li>Oak</li></ul></details>",
            "<p><strong>The list</strong></p><ul><li>Oak</li></ul>",
        ),
        (
            '<p><a href="https://a.example/p" class="inline-onebox">A page</a></p>',
            '<p><a href="https://a.example/p">A page</a></p>',
        ),
    ],
)
def test_cook_what_only_a_forum_has(source: str, expected: str) -> None:
    assert html(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("it is [spoiler]the gardener[/spoiler]", "it is the gardener"),
        ('[details="The list"]\noak\n[/details]', "\n**The list**\n\n\noak\n"),
        ("[poll type=regular results=always]\n* oak\n* elm\n[/poll]", "\n* oak\n* elm\n"),
        ("[a link](https://a.example) and [brackets]", "[a link](https://a.example) and [brackets]"),
    ],
)
def test_read_what_was_typed_without_the_marks_of_a_forum(source: str, expected: str) -> None:
    assert raw.markdown(source) == expected


def test_read_a_post_its_author_took_back_as_the_forum_shows_it(tmp_path: Path) -> None:
    said = "<p>(post deleted by author)</p>"
    items = read(tmp_path, post(1), post(2, said, user_deleted=True), post(3, reply_to_post_number=2))
    assert [(one.html, one.parent) for one in of(Comment, items)] == [(said, None), ("<p>words</p>", "102")]


def test_read_a_notice_of_the_staff_in_front_of_the_post(tmp_path: Path) -> None:
    custom = {"type": "custom", "raw": "Mind the date", "cooked": "<p>Mind the <b>date</b></p>"}
    items = read(tmp_path, post(1, notice=custom), post(2, notice={"type": "new_user"}))
    assert of(Post, items)[0].html == "<blockquote><p>Mind the <strong>date</strong></p></blockquote><p>words</p>"
    assert of(Comment, items)[0].html == "<p>words</p>"


def test_read_a_word_of_the_moderators_and_a_wiki_as_posts(tmp_path: Path) -> None:
    items = read(
        tmp_path,
        post(1, wiki=True),
        post(2, post_type=2, moderator=True),
        post(3, post_type=3, action_code="pinned.enabled"),
    )
    assert len(of(Post, items)) == 1 and [one.source_id for one in of(Comment, items)] == ["102"]
    assert [str(left.reason) for left in of(Skipped, items)] == ["message of the tool itself: pinned.enabled"]


def test_read_the_forum_itself_as_a_bot_and_the_anonymous_by_their_names(tmp_path: Path) -> None:
    items = read(tmp_path, post(1, username="system", user_id=-1), post(2, username="anon48231", name=None))
    people = {one.source_id: (one.name, one.is_bot) for one in of(Person, items)}
    assert people == {"-1": ("system", True), "2": ("anon48231", False)}


def test_read_likes_that_nobody_is_named_for_as_a_number(tmp_path: Path) -> None:
    items = read(tmp_path, post(1, actions_summary=[{"id": 2, "count": 4}]))
    assert of(Post, items)[0].reactions == ()
    assert "reactions that the export does not attribute to anybody: 4" in [
        str(getattr(it, "said", "")) for it in items
    ]


def test_read_tags_of_either_shape(tmp_path: Path) -> None:
    items = read(tmp_path, post(1), tags=["oak", {"id": 3, "name": "elm"}, "oak", None])
    assert of(Post, items)[0].tags == ("oak", "elm") and len(of(Space, items)) == 1
