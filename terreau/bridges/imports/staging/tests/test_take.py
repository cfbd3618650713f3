"""Staging an export: what comes, who sees it, who hears of it, what a second and a broken run leave."""

from pathlib import Path

import pytest

from terreau.bridges.imports.staging import actions
from terreau.bridges.imports.staging.archive import ArchiveRefused
from terreau.bridges.imports.staging.models import Import, Imported
from terreau.bridges.imports.staging.report import COUNTED
from terreau.bridges.imports.staging.tests.community import archive, at, contents, here, nothing_left, said, user
from terreau.foundation.access.words import Refused
from terreau.foundation.activity.journal import KINDS
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Kind, Person
from terreau.foundation.orgs.models import Duty, Mandate
from terreau.foundation.storage.models import Attachment
from terreau.network.people import queries as people
from terreau.network.posts import queries as posts
from terreau.network.posts.models import Comment, Post
from terreau.network.spaces import queries as spaces
from terreau.network.spaces.models import Space
from tests.cast import space_of, with_duty

REAL = [
    ("slack", "zulip-fixtures-slack/test_slack_importer.zip"),
    ("slack", "zulip-fixtures-slack/test_unicode_slack_importer.zip"),
    ("slack", "slack-export-viewer-sample/testarchive.zip"),
    ("slack", "perceval-fixtures/slack"),
    pytest.param("discourse", "delving-bitcoin-discourse/raw-posts-2023.tar.gz", marks=pytest.mark.slow),
    ("discourse", "perceval-fixtures/discourse"),
]


@pytest.mark.parametrize(("kind", "name"), REAL)
def test_take_real_exports_whole_and_only_once(shared_data: Path, system: Person, kind: str, name: str) -> None:
    foretold = actions.take(system, kind=kind, path=shared_data / name, dry_run=True).printed(dry_run=True)
    assert nothing_left() and not Import.objects.exists()
    report = actions.take(system, kind=kind, path=shared_data / name).printed(dry_run=False)
    assert {key: report[key] for key in COUNTED} == {key: foretold[key] for key in COUNTED}
    assert report["posts"] == Post.objects.count() > 0
    assert report["comments"] == Comment.objects.count()
    before = here()
    again = actions.take(system, kind=kind, path=shared_data / name).printed(dry_run=False)
    assert [again[key] for key in COUNTED] == [0] * len(COUNTED)
    assert again["id"] == report["id"] and here() == before


def test_take_keeps_what_an_export_holds(system: Person, tmp_path: Path) -> None:
    report = actions.take(system, kind="slack", path=archive(tmp_path / "a.zip")).printed(dry_run=False)
    assert [report[key] for key in COUNTED] == [4, 3, 6, 2, 3, 1]
    assert "direct messages: 1" in [entry["reason"] for entry in report["skipped"]]
    found = here()
    assert [row[:3] for row in found["spaces"]] == [
        ("board", "secret", False),
        ("general", "open", False),
        ("old", "open", True),
    ]
    assert ("general", "Ada", "owner") in found["members"] and ("board", "Bea", "owner") in found["members"]
    assert [row[:2] for row in found["files"]] == [("plan.txt", "Slack, 2020")]
    question = Post.objects.get(body__contains="a question")
    assert (question.agree, question.comment_count, question.published_at) == (2, 2, question.arrived_at)
    assert question.active_at == question.comments.order_by("-published_at")[0].published_at
    assert {post.source for post in Post.objects.all()} == {"Slack, 2020"}


def test_take_leads_links_to_the_new_addresses(system: Person, tmp_path: Path) -> None:
    actions.take(system, kind="slack", path=archive(tmp_path / "a.zip"))
    body = Post.objects.get(body__contains="see ").body
    bea = Imported.objects.get(kind="person", source_id="U2")
    old = Space.objects.get(name="old")
    last = Post.objects.get(body__contains="the last one")
    assert f'href="{bea.address}"' in body and "@Bea" in body
    assert f'href="/spaces/{old.key}"' in body and f'href="/posts/{last.key}"' in body
    assert "ref:" not in body and "slack.com" not in body
    assert not Imported.objects.filter(kind="post").exclude(waiting="").exists()


def test_take_stages_where_nobody_looks(
    system: Person, alice: Person, charlie: Person, operator: Person, tmp_path: Path
) -> None:
    actions.take(system, kind="slack", path=archive(tmp_path / "a.zip"))
    for viewer in (alice, charlie, operator):
        assert not spaces.seen_by(viewer).exists() and not posts.seen_by(viewer).exists()
        assert not people.seen_by(viewer).filter(name__in=["Ada", "Bea", "Cyr", "Deploy"]).exists()


def test_take_tells_nobody_of_posts(system: Person, tmp_path: Path) -> None:
    actions.take(system, kind="slack", path=archive(tmp_path / "a.zip"))
    kinds = set(Activity.objects.values_list("kind", flat=True))
    assert not kinds & {"posts.published", "posts.commented", "posts.reacted", "spaces.created", "spaces.joined"}
    assert Activity.objects.filter(kind="posts.brought_in").count() < Post.objects.count()
    assert all(KINDS[kind].administrative for kind in kinds if kind.endswith("brought_in"))


@pytest.mark.parametrize("stop", [1, 2, 3, 5, 8])
def test_take_goes_on_where_it_was_killed(
    system: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: int
) -> None:
    monkeypatch.setattr("terreau.bridges.imports.staging.taking.ROWS", 6)
    monkeypatch.setattr("terreau.bridges.imports.staging.taking.LINKED", 1)
    path = archive(tmp_path / "a.zip")
    heard = 0

    def killed(_: float) -> None:
        nonlocal heard
        heard += 1
        if heard == stop:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        actions.take(system, kind="slack", path=path, told=killed)
    assert Import.objects.get().staged_at is None
    actions.take(system, kind="slack", path=path)
    broken = here()
    run = Import.objects.get()
    actions.undo(system, run=run)
    assert nothing_left()
    actions.take(system, kind="slack", path=path)
    assert here() == broken


def test_take_matches_people_by_mail_and_lists_the_doubtful(system: Person, tmp_path: Path) -> None:
    ada = Person.objects.create(name="Ada Lovelace", email="ADA@lumen.example", username="al")
    namesake = Person.objects.create(name="Bea", email="bea@elsewhere.example", username="b2")
    report = actions.take(system, kind="slack", path=archive(tmp_path / "a.zip")).printed(dry_run=True)
    assert report["people"] == 3 and report["people_matched"] == 1
    assert [entry["resembles"] for entry in report["people_doubtful"]] == ["Bea"]
    assert ada.posts.count() == 3 and not namesake.posts.exists()
    assert Person.objects.get(pk=ada.pk).kind == Kind.MEMBER


def test_take_two_accounts_of_one_mail_as_one_person(system: Person, tmp_path: Path) -> None:
    made = contents([said(70, "once more", "U4")])
    made["users.json"].append(user("U4", "Ada"))
    report = actions.take(system, kind="slack", path=archive(tmp_path / "a.zip", made)).printed(dry_run=True)
    assert report["people"] == 4 and Person.objects.filter(email="ada@lumen.example").count() == 1


def test_take_a_later_export_brings_only_what_is_new(system: Person, alice: Person, tmp_path: Path) -> None:
    actions.take(system, kind="slack", path=archive(tmp_path / "a.zip"))
    first = actions.show(system, run=Import.objects.get())
    late = [said(80, "news"), said(81, "late", "U2", thread_ts=at(10), parent_user_id="U1")]
    report = actions.take(system, kind="slack", path=archive(tmp_path / "b.zip", contents(late)))
    assert [report.counts[key] for key in COUNTED] == [0, 0, 1, 1, 0, 0]
    question = Post.objects.get(body__contains="a question")
    assert not posts.seen_by(alice).filter(body__contains="news").exists() and question.comment_count == 2
    actions.show(system, run=Import.objects.exclude(pk=first.pk).get())
    question.refresh_from_db()
    assert posts.seen_by(alice).filter(body__contains="news").exists() and question.comment_count == 3


def test_take_foretells_spaces_alike(system: Person, alice: Person, tmp_path: Path) -> None:
    Space.objects.create(name="General", created_by=alice)
    Space.objects.create(name="Old", openness="secret", created_by=alice)
    report = actions.take(system, kind="slack", path=archive(tmp_path / "a.zip"), dry_run=True).printed(dry_run=True)
    assert report["spaces_same_name"] == ["General"]


def test_take_foretells_spaces_of_the_same_people(system: Person, alice: Person, tmp_path: Path) -> None:
    members = [Person.objects.create(name=name, email=f"{name}@lumen.example") for name in ("ada", "bea", "cyr")]
    space_of(alice, *members, name="Everybody")
    space_of(alice, *members, name="Hidden", openness="secret")
    report = actions.take(system, kind="slack", path=archive(tmp_path / "a.zip"), dry_run=True).printed(dry_run=True)
    assert report["spaces_overlapping"] == [{"space": "general", "overlaps": "Everybody", "people": 3}]


def test_take_is_for_administrators(alice: Person, dora: Person, tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip")
    for who in (alice, dora):
        with pytest.raises(Refused):
            actions.take(who, kind="slack", path=path)
    actions.take(with_duty(alice, Duty.ADMINISTRATOR), kind="slack", path=path)
    assert Import.objects.get().by == alice


def test_take_e10_of_what_cannot_be_read_leaves_nothing(system: Person, tmp_path: Path) -> None:
    bad = tmp_path / "bad.zip"
    bad.write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(ArchiveRefused):
        actions.take(system, kind="slack", path=bad)
    made = {"../../users.json": "[]", "/etc/passwd": "x", "inner.zip": "PK\x03\x04"}
    actions.take(system, kind="slack", path=archive(tmp_path / "tricks.zip", made))
    assert nothing_left() and not Import.objects.exists() and not Imported.objects.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.zip", "tricks.zip"]


def test_take_c01_gives_no_duty_and_changes_nobody_who_is_here(system: Person, alice: Person, tmp_path: Path) -> None:
    """Whatever an export says of its people, nobody gains a right, and no profile that is here is written over."""
    made = contents()
    powers = {"is_admin": True, "is_owner": True, "is_primary_owner": True, "is_staff": True, "is_superuser": True}
    made["users.json"] = [
        {**person, **powers, "kind": "system", "joined_at": "2020-01-01"} for person in made["users.json"]
    ]
    here = Person.objects.create(name="Ada Lovelace", email="ada@lumen.example", username="al")
    before = Person.objects.filter(pk=here.pk).values().get()
    duties = Mandate.objects.count()
    actions.take(system, kind="slack", path=archive(tmp_path / "a.zip", made))
    actions.show(system, run=Import.objects.get())
    assert Mandate.objects.count() == duties
    assert Person.objects.filter(pk=here.pk).values().get() == before
    brought = Person.objects.filter(name__in=["Bea", "Cyr"])
    assert {(one.kind, one.joined_at, one.has_usable_password()) for one in brought} == {(Kind.MEMBER, None, False)}


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\..\\boot.ini", "a\x00b.txt", "\u202egnp.exe", "x" * 400 + ".txt"]
)
def test_take_e14_names_of_files_never_lead_anywhere(system: Person, tmp_path: Path, name: str) -> None:
    made = contents()
    made["general/2020-01-01.json"][4]["files"][0]["name"] = name
    made["users.json"][0]["name"] = made["channels.json"][0]["topic"] = name
    actions.take(system, kind="slack", path=archive(tmp_path / "a.zip", made))
    (kept,) = Attachment.objects.exclude(thing_kind="")
    assert not {"/", "\\", "\x00", "\u202e"} & set(kept.name) and 0 < len(kept.name) <= 150
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip"]
