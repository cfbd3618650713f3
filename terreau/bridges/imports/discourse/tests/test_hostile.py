"""A Discourse archive made to break the import: what can be read is kept, each fault named with its place. (E10)"""

import json
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest

from terreau.bridges.imports.discourse.reading import read
from terreau.bridges.imports.discourse.tests.test_read import items, of, post, reasons, single, topic
from terreau.bridges.imports.staging.archive import Limits, open_archive
from terreau.bridges.imports.staging.shapes import Comment, Notice, Person, Post, Skipped, Space
from terreau.bridges.imports.staging.tests.spoiling import spoiled


def raw(tmp_path: Path, limits: Limits | None = None, **files: bytes) -> list[Any]:
    path = tmp_path / "forum.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.json", content)
    with open_archive(path, limits) as archive:
        return list(read(archive))


def test_read_a_topic_that_breaks_at_nine_tenths_E10(tmp_path: Path) -> None:
    posts = [post(number, topic_slug="how-to-prune") for number in range(1, 21)]
    whole = json.dumps({**topic(*posts), "id": 7, "title": "late"}).encode()
    things = raw(tmp_path, t=whole[: len(whole) * 8 // 10])
    (lead,) = of(Post, things)
    assert lead.title == "how to prune" and len(of(Comment, things)) > 10
    assert [entry.file for entry in of(Skipped, things)] == ["t.json"] * 2
    assert (of(Skipped, things)[0].position, reasons(things)[1]) == ("line 1, column 1", "the file ends in the middle")


def test_read_a_topic_too_long_for_memory_E10(tmp_path: Path) -> None:
    posts = [post(number, topic_slug="how-to-prune") for number in range(1, 3001)]
    things = raw(tmp_path, Limits(element=100_000), t=json.dumps(topic(*posts)).encode())
    assert (len(of(Post, things)), len(of(Comment, things))) == (1, 2999)
    assert "longer than 100000 characters" in reasons(things)


def test_read_beside_files_of_no_known_shape(tmp_path: Path) -> None:
    things = items(tmp_path, a=single(1), oracle={"rows": 3}, numbers=[1, 2], empty={})
    assert len(of(Post, things)) == 1
    assert sorted((entry.file, str(entry.reason)) for entry in of(Skipped, things)) == [
        ("empty.json", "a file of an unknown shape"),
        ("numbers.json", "not an object"),
        ("numbers.json", "not an object"),
        ("oracle.json", "a file of an unknown shape"),
    ]


def test_read_answers_to_themselves_and_to_the_future(tmp_path: Path) -> None:
    odd = [post(2, reply_to_post_number=2), post(3, reply_to_post_number=9), post(4, reply_to_post_number=77)]
    things = items(tmp_path, t=topic(post(1), *odd, post(9, reply_to_post_number=-3)))
    assert [comment.parent for comment in of(Comment, things)] == [None] * 4


def test_read_two_posts_in_one_place(tmp_path: Path) -> None:
    things = items(tmp_path, t=topic(post(1), post(1, id=555), post(2), post(2, id=556)))
    assert len(of(Post, things)) == 1
    assert {comment.source_id for comment in of(Comment, things)} == {"101", "102", "556"}


@pytest.mark.slow
def test_read_a_thread_of_ten_thousand_answers(tmp_path: Path) -> None:
    chain = [post(number, reply_to_post_number=number - 1) for number in range(2, 10_001)]
    things = items(tmp_path, t=topic(post(1), *chain))
    assert {comment.parent for comment in of(Comment, things)} == {None, "102"}


def test_read_another_charset(tmp_path: Path) -> None:
    things = raw(tmp_path, t=json.dumps(single(1, name="Zoé"), ensure_ascii=False).encode("cp1252"))
    assert of(Person, things)[0].name == "Zoé"
    assert "Windows-1252" in " ".join(str(notice.said) for notice in of(Notice, things))


def test_read_anything_in_any_place(tmp_path: Path) -> None:
    chance = random.Random(13)
    files: dict[str, Any] = {}
    named = [{"id": "+1", "count": 2, "users": [{"username": "bea"}]}]
    for number in range(200):
        posts = [
            post(place, id=number * 10 + place, topic_id=number + 1, reactions=named, version=2, reply_to_post_number=1)
            for place in (1, 2, 3)
        ]
        made = topic(*posts, id=number + 1, accepted_answer={"post_number": 2}, archetype="regular", closed=True)
        files[f"t{number}"] = spoiled(made, chance)
        files[f"p{number}"] = spoiled({**single(4, id=9000 + number), "topic_id": number + 1}, chance)
    files["categories"] = spoiled({"categories": [{"id": 3, "name": "Trees", "subcategory_list": [{"id": 4}]}]}, chance)
    things = items(tmp_path, **files)
    kept = of(Post, things) + of(Comment, things)
    assert len({thing.source_id for thing in kept}) == len(kept) > 200
    leads = {lead.source_id for lead in of(Post, things)}
    assert {comment.post for comment in of(Comment, things)} <= leads
    assert {lead.space for lead in of(Post, things)} <= {space.source_id for space in of(Space, things)}
