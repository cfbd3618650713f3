import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.storage.models import Attachment
from terreau.network.files import actions, queries
from terreau.network.files.models import Shelf
from terreau.network.files.tests.filing import again, filed, folder_again, names, these, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def binder(alice, space):
    """Guide > Outils, a file in each."""
    guide = actions.make_folder(alice, space=space, name="Guide")
    tools = actions.make_folder(alice, space=space, name="Outils", parent=guide)
    return guide, tools, filed(alice, space, "un.txt", guide), filed(alice, space, "deux.txt", tools)


def test_files_and_folders_go_into_another_folder_with_all_in_them(bob, space, binder):
    guide, tools, one, _two = binder
    actions.move(bob, what=these(space, tools, one), space=space, folder=None)
    assert names(bob, space) == ["Guide", "Outils", "un.txt"] and names(bob, space, guide) == []
    assert names(bob, space, tools) == ["deux.txt"] and told("files.moved")[0].data["document_ids"]


def test_a_folder_does_not_go_into_itself_nor_too_deep(alice, space, binder):
    guide, tools, *_files = binder
    for target in (guide, tools):
        with pytest.raises(Refused, match="Guide"):
            actions.move(alice, what=these(space, guide), space=space, folder=target)
    lowest = None
    for level in range(queries.MOST_DEEP - 1):
        lowest = actions.make_folder(alice, space=space, name=f"Niveau {level}", parent=lowest)
    with pytest.raises(Refused):
        actions.move(alice, what=these(space, guide), space=space, folder=lowest)
    assert folder_again(guide).parent is None


def test_where_a_name_is_taken_nothing_moves(alice, space, binder):
    guide, tools, one, two = binder
    filed(alice, space, "DEUX.txt")
    with pytest.raises(actions.Taken):
        actions.move(alice, what=these(space, one, two), space=space, folder=None)
    assert (again(one).folder, again(two).folder) == (guide, tools)


def test_A03_in_a_secret_space_old_readers_see_none_of_it(alice, bob, charlie, space, secret, binder, signed_in):
    guide, _tools, _one, two = binder
    url = f"/documents/{two.key}-deux-txt"
    assert signed_in(charlie).get(url).status_code == 200
    actions.move(alice, what=these(space, guide), space=secret, folder=None)
    for tail in ("", "/versions", "/content"):
        assert signed_in(charlie).get(f"/documents/{two.key}{tail}").status_code == 404
    assert signed_in(charlie).get(f"/folders/{guide.key}").status_code == 404
    assert signed_in(bob).get(url).status_code == 200 and names(bob, space) == []
    assert {shelf.space: shelf.used for shelf in Shelf.objects.all()} == {space: 0, secret: 24}


def test_out_of_a_space_go_those_who_look_after_it_and_out_of_an_open_one_one_s_own(bob, space, closed, secret, binder):
    own = filed(bob, space, "à moi.txt")
    with pytest.raises(Refused):
        actions.move(bob, what=these(space, binder[2]), space=closed, folder=None)
    with pytest.raises(Refused):
        actions.move(bob, what=these(space, own, binder[0]), space=closed, folder=None)
    actions.move(bob, what=these(space, own), space=closed, folder=None)
    with pytest.raises(Refused):
        actions.move(bob, what=these(closed, own), space=space, folder=None)


def test_a_full_space_takes_nothing_and_nothing_moves(alice, space, closed, settings):
    big = filed(alice, space, content=bytes(2**20))
    settings.CONFIGURATION = settings.CONFIGURATION.model_copy(update={"space_files_mb": 1})
    filed(alice, closed, "autre.txt")
    with pytest.raises(actions.Full):
        actions.move(alice, what=these(space, big), space=closed, folder=None)
    assert again(big).space == space


def test_readers_do_not_arrange(charlie, gaby, space, binder):
    for actor in (charlie, gaby):
        with pytest.raises(Refused):
            actions.move(actor, what=these(space, binder[2]), space=space, folder=None)


def test_the_page_asks_where_and_goes_there(alice, bob, space, secret, binder, signed_in):
    guide, tools, one, two = binder
    browser = signed_in(bob)
    shown = browser.get(f"/spaces/{space.key}/files/place?d={two.key}&f={guide.key}").text
    assert "deux.txt" in shown and f'value="{tools.key}"' not in shown.split("<select")[1].split("</select>")[0]
    answer = browser.post(f"/spaces/{space.key}/files/place", {"d": one.key, "folder": tools.key})
    assert answer.status_code == 303 and answer.url == queries.folder_address(tools.key, "Outils")
    filed(bob, space, "un.txt")
    refused = browser.post(f"/spaces/{space.key}/files/place", {"d": one.key, "folder": ""})
    assert refused.status_code == 409 and again(one).folder == tools
    stolen = filed(alice, secret, "autre.txt")
    assert browser.post(f"/spaces/{space.key}/files/place", {"d": stolen.key}).status_code == 404
    assert Attachment.objects.filter(thing_kind="document").count() == 4
