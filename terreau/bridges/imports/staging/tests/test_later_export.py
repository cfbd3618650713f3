"""The same workspace a week later: what is new comes, nothing that stands is changed, figures are true."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from terreau.bridges.imports.staging import actions
from terreau.bridges.imports.staging.models import Addition, Import
from terreau.bridges.imports.staging.report import COUNTED, Report
from terreau.bridges.imports.staging.tests.community import archive, at, contents, here, said, user
from terreau.foundation.identity.models import Person
from terreau.network.posts import actions as posts
from terreau.network.posts.models import Comment, Post, Reaction
from terreau.network.spaces import actions as spaces
from terreau.network.spaces.models import Membership, Space

Bring = Callable[[dict[str, Any]], Report]


def members(name: str) -> list[str]:
    return sorted(Membership.objects.filter(space__name=name).values_list("person__name", flat=True))


def question() -> Post:
    return Post.objects.get(body__contains="a question")


def true_figures() -> bool:
    """Every figure beside a thing is that of its rows."""
    for thing in (*Post.objects.all(), *Comment.objects.all()):
        rows = list(thing.reactions.values_list("kind", flat=True))
        names = ("useful", "thanks", "agree", "well_done", "support", "explore")
        if any(getattr(thing, name) != rows.count(name) for name in names):
            return False
    counted = all(s.member_count == Membership.objects.filter(space=s).count() for s in Space.objects.all())
    shown = [(p.comment_count, p.comments.filter(withdrawn_at=None).count()) for p in Post.objects.all()]
    return counted and all(a == b for a, b in shown)


def week_later() -> dict[str, Any]:
    """Dee came and joined two channels; Bea and Dee reacted to the first question; one answer and one message more."""
    made = contents([said(90, "a week later", "U4"), said(91, "me too", "U4", thread_ts=at(10), parent_user_id="U1")])
    made["users.json"].append(user("U4", "Dee"))
    made["channels.json"][0]["members"].append("U4")
    made["groups.json"][0]["members"] += ["U4", "U3"]
    general = made["general/2020-01-01.json"]
    general[1]["reactions"] = [{"name": "+1", "users": ["U2", "U3", "U4"], "count": 3}]
    general[2]["reactions"] = [{"name": "tada", "users": ["U1"], "count": 1}]
    return made


@pytest.fixture
def bring(system: Person, tmp_path: Path) -> Bring:
    """Import one export; nothing is shown."""

    def go(made: dict[str, Any], **how: Any) -> Report:
        name = f"{len(list(tmp_path.iterdir()))}.zip"
        return actions.take(system, kind="slack", path=archive(tmp_path / name, made), **how)

    return go


def show(system: Person) -> None:
    for run in Import.objects.filter(shown_at=None, staged_at__isnull=False):
        actions.show(system, run=run)


def test_what_is_new_comes_with_true_figures(system: Person, bring: Bring) -> None:
    bring(contents())
    show(system)
    before = here()
    foretold = bring(week_later(), dry_run=True)
    report = bring(week_later())
    assert [report.counts[key] for key in COUNTED] == [1, 0, 1, 1, 2, 0]
    assert [foretold.counts[key] for key in COUNTED] == [1, 0, 1, 1, 2, 0]
    words = [str(told) for _file, _place, told in report.warnings]
    assert "members added to spaces that are here already: 3" in words
    assert here()["members"] == before["members"] and here()["reactions"] == before["reactions"]
    show(system)
    assert members("general") == ["Ada", "Bea", "Cyr", "Dee"] and members("board") == ["Ada", "Bea", "Cyr", "Dee"]
    assert (question().agree, question().comment_count) == (3, 3)
    assert Comment.objects.get(body__contains="an answer").well_done == 1
    assert Space.objects.get(name="general").active_at == Comment.objects.get(body__contains="me too").published_at
    assert true_figures()


def test_the_same_later_export_twice_changes_nothing(system: Person, bring: Bring) -> None:
    bring(contents())
    show(system)
    bring(week_later())
    again = bring(week_later())
    assert [again.counts[key] for key in COUNTED] == [0] * 6
    show(system)
    after = here()
    for made in (week_later(), contents()):
        report = bring(made)
        assert [report.counts[key] for key in COUNTED] == [0] * 6 and not list(report.warnings)
        assert here() == after and Import.objects.count() == 2


def test_nothing_that_stands_is_changed(system: Person, bring: Bring, operator: Person) -> None:
    """Cyr took his reaction back and left; a colleague reacted: the export of a week later does not know better."""
    bring(contents())
    show(system)
    cyr, bea = Person.objects.get(name="Cyr"), Person.objects.get(name="Bea")
    Person.objects.filter(pk__in=[cyr.pk, bea.pk]).update(joined_at="2020-01-01T00:00Z")
    cyr.refresh_from_db()
    bea.refresh_from_db()
    posts.unreact(cyr, thing=question())
    spaces.leave(cyr, space=Space.objects.get(name="general"))
    made = week_later()
    made["users.json"][1]["profile"]["real_name"] = "Bea of another name"
    made["channels.json"][0] |= {"name": "general", "purpose": {"value": "Another purpose"}}
    bring(made)
    answer = Comment.objects.get(body__contains="an answer")
    ada = Person.objects.get(name="Ada")
    Person.objects.filter(pk=ada.pk).update(joined_at="2020-01-01T00:00Z")
    ada.refresh_from_db()
    posts.react(ada, thing=answer, kind="explore")
    show(system)
    assert "Cyr" not in members("general") and members("board") == ["Ada", "Bea", "Cyr", "Dee"]
    assert sorted(question().reactions.values_list("person__name", "kind")) == [("Bea", "agree"), ("Dee", "agree")]
    assert list(answer.reactions.values_list("person__name", "kind")) == [("Ada", "explore")]
    assert Person.objects.filter(name="Bea").exists() and Space.objects.get(name="general").purpose == ""
    assert true_figures()


def test_undo_takes_only_the_later_one_out(system: Person, bring: Bring) -> None:
    bring(contents())
    show(system)
    before = here()
    bring(week_later())
    show(system)
    actions.undo(system, run=Import.objects.latest("pk"))
    after = here()
    active = Post.objects.get(body__contains="the last one").published_at
    for told in (before, after):
        told.pop("spaces")  # the last thing that was said in one is not forgotten with it
    assert after == before
    assert question().active_at < active and true_figures() and not Addition.objects.exists()
    report = bring(week_later())
    assert [report.counts[key] for key in COUNTED] == [1, 0, 1, 1, 2, 0]


@pytest.mark.parametrize("stop", [1, 2, 3, 4])
def test_a_later_export_that_was_killed_goes_on(
    system: Person, bring: Bring, monkeypatch: pytest.MonkeyPatch, stop: int
) -> None:
    bring(contents())
    show(system)
    monkeypatch.setattr("terreau.bridges.imports.staging.taking.ROWS", 2)
    heard = 0

    def killed(_: float) -> None:
        nonlocal heard
        heard += 1
        if heard == stop:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(week_later(), told=killed)
    bring(week_later())
    show(system)
    assert members("board") == ["Ada", "Bea", "Cyr", "Dee"] and question().agree == 3 and true_figures()
    assert Reaction.objects.count() == 5


def test_reactions_alone_make_an_import(system: Person, bring: Bring) -> None:
    bring(contents())
    made = contents()
    made["general/2020-01-01.json"][1]["reactions"][0]["users"].append("U1")
    report = bring(made)
    assert [report.counts[key] for key in COUNTED] == [0, 0, 0, 0, 1, 0] and Import.objects.count() == 2
    show(system)
    assert question().agree == 3 and true_figures()


def topic(*, accepted: int, posts: int = 3) -> str:
    """A forum’s topic with so many posts, one of them (by number) accepted; 0: none."""
    told = [
        {
            "id": 100 + number,
            "topic_id": 7,
            "post_number": number,
            "username": f"user{number}",
            "user_id": number,
            "cooked": f"<p>words of {number}</p>",
            "created_at": f"2020-01-0{number}T00:00:00Z",
            "accepted_answer": number == accepted,
            "avatar_template": "/user_avatar/forum.example/x/{size}/1.png",
        }
        for number in range(1, posts + 1)
    ]
    return json.dumps({"id": 7, "title": "How to prune", "category_id": 3, "post_stream": {"posts": told}})


def forum(system: Person, path: Path, content: str, **how: Any) -> Report:
    path.mkdir()
    (path / "7.json").write_text(content)
    return actions.take(system, kind="discourse", path=path, **how)


@pytest.mark.parametrize(("accepted", "count"), [(2, 3), (4, 4)])
def test_an_answer_accepted_meanwhile_is_accepted(system: Person, tmp_path: Path, accepted: int, count: int) -> None:
    """An answer that was here already, and one that comes with the later export."""
    forum(system, tmp_path / "first", topic(accepted=0))
    show(system)
    report = forum(system, tmp_path / "later", topic(accepted=accepted, posts=count))
    assert report.counts["comments"] == count - 3
    post = Post.objects.get()
    assert post.accepted_id is None and post.kind == "message"
    show(system)
    post.refresh_from_db()
    assert post.accepted == Comment.objects.get(body__contains=f"words of {accepted}") and post.kind == "question"
    assert post.comment_count == count - 1 and true_figures()
    assert members("Category 3") == sorted(f"user{number}" for number in range(1, count + 1))
    last = Import.objects.order_by("pk").last()
    assert last is not None
    actions.undo(system, run=last)
    post.refresh_from_db()
    assert post.accepted_id is None and post.comment_count == 2


def test_an_accepted_answer_stays_the_one_it_was(system: Person, tmp_path: Path) -> None:
    forum(system, tmp_path / "first", topic(accepted=2))
    show(system)
    for number, content in enumerate((topic(accepted=3), topic(accepted=4, posts=4), topic(accepted=0, posts=5))):
        forum(system, tmp_path / f"later{number}", content)
        show(system)
        post = Post.objects.get()
        assert post.accepted == Comment.objects.get(body__contains="words of 2") and post.kind == "question"
    assert post.comment_count == 4
