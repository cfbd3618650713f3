"""Undoing takes out what came and keeps what people added since."""

from pathlib import Path

import pytest

from terreau.bridges.imports.staging import actions
from terreau.bridges.imports.staging.models import Import, Imported
from terreau.bridges.imports.staging.report import COUNTED
from terreau.bridges.imports.staging.tests.community import archive, nothing_left
from terreau.foundation.access.words import Refused
from terreau.foundation.identity.models import Person
from terreau.foundation.jobs import execution
from terreau.foundation.storage.models import Attachment
from terreau.network.posts import actions as posts
from terreau.network.posts import queries as seen
from terreau.network.posts.models import Comment, Post
from terreau.network.search.models import Indexed
from terreau.network.spaces.models import Space


@pytest.fixture
def run(system: Person, tmp_path: Path) -> Import:
    actions.take(system, kind="slack", path=archive(tmp_path / "a.zip"))
    return actions.show(system, run=Import.objects.get())


def test_undo_removes_everything(system: Person, alice: Person, run: Import) -> None:
    execution.work_off(lanes=["slow"])
    undone = actions.undo(system, run=run).printed(run.key)
    assert (undone["people"], undone["spaces"], undone["posts"], undone["comments"], undone["kept"]) == (4, 3, 6, 2, {})
    assert nothing_left() and not Imported.objects.exists() and not Indexed.objects.exists()
    assert not Attachment.objects.exclude(thing_kind="").exists()
    assert Import.objects.get().undone_at is not None


def test_undo_keeps_what_people_added(system: Person, alice: Person, run: Import) -> None:
    question = Post.objects.get(body__contains="a question")
    own = posts.comment(alice, post=question, body="<p>still true</p>")
    undone = actions.undo(system, run=run).printed(run.key)
    assert undone["kept"] == {"posts": 1, "spaces": 1, "people": 1}
    assert undone["kept_because_of_replies"] == [f"/posts/{question.key}"]
    assert list(Post.objects.all()) == [question] and list(Comment.objects.all()) == [own]
    assert [space.name for space in Space.objects.all()] == ["general"]
    question.refresh_from_db()
    assert question.comment_count == 1


def test_undo_keeps_a_reply_that_somebody_answered(system: Person, alice: Person, run: Import) -> None:
    answer = Comment.objects.get(body__contains="an answer")
    posts.comment(alice, post=answer.post, parent=answer, body="<p>indeed</p>")
    undone = actions.undo(system, run=run)
    assert undone.stay["comments"] == 1 and Comment.objects.filter(pk=answer.pk).exists()


def test_undo_keeps_people_who_were_here_or_came_since(system: Person, tmp_path: Path) -> None:
    Person.objects.create(name="Ada", email="ada@lumen.example", joined_at="2020-01-01T00:00Z")
    actions.take(system, kind="slack", path=archive(tmp_path / "a.zip"))
    Person.objects.filter(name="Bea").update(joined_at="2020-01-01T00:00Z")
    actions.undo(system, run=Import.objects.get())
    assert set(Person.objects.exclude(pk=system.pk).values_list("name", flat=True)) == {"Ada", "Bea"}


def test_undo_and_the_same_file_comes_again(system: Person, tmp_path: Path, run: Import) -> None:
    actions.undo(system, run=run)
    report = actions.take(system, kind="slack", path=archive(tmp_path / "a.zip"))
    assert [report.counts[key] for key in COUNTED] == [4, 3, 6, 2, 3, 1]
    assert actions.show(system, run=Import.objects.get()).undone_at is None


def test_undo_is_for_administrators(alice: Person, run: Import) -> None:
    with pytest.raises(Refused):
        actions.undo(alice, run=run)


def test_undo_keeps_a_reply_and_the_same_file_comes_again_behind_the_switch(
    system: Person, alice: Person, bob: Person, tmp_path: Path, run: Import
) -> None:
    question = Post.objects.get(body__contains="a question")
    posts.comment(alice, post=question, body="<p>still true</p>")
    actions.undo(system, run=run)
    before = seen.seen_by(bob).count()
    report = actions.take(system, kind="slack", path=archive(tmp_path / "a.zip"))
    assert (report.counts["posts"], report.counts["comments"]) == (5, 2)
    question.refresh_from_db()
    assert seen.seen_by(bob).count() == before and question.comment_count == 1
    actions.show(system, run=Import.objects.get())
    question.refresh_from_db()
    assert seen.seen_by(bob).count() > before and question.comment_count == 3
    actions.undo(system, run=Import.objects.get())
    assert [post.pk for post in Post.objects.all()] == [question.pk]
