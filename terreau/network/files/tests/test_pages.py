"""The pages of files, as browsers ask for them."""

from importlib import import_module

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile as Upload

from terreau.foundation.storage.models import Attachment
from terreau.network.files import actions, queries
from terreau.network.files.models import Document
from terreau.network.files.tests.filing import again, filed, names, sent

pytestmark = pytest.mark.django_db


def test_the_tab_shows_folders_and_files_and_what_one_may_do(alice, bob, charlie, space, signed_in):
    folder = actions.make_folder(alice, space=space, name="Méthodes")
    filed(alice, space, "Plan 10.txt"), filed(alice, space, "plan 2.txt"), filed(alice, space, "a.txt", folder)
    shown = signed_in(bob).get(f"/spaces/{space.key}/files").text
    assert shown.index("Méthodes") < shown.index("plan 2.txt") < shown.index("Plan 10.txt") and "a.txt" not in shown
    assert 'data-sending="/files"' in shown and "/files/withdrawal" in shown
    reader = signed_in(charlie).get(f"/spaces/{space.key}/files").text
    assert "plan 2.txt" in reader and "data-sending=" not in reader and "/withdrawal" not in reader
    inside = signed_in(charlie).get(f"/folders/{folder.key}-methodes").text
    assert "a.txt" in inside and "plan 2.txt" not in inside


def test_in_the_order_asked_for(bob, space, signed_in):
    (
        filed(bob, space, "b.txt", content=b"1"),
        filed(bob, space, "a.txt", content=b"333"),
        filed(bob, space, "c.txt", content=b"22"),
    )
    for order, expected in {"name": "abc", "-name": "cba", "size": "bca", "-size": "acb", "changed": "bac"}.items():
        rows = queries.listing(bob, space, None, order=order).rows
        assert "".join(row.name[0] for row in rows) == expected, order
    assert signed_in(bob).get(f"/spaces/{space.key}/files?order=-size").status_code == 200
    for wrong in ("order=x", "page=x", "page=9"):
        assert signed_in(bob).get(f"/spaces/{space.key}/files?{wrong}").status_code == 404


def test_a_large_folder_is_turned_over(bob, space, monkeypatch, signed_in):
    monkeypatch.setattr(import_module("terreau.network.files.queries.listing"), "PAGE", 2)
    for number in range(5):
        filed(bob, space, f"{number}.txt")
    assert [[row.name for row in queries.listing(bob, space, None, page=page).rows] for page in (1, 2, 3)] == [
        ["0.txt", "1.txt"],
        ["2.txt", "3.txt"],
        ["4.txt"],
    ]
    assert "page=3" in signed_in(bob).get(f"/spaces/{space.key}/files?page=2").text


def test_what_a_folder_costs_does_not_grow(bob, space, signed_in, django_assert_max_num_queries):
    for number in range(9):
        filed(bob, space, f"{number}.txt")
    browser = signed_in(bob)
    browser.get(f"/spaces/{space.key}/files")
    with django_assert_max_num_queries(13):
        assert browser.get(f"/spaces/{space.key}/files").status_code == 200


def test_files_that_were_sent_go_in_and_those_whose_name_is_taken_are_asked_about(bob, space, signed_in):
    document, browser = filed(bob, space, "plan.txt"), signed_in(bob)
    keys = [sent(bob, b"1", "neuf.txt"), sent(bob, b"22", "Plan.txt"), sent(bob, b"333", "PLAN.TXT")]
    address = f"/spaces/{space.key}/files/arrivals"
    asked = browser.post(address, {"attached": " ".join(keys)})
    assert asked.status_code == 303 and names(bob, space) == ["neuf.txt", "plan.txt"]
    shown = browser.get(asked.url).text
    assert "Plan.txt" in shown and "neuf.txt" not in shown and f'name="way-{keys[1]}" value="version" checked' in shown
    ways = {f"way-{keys[1]}": "version", f"way-{keys[2]}": "name", f"name-{keys[2]}": "plan d’avant.txt"}
    done = browser.post(address, {"attached": " ".join(keys[1:]), **ways})
    assert (done.status_code, done.url) == (303, f"/spaces/{space.key}/files")
    assert names(bob, space) == ["neuf.txt", "plan d’avant.txt", "plan.txt"] and again(document).number == 2


def test_what_is_thrown_away_is_gone_and_what_nobody_chose_waits(bob, space, signed_in):
    filed(bob, space, "plan.txt")
    key = sent(bob, b"2", "plan.txt")
    address = f"/spaces/{space.key}/files/arrivals"
    assert signed_in(bob).post(address, {"attached": key}).status_code == 303
    assert Attachment.objects.get(key=key).thing_kind == ""
    signed_in(bob).post(address, {"attached": key, f"way-{key}": "leave"})
    assert not Attachment.objects.filter(key=key).exists()
    assert signed_in(bob).get(f"{address}?attached={key}").status_code == 303


def test_without_script_an_ordinary_form_puts_files_in(bob, space, signed_in):
    files = [Upload("un.txt", b"1"), Upload("deux.txt", b"2")]
    answer = signed_in(bob).post(f"/spaces/{space.key}/files/arrivals", {"file": files})
    assert answer.status_code == 303 and names(bob, space) == ["deux.txt", "un.txt"]


def test_a_full_space_says_so_and_what_was_sent_waits(bob, space, settings, signed_in):
    settings.CONFIGURATION = settings.CONFIGURATION.model_copy(update={"space_files_mb": 1})
    keys = [sent(bob, bytes(2**20), "plein.bin"), sent(bob, b"1", "petit.txt")]
    answer = signed_in(bob).post(f"/spaces/{space.key}/files/arrivals", {"attached": " ".join(keys)})
    assert answer.status_code == 422 and "petit.txt" in answer.text and names(bob, space) == ["plein.bin"]
    assert 'data-state="warn"' in signed_in(bob).get(f"/spaces/{space.key}/files").text


def test_readers_and_strangers_put_nothing_in(alice, charlie, space, secret, signed_in):
    key, browser = sent(charlie), signed_in(charlie)
    assert browser.post(f"/spaces/{space.key}/files/arrivals", {"attached": key}).status_code == 403
    assert browser.post(f"/spaces/{secret.key}/files/arrivals", {"attached": key}).status_code == 404
    folder = actions.make_folder(alice, space=secret, name="Caché")
    answer = browser.post(f"/spaces/{space.key}/files/arrivals", {"attached": key, "folder": folder.key})
    assert answer.status_code == 404 and not Document.objects.exists()


def test_a_folder_of_another_space_is_absent(alice, space, closed, signed_in):
    folder = actions.make_folder(alice, space=closed, name="Ailleurs")
    answer = signed_in(alice).post(f"/spaces/{space.key}/files/folders", {"name": "x", "folder": folder.key})
    assert answer.status_code == 404


def test_the_page_of_a_file_shows_where_else_its_content_is_as_far_as_one_sees(
    alice, bob, charlie, space, closed, secret, signed_in
):
    document = filed(alice, space, content=b"same")
    filed(alice, closed, "jumeau.txt", content=b"same"), filed(alice, secret, "caché.txt", content=b"same")
    shown = signed_in(bob).get(f"/documents/{document.key}-plan-txt").text
    assert "jumeau.txt" in shown and "caché.txt" in shown
    reader = signed_in(charlie).get(f"/documents/{document.key}-plan-txt").text
    assert "jumeau.txt" not in reader and "caché.txt" not in reader


def test_hidden_equals_absent(alice, charlie, secret, signed_in):
    document, browser = filed(alice, secret), signed_in(charlie)
    folder = actions.make_folder(alice, space=secret, name="Caché")
    for tail in ("", "/content", "/name", "/versions", "/announcement"):
        assert browser.get(f"/documents/{document.key}{tail}").status_code == 404
    for address in (f"/folders/{folder.key}", f"/spaces/{secret.key}/files", f"/spaces/{secret.key}/files/bin"):
        assert browser.get(address).status_code == 404


def test_A10_archiving_widens_nothing_and_is_read_only(alice, bob, charlie, secret, signed_in):
    document = filed(bob, secret)
    type(secret).objects.update(archived_at=secret.created_at)
    shown = signed_in(bob).get(f"/documents/{document.key}-plan-txt").text
    assert "/versions" in shown and "/name" not in shown and "/withdrawal" not in shown
    assert signed_in(charlie).get(f"/documents/{document.key}").status_code == 404
    assert signed_in(bob).post(f"/documents/{document.key}/name", {"name": "x.txt"}).status_code == 403
