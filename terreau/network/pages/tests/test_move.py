import pytest

from terreau.foundation.access.words import Refused
from terreau.network.pages import actions
from terreau.network.pages.models import Page
from terreau.network.pages.tests.writing import again, told, written

pytestmark = pytest.mark.django_db


def test_a_page_goes_to_another_space_with_all_below_and_its_address_stays(alice, charlie, space, secret, signed_in):
    top = written(alice, space)
    below = written(alice, space, "Dessous", parent=top)
    actions.move(alice, page=top, space=secret)
    assert {again(page).space for page in (top, below)} == {secret} and again(below).parent == top
    assert told("pages.moved")[0].data == {"from_space_id": space.pk, "page_ids": [top.pk, below.pk], "post_ids": []}
    old = f"/pages/{top.key}-guide-de-pose"
    assert signed_in(alice).get(old).status_code == 200
    assert signed_in(charlie).get(old).status_code == 404


def test_an_address_with_the_words_of_long_ago_leads_to_the_page(alice, space, closed, signed_in):
    page = written(alice, space, "Ancien nom")
    page = actions.edit(alice, page=page, since=1, title="Nouveau nom", body="<p>x</p>")
    actions.move(alice, page=page, space=closed)
    answer = signed_in(alice).get(f"/pages/{page.key}-ancien-nom")
    assert (answer.status_code, answer["Location"]) == (301, f"/pages/{page.key}-nouveau-nom")


def test_keepers_move_and_owners_their_own_page_out_of_an_open_space(alice, bob, charlie, space, closed):
    own, others = written(bob, space), written(alice, space)
    assert actions.move(bob, page=own, space=closed).space == closed
    for actor, page, target in ((bob, others, closed), (bob, again(own), space), (charlie, others, closed)):
        with pytest.raises(Refused):
            actions.move(actor, page=page, space=target)


def test_nothing_moves_where_one_may_not_write(alice, charlie, space):
    elsewhere = Page.objects.none()
    page = written(alice, space)
    space_of_charlie = type(space).objects.create(name="Ailleurs", created_by=charlie)
    with pytest.raises(Refused):
        actions.move(alice, page=page, space=space_of_charlie)
    assert not elsewhere.exists() and again(page).space == space
