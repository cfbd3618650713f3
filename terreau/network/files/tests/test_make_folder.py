import pytest

from terreau.foundation.access.words import Refused
from terreau.network.files import actions, queries
from terreau.network.files.models import Folder
from terreau.network.files.tests.filing import filed, names, these, told

pytestmark = pytest.mark.django_db


def test_a_folder_is_there_and_another_one_in_it(bob, space):
    top = actions.make_folder(bob, space=space, name="Méthodes")
    inside = actions.make_folder(bob, space=space, name="2026", parent=top)
    tree = queries.tree(bob, space.pk)
    assert [(node.name, node.depth) for node in tree.in_order()] == [("Méthodes", 0), ("2026", 1)]
    assert [node.name for node in tree.path(inside.pk)] == ["Méthodes", "2026"]
    activity = told("files.folder_made")[0]
    assert (activity.thing_kind, activity.thing_id, activity.space_id) == ("folder", top.pk, space.pk)


def test_members_make_folders_and_nobody_else(charlie, gaby, space, closed):
    for actor, place in ((charlie, space), (gaby, space), (charlie, closed)):
        with pytest.raises(Refused):
            actions.make_folder(actor, space=place, name="Le mien")
    assert not Folder.objects.exists()


def test_an_archived_space_takes_none(alice, space):
    space.archived_at = space.created_at
    space.save()
    with pytest.raises(Refused):
        actions.make_folder(alice, space=space, name="Tard")


@pytest.mark.parametrize("name", ["MÉTHODES", "Me\u0301thodes", "méthodes ", "\u202eMéthodes", "../Méthodes"])
def test_the_same_name_in_another_case_or_form_is_taken(alice, space, name):
    actions.make_folder(alice, space=space, name="Méthodes")
    with pytest.raises(actions.Taken, match="Méthodes"):
        actions.make_folder(alice, space=space, name=name)
    assert Folder.objects.count() == 1


def test_a_file_and_a_folder_do_not_share_a_name(alice, space):
    filed(alice, space, "plan.txt")
    with pytest.raises(actions.Taken):
        actions.make_folder(alice, space=space, name="Plan.TXT")
    actions.make_folder(alice, space=space, name="vis.txt")
    with pytest.raises(actions.Taken):
        filed(alice, space, "vis.txt")


def test_a_name_is_free_again_once_it_is_in_the_bin_and_in_another_folder(alice, space):
    top = actions.make_folder(alice, space=space, name="Un")
    actions.make_folder(alice, space=space, name="Un", parent=top)
    actions.withdraw(alice, what=these(space, top))
    actions.make_folder(alice, space=space, name="un")
    assert names(alice, space) == ["un"]


def test_not_too_deep_and_not_too_many(alice, space, monkeypatch):
    folder = None
    for level in range(queries.MOST_DEEP):
        folder = actions.make_folder(alice, space=space, name=f"Niveau {level}", parent=folder)
    with pytest.raises(Refused):
        actions.make_folder(alice, space=space, name="Trop bas", parent=folder)
    monkeypatch.setattr("terreau.network.files.actions.folders.MOST_FOLDERS", queries.MOST_DEEP)
    with pytest.raises(Refused):
        actions.make_folder(alice, space=space, name="De trop")


def test_not_in_a_folder_of_another_space_nor_in_one_that_is_in_the_bin(alice, space, closed):
    elsewhere = actions.make_folder(alice, space=closed, name="Ailleurs")
    gone = actions.make_folder(alice, space=space, name="Parti")
    actions.withdraw(alice, what=these(space, gone))
    for parent in (elsewhere, gone):
        with pytest.raises(Refused):
            actions.make_folder(alice, space=space, name="Dedans", parent=parent)


def test_the_page_says_what_is_taken_and_keeps_what_was_typed(bob, space, signed_in):
    browser = signed_in(bob)
    made = browser.post(f"/spaces/{space.key}/files/folders", {"name": "Méthodes"})
    assert made.status_code == 303 and made.url.startswith("/folders/") and made.url.endswith("-methodes")
    answer = browser.post(f"/spaces/{space.key}/files/folders", {"name": "méthodes"})
    assert answer.status_code == 409 and 'value="méthodes"' in answer.text
    assert browser.post(f"/spaces/{space.key}/files/folders", {"name": " "}).status_code == 422
