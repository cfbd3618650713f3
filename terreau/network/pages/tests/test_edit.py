import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.storage import actions as storage
from terreau.network.pages import actions, queries
from terreau.network.pages.models import PageDraft, Version
from terreau.network.pages.tests.writing import again, told, written

pytestmark = pytest.mark.django_db


def change(actor, page, body="<p>Poser deux vis.</p>", **more):
    return actions.edit(actor, page=page, **{"since": page.number, "title": page.title, "body": body, **more})


def test_the_next_version_stands_and_the_one_before_is_kept(alice, bob, space):
    page = change(bob, written(alice, space), title="Guide complet")
    assert (page.number, page.title, page.changed_by) == (2, "Guide complet", bob)
    assert [(row.number, row.body) for row in Version.objects.order_by("number")] == [
        (1, "<p>Poser la vis.</p>"),
        (2, "<p>Poser deux vis.</p>"),
    ]
    assert told("pages.edited")[0].data == {"mentions": [], "minor": False, "number": 2}


def test_whoever_is_in_the_space_changes_its_pages_and_nobody_else(alice, bob, charlie, gaby, space):
    page = written(alice, space)
    for actor in (charlie, gaby):
        with pytest.raises(Refused):
            change(actor, page)
    assert change(bob, page).number == 2


def test_a_withdrawn_page_is_not_changed(alice, space):
    page = actions.withdraw(alice, page=written(alice, space))
    with pytest.raises(Refused):
        change(alice, page)


def test_who_was_slower_writes_nothing_and_is_told(alice, bob, space):
    page = written(alice, space)
    change(bob, page)
    with pytest.raises(actions.Overtaken):
        change(alice, page, "<p>Poser trois vis.</p>")
    assert again(page).body == "<p>Poser deux vis.</p>" and Version.objects.count() == 2


def test_only_those_named_for_the_first_time_are_told_and_nobody_by_a_minor_change(alice, bob, space):
    page = written(alice, space, body="<p>@alice</p>")
    change(alice, page, page.body + "<p>@bob</p>")
    assert told("pages.edited")[0].data["mentions"] == [bob.pk]
    page = again(page)
    change(bob, page, page.body + "<p>@alice @bob</p>", minor=True)
    assert told("pages.edited")[1].data["mentions"] == []


def test_files_are_those_it_has_from_now_on(bob, space):
    one = storage.keep(bob, content=b"1", name="un.txt").key
    two = storage.keep(bob, content=b"2", name="deux.txt").key
    page = written(bob, space, files=[one])
    assert [file.key for file in queries.files_of(bob, change(bob, page, files=[two]))] == [two]
    assert [file.key for file in queries.files_of(bob, change(bob, again(page)))] == [two]


def test_the_draft_goes_with_it(bob, space):
    page = written(bob, space)
    draft = actions.keep_next(bob, page=page, since=1, said=actions.Written("T", "<p>y</p>"))
    change(bob, page, draft=draft)
    assert not PageDraft.objects.exists()
