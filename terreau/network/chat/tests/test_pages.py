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
        page = queries.page_of(alice, queries.talk(alice, found), before=before)
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
    said = {"body": "Trois", "after": "1", "changed": "0"}
    part = browser.post(f"/conversations/{talk.key}/messages", said, headers=HTMX).text
    assert "Deux" in part and "Trois" in part and 'data-upto="3"' in part and "<html" not in part


def test_every_message_is_met_once_on_the_way_down_too(talk, alice, bob):
    say_many(talk, bob, 205)
    (found,) = queries.conversation_at(alice, talk.key)
    there = queries.talk(alice, found)
    page = queries.page_of(alice, there, around=90)
    assert [page.messages[0].number, page.messages[-1].number] == [71, 110]
    met = [one.number for one in page.messages]
    while page.later is not None:
        page = queries.following(alice, there, after=page.later)
        met += [one.number for one in page.messages]
    assert met == list(range(71, 206))


def test_the_address_of_a_message_opens_its_place_and_the_box_sends_as_any_form(talk, alice, bob, signed_in):
    say_many(talk, bob, 205)
    browser = signed_in(alice)
    page = browser.get(f"/conversations/{talk.key}?around=90").text
    assert 'id="m-90"' in page and "before=71" in page and "later=110" in page
    assert 'id="latest"' not in page and "data-talk-box" in page and "hx-post" not in page
    part = browser.get(f"/conversations/{talk.key}?later=180", headers=HTMX).text
    assert 'id="m-181"' in part and 'id="latest"' in part and "before=" not in part
    for odd in ("x", "-1", "1" * 19):
        assert browser.get(f"/conversations/{talk.key}?around={odd}").status_code == 404
    assert browser.get(f"/conversations/{talk.key}?around={'9' * 18}").status_code == 200


def test_one_message_alone_with_what_can_be_done(talk, alice, bob, signed_in):
    place = f"/conversations/{talk.key}/messages/1"
    mine, theirs = signed_in(alice).get(place).text, signed_in(bob).get(place).text
    assert f"{place}/withdrawal" in mine and f"{place}/edit" in mine
    assert f"{place}/withdrawal" not in theirs and f"{place}/reaction" in theirs
    part = signed_in(bob).get(place, headers=HTMX).text
    assert "reply=1" in part and "<html" not in part
    assert signed_in(bob).get(f"/conversations/{talk.key}/messages/2").status_code == 404


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
        queries.page_of(alice, queries.talk(alice, found))
    with django_assert_num_queries(1):
        assert queries.unread_count(alice) == 36
    assert Participant.objects.count() == 72
