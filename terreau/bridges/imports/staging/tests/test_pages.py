"""Imports in the browser: handed in, looked at, brought in by a job, shown by a switch, taken out."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from terreau.bridges.imports.staging import actions, views
from terreau.bridges.imports.staging.models import Import
from terreau.bridges.imports.staging.tests.community import archive, at, contents, nothing_left, said
from terreau.foundation.jobs import execution
from terreau.network.posts.models import Post
from terreau.network.spaces.models import Space

pytestmark = pytest.mark.django_db


def handed_in(path: Path) -> dict[str, object]:
    return {"kind": "slack", "file": SimpleUploadedFile("export.zip", path.read_bytes())}


def test_an_import_from_first_look_to_last(signed_in, operator, charlie, tmp_path: Path) -> None:
    browser = signed_in(operator)
    page = browser.post("/imports", handed_in(archive(tmp_path / "a.zip")))
    address = page.headers["Location"]
    assert browser.get(address).headers["Refresh"] == "3"
    execution.work_off(lanes=["slow"])
    assert Import.objects.get().checked_at and not Space.objects.exists()
    assert "messages directs\u202f: 1" in browser.get(address).content.decode()
    browser.post(f"{address}/taking")
    execution.work_off(lanes=["slow"])
    assert Import.objects.get().staged_at and Post.objects.count() == 6
    question = Post.objects.get(body__contains="a question")
    assert signed_in(charlie).get(f"/posts/{question.key}").status_code == 404
    browser.post(f"{address}/showing")
    execution.work_off(lanes=["slow"])
    assert signed_in(charlie).get(f"/posts/{question.key}").status_code != 404
    assert signed_in(charlie).get(f"/posts/{Post.objects.get(space__name='board').key}").status_code == 404
    browser.post(f"{address}/undoing")
    execution.work_off(lanes=["slow"])
    assert nothing_left() and browser.get(address).status_code == browser.get("/imports").status_code == 200


def test_what_was_changed_before_it_came_has_no_history_here(signed_in, operator, system, tmp_path: Path) -> None:
    made = contents([said(80, "mended", edited={"user": "U1", "ts": at(85)})])
    actions.take(system, kind="slack", path=archive(tmp_path / "a.zip", made))
    actions.show(system, run=Import.objects.get())
    browser = signed_in(operator)
    mended, plain = (Post.objects.get(body__contains=words) for words in ("mended", "the last one"))
    page = browser.get(f"/posts/{mended.key}/versions").text
    assert "Slack, 2020" in page and "Rien n’a jamais été modifié" not in page
    assert "Slack, 2020" not in browser.get(f"/posts/{plain.key}/versions").text


def test_a_bad_file_is_refused_in_words(signed_in, operator, tmp_path: Path) -> None:
    bad = tmp_path / "bad.zip"
    bad.write_bytes(b"PK\x03\x04 and nothing more")
    answer = signed_in(operator).post("/imports", handed_in(bad))
    assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()
    assert not Import.objects.exists()


@pytest.mark.parametrize("path", ["/imports", "/imports/slack-1", "/imports/slack-1/taking"])
def test_for_anybody_else_there_is_no_such_page(signed_in, alice, dora, gaby, path: str) -> None:
    Import.objects.create(key="slack-1", kind="slack", name="x.zip")
    for who in (alice, dora, gaby):
        browser = signed_in(who)
        answer = browser.post(path) if path.endswith("taking") else browser.get(path)
        assert answer.status_code == 404


def test_the_hub_leads_to_imports_for_those_who_may(signed_in, operator, alice) -> None:
    assert 'href="/imports"' in signed_in(operator).get("/administration").text
    assert views.parts(alice) == []
