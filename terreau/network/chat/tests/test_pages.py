"""The list, one conversation and its stretches, without script and as htmx asks, and what they cost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from terreau.foundation.identity.models import Person
from terreau.network.chat import actions, queries
from terreau.network.chat.models import Conversation, Message, Participant
from terreau.network.people.actions import edit_profile
from tests.cast import person

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def talk(alice, bob):
    return actions.write_to(alice, person=bob, body="<p>Bonjour</p>").conversation


def say_many(talk, author, count):
    """A long conversation, written straight to the tables."""
    start = timezone.now() - timedelta(days=2)
    rows = [
        Message(
            conversation=talk, number=n, author=author, body=f"<p>mot {n}.</p>", sent_at=start + timedelta(minutes=n)
        )
        for n in range(2, count + 1)
    ]
    Message.objects.bulk_create(rows)
    Conversation.objects.filter(pk=talk.pk).update(last_number=count)


def test_without_script_one_writes_and_reads(alice, bob, signed_in):
    browser = signed_in(alice)
    assert f'name="to" value="{bob.key}"' in browser.get(f"/conversations/new?to={bob.key}").text
    answer = browser.post("/conversations/new", {"to": bob.key, "body": "Bonjour\nà 14 h ?"})
    assert answer.status_code == 303
    page = browser.get(answer.url.partition("#")[0]).text
    assert "Bonjour<br>à 14 h ?" in page and 'id="m-1"' in page
    key = Conversation.objects.get().key
    answer = signed_in(bob).post(f"/conversations/{key}/messages", {"body": "Oui"})
    assert answer.status_code == 303 and answer.url == f"/conversations/{key}#m-2"
    assert browser.get(f"/conversations/new?to={bob.key}").url == f"/conversations/{key}#latest"
    listed = browser.get("/conversations").text
    assert "Bob Delorme" in listed and "Oui" in listed


def test_for_everybody_else_it_is_absent(talk, charlie, dora, signed_in):
    for outsider in (charlie, dora):
        browser = signed_in(outsider)
        for path in (f"/conversations/{talk.key}", "/conversations/zzzzzz"):
            assert browser.get(path).status_code == 404
        assert browser.post(f"/conversations/{talk.key}/messages", {"body": "x"}).status_code == 404
        assert "Bonjour" not in browser.get("/conversations").text


def test_an_empty_message_says_so_and_keeps_the_page(talk, alice, signed_in):
    answer = signed_in(alice).post(f"/conversations/{talk.key}/messages", {"body": "  \n "})
    assert answer.status_code == 422 and "id_body_error" in answer.text and "Bonjour" in answer.text
    assert Message.objects.count() == 1


def test_every_message_is_met_once_on_the_way_up(talk, alice, bob, signed_in):
    say_many(talk, bob, 205)
    (found,) = queries.conversation_at(alice, talk.key)
    met, before = [], None
    while True:
        page = queries.page_of(alice, found, before=before)
        met = [one.number for one in page.messages] + met
        before = page.earlier
        if before is None:
            break
    assert met == list(range(1, 206))
    newest = signed_in(alice).get(f"/conversations/{talk.key}").text
    assert "mot 205." in newest and "mot 166." in newest and "mot 165." not in newest and "before=166" in newest
    above = signed_in(alice).get(f"/conversations/{talk.key}?before=166", headers=HTMX).text
    assert "mot 165." in above and "mot 166." not in above and "<html" not in above


def test_what_came_since_is_joined_and_what_one_sends_too(talk, alice, bob, signed_in):
    actions.send(bob, conversation=talk, body="<p>Deux</p>")
    browser = signed_in(alice)
    part = browser.get(f"/conversations/{talk.key}?after=1", headers=HTMX).text
    assert "Deux" in part and "Bonjour" not in part and 'data-upto="2"' in part
    part = browser.post(f"/conversations/{talk.key}/messages", {"body": "Trois", "after": "1"}, headers=HTMX).text
    assert "Deux" in part and "Trois" in part and 'data-upto="3"' in part and "<html" not in part


def test_a_leaver_is_named_and_nothing_can_be_sent(talk, alice, bob, signed_in):
    Person.objects.filter(pk=bob.pk).update(left_at=timezone.now())
    page = signed_in(alice).get(f"/conversations/{talk.key}").text
    assert "a quitté l’entreprise" in page and "Bonjour" in page and "data-talk-box" not in page
    assert signed_in(alice).post(f"/conversations/{talk.key}/messages", {"body": "x"}).status_code == 403


def test_only_people_one_may_write_to_are_found(alice, bob, charlie, gaby, space, signed_in):
    for one in (alice, bob, charlie, gaby):
        edit_profile(one, person=one)
    assert "Gaby" not in signed_in(charlie).get("/conversations/new?text=gaby").text
    assert "Bob Delorme" in signed_in(charlie).get("/conversations/new?text=bob").text
    assert "Bob Delorme" not in signed_in(gaby).get("/conversations/new?text=bob").text


def test_pages_cost_the_same_for_one_and_for_many(talk, alice, bob, signed_in, django_assert_num_queries):
    for number in range(35):
        actions.write_to(person(f"p{number}", f"Person {number}", "FR"), person=alice, body="<p>x</p>")
    say_many(talk, bob, 300)
    with django_assert_num_queries(2):
        listing = queries.conversations(alice)
    assert len(listing.rows) == 30
    with django_assert_num_queries(2):
        assert len(queries.conversations(alice, before=listing.next).rows) == 6
    (found,) = queries.conversation_at(alice, talk.key)
    with django_assert_num_queries(2):
        queries.page_of(alice, found)
    with django_assert_num_queries(1):
        assert queries.unread_count(alice) == 36
    assert Participant.objects.count() == 72
