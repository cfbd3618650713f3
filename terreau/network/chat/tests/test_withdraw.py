import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.identity.models import Person
from terreau.network.chat import actions, cards, queries
from terreau.network.chat.tests.groups import again

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(alice, bob):
    return actions.write_to(alice, person=bob, body="<p>À ne pas dire</p>")


def test_its_place_stays_and_its_words_are_shown_to_nobody(said, alice, bob, signed_in):
    answered = actions.send(bob, conversation=said.conversation, body="<p>Ah ?</p>", answers=said)
    actions.withdraw(alice, message=said)
    for who in (alice, bob):
        browser = signed_in(who)
        for path in ("", "?around=1", "?reply=1", f"/messages/{answered.number}"):
            page = browser.get(f"/conversations/{said.conversation.key}{path}").text
            assert "À ne pas dire" not in page and "Message retiré" in page
        for path in ("", "/versions"):
            assert browser.get(f"/conversations/{said.conversation.key}/messages/1{path}").status_code == 404
    assert cards.entries([said.pk]) == [] and cards.visible(bob, [said.pk]) == set()
    assert "À ne pas dire" not in signed_in(bob).get("/conversations").text


def test_only_by_its_author_also_when_nobody_can_be_reached(said, alice, bob):
    with pytest.raises(Refused):
        actions.withdraw(bob, message=said)
    Person.objects.filter(pk=bob.pk).update(left_at=timezone.now())
    actions.withdraw(alice, message=said)
    assert queries.message_at(alice, said.conversation.key, 1) == []


def test_by_the_page_with_an_undo(said, alice, signed_in):
    browser, place = signed_in(alice), f"/conversations/{said.conversation.key}"
    answer = browser.post(f"{place}/messages/1/withdrawal")
    assert answer.status_code == 303
    page = browser.get(answer.url.partition("#")[0]).text
    assert f'formaction="{place}/messages/1/restoration"' in page
    assert browser.post(f"{place}/messages/1/restoration").status_code == 303
    assert "À ne pas dire" in browser.get(place).text


def test_twice_is_once(said, alice):
    for _turn in range(2):
        actions.withdraw(alice, message=said)
    assert again(said.conversation).last_number == 1
