import pytest

from terreau.foundation.access.words import Absent, Refused
from terreau.foundation.storage import actions as storage
from terreau.foundation.storage import queries as files
from terreau.network.pages import actions, queries
from terreau.network.pages.models import Page, PageDraft, Version
from terreau.network.pages.tests.writing import told, written

pytestmark = pytest.mark.django_db


def test_a_page_is_there_with_its_first_version_and_its_writer_looks_after_it(bob, space):
    page = written(bob, space, body="<p>Poser</p><script>x</script>")
    assert (page.title, page.body, page.number, page.owner) == ("Guide de pose", "<p>Poser</p>", 1, bob)
    assert [(row.number, row.body, row.by) for row in Version.objects.all()] == [(1, "<p>Poser</p>", bob)]
    (activity,) = told("pages.created")
    assert (activity.thing_kind, activity.thing_id, activity.space_id) == ("page", page.pk, space.pk)


def test_pages_stand_below_one_another_in_the_order_in_which_they_came(alice, space):
    top = written(alice, space)
    one, two = written(alice, space, "Un", parent=top), written(alice, space, "Deux", parent=top)
    tree = queries.tree(alice, space.pk)
    assert [node.title for node in tree.in_order()] == ["Guide de pose", "Un", "Deux"]
    assert [node.id for node in tree.path(two.pk)] == [top.pk] and one.position < two.position


def test_members_write_and_nobody_else(bob, charlie, gaby, space, closed):
    for actor, place in ((charlie, space), (gaby, space), (charlie, closed)):
        with pytest.raises(Refused):
            written(actor, place)
    assert written(bob, closed).pk


def test_an_archived_space_takes_no_page(alice, space):
    space.archived_at = space.created_at
    space.save()
    with pytest.raises(Refused):
        written(alice, space)


def test_no_page_below_one_of_another_space_nor_below_a_withdrawn_one(alice, space, closed):
    elsewhere, gone = written(alice, closed), actions.withdraw(alice, page=written(alice, space))
    for parent in (elsewhere, gone):
        with pytest.raises(Refused):
            written(alice, space, "Dessous", parent=parent)


def test_eight_levels_and_no_more(alice, space):
    page = None
    for level in range(queries.MOST_DEEP):
        page = written(alice, space, f"Niveau {level}", parent=page)
    with pytest.raises(Refused, match=r"eight|huit"):
        written(alice, space, "Trop bas", parent=page)


def test_a_space_holds_so_many_pages_and_says_so(alice, space, monkeypatch):
    monkeypatch.setattr("terreau.network.pages.actions.pages.MOST_PAGES", 2)
    written(alice, space), written(alice, space)
    with pytest.raises(Refused):
        written(alice, space)
    assert Page.objects.count() == 2


def test_its_draft_goes_and_the_files_come_along(bob, space):
    key = storage.keep(bob, content=b"text", name="plan.txt").key
    said = actions.Written("Titre", "<p>x</p>", [key])
    draft = actions.keep_new(bob, space=space, said=said)
    page = written(bob, space, files=[key], draft=draft)
    assert not PageDraft.objects.exists()
    assert [file.key for file in files.attachments_of("page", [page.pk])[page.pk]] == [key]


def test_nobody_hangs_another_s_file(alice, bob, space):
    key = storage.keep(alice, content=b"text", name="plan.txt").key
    with pytest.raises(Absent):
        written(bob, space, files=[key])


def test_a22_who_may_not_see_the_page_is_not_named(alice, bob, charlie, secret):
    page = written(alice, secret, body="<p>Demandez à @bob et à @charlie.</p>")
    assert 'data-person="' + bob.key in page.body and charlie.key not in page.body
    assert told("pages.created")[0].data["mentions"] == [bob.pk]


def test_what_writing_a_page_costs(bob, space, django_assert_num_queries):
    written(bob, space)
    with django_assert_num_queries(9):
        written(bob, space, "Encore")
