import pytest

from terreau.foundation.access.words import Refused
from terreau.network.files import actions, queries
from terreau.network.files.tests.filing import filed, names, these, told

pytestmark = pytest.mark.django_db


def test_it_is_gone_for_everybody_at_once_with_all_that_is_in_it(alice, bob, space, signed_in):
    folder = actions.make_folder(bob, space=space, name="Guide")
    inside, other = filed(bob, space, "un.txt", folder), filed(bob, space, "autre.txt")
    actions.withdraw(alice, what=these(space, folder))
    assert names(bob, space) == ["autre.txt"]
    assert signed_in(bob).get(f"/documents/{inside.key}").status_code == 404
    assert signed_in(bob).get(f"/folders/{folder.key}").status_code == 404
    assert told("files.withdrawn")[0].data["document_ids"] == [inside.pk] and other.pk


def test_who_brought_it_and_those_who_look_after_the_space(alice, bob, charlie, space):
    own, others = filed(bob, space, "un.txt"), filed(alice, space, "deux.txt")
    mixed = actions.make_folder(bob, space=space, name="Mêlé")
    filed(alice, space, "trois.txt", mixed)
    for actor, thing in ((charlie, own), (bob, others), (bob, mixed)):
        with pytest.raises(Refused):
            actions.withdraw(actor, what=these(space, thing))
    actions.withdraw(bob, what=these(space, own))
    actions.withdraw(alice, what=these(space, mixed, others))
    assert names(alice, space) == []


def test_deleting_one_of_three_places_leaves_the_others(alice, space, closed, secret, signed_in):
    one, two, three = (filed(alice, place, content=b"same") for place in (space, closed, secret))
    actions.withdraw(alice, what=these(space, one))
    actions.erase(alice, document=one)
    for left in (two, three):
        assert signed_in(alice).get(f"/documents/{left.key}-plan-txt").status_code == 200
        assert queries.file_of(queries.document_at(alice, left.key)[0]).size == 4


def test_the_button_offers_to_undo_it(bob, space, signed_in):
    document, browser = filed(bob, space), signed_in(bob)
    answer = browser.post(f"/spaces/{space.key}/files/withdrawal", {"d": document.key})
    assert answer.status_code == 303 and "terreau_toast" in answer.cookies
    assert f"/spaces/{space.key}/files/restoration?d={document.key}" in browser.get(
        f"/spaces/{space.key}/files", follow=True
    ).text.replace("&amp;", "&")
    assert browser.post(f"/spaces/{space.key}/files/restoration?d={document.key}").status_code == 303
    assert names(bob, space) == ["plan.txt"]
