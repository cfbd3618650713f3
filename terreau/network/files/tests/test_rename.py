import pytest

from terreau.foundation.access.words import Refused
from terreau.network.files import actions
from terreau.network.files.tests.filing import again, filed, folder_again, told

pytestmark = pytest.mark.django_db


def test_a_file_is_called_otherwise_at_the_same_address_also_when_it_is_downloaded(alice, bob, space, signed_in):
    document = filed(alice, space)
    renamed = actions.rename(bob, thing=document, name="Gabarit mélèze.txt")
    assert (renamed.key, renamed.name) == (document.key, "Gabarit mélèze.txt")
    assert again(document).attachment.name == "Gabarit mélèze.txt"
    led = signed_in(bob).get(f"/documents/{document.key}-plan-txt")
    assert (led.status_code, led.url) == (301, f"/documents/{document.key}-gabarit-meleze-txt")
    assert told("files.renamed")[0].thing_kind == "document"


def test_the_ending_is_kept_where_none_is_given(alice, space):
    document = filed(alice, space)
    assert actions.rename(alice, thing=document, name="Gabarit").name == "Gabarit.txt"
    assert actions.rename(alice, thing=document, name="Gabarit.md").name == "Gabarit.md"


def test_a_name_that_is_taken_is_not_given_twice_but_its_own_case_may_change(alice, space):
    document, _other = filed(alice, space, "un.txt"), filed(alice, space, "Deux.txt")
    with pytest.raises(actions.Taken):
        actions.rename(alice, thing=document, name="DEUX.txt")
    assert actions.rename(alice, thing=document, name="UN.txt").name == "UN.txt"


def test_a_folder_too_and_what_is_in_one(bob, space):
    folder = actions.make_folder(bob, space=space, name="Méthodes")
    inside = actions.make_folder(bob, space=space, name="Un", parent=folder)
    assert actions.rename(bob, thing=folder_again(inside), name="Deux").name == "Deux"
    assert actions.rename(bob, thing=filed(bob, space, "a.txt", folder), name="b.txt").name == "b.txt"
    actions.rename(bob, thing=folder, name="Méthodes v2.1")
    assert folder_again(folder).name == "Méthodes v2.1"


def test_readers_do_not(alice, charlie, space):
    folder = actions.make_folder(alice, space=space, name="Méthodes")
    for thing in (filed(alice, space), folder):
        with pytest.raises(Refused):
            actions.rename(charlie, thing=thing, name="x.txt")


def test_the_page_says_what_is_taken(bob, space, signed_in):
    document, browser = filed(bob, space), signed_in(bob)
    filed(bob, space, "pris.txt")
    assert browser.get(f"/documents/{document.key}/name").status_code == 200
    answer = browser.post(f"/documents/{document.key}/name", {"name": "PRIS.txt"})
    assert answer.status_code == 409 and 'value="PRIS.txt"' in answer.text
    folder = actions.make_folder(bob, space=space, name="Un")
    assert browser.post(f"/folders/{folder.key}/name", {"name": "pris.txt"}).status_code == 409
    assert browser.post(f"/folders/{folder.key}/name", {"name": "Deux"}).status_code == 303
