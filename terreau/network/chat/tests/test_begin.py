import pytest
from django.utils import timezone, translation

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.network.chat import actions, queries, rules
from terreau.network.chat.models import Conversation
from terreau.network.chat.tests.groups import group, words
from terreau.network.people.actions import edit_profile
from terreau.network.spaces.models import Membership
from tests.cast import person

pytestmark = pytest.mark.django_db


def test_everybody_finds_it_unread_and_the_beginning_is_said(alice, bob, charlie):
    talk = group(alice, bob, charlie)
    with translation.override("en"):
        assert words(bob, talk) == ["[Alice Vasseur began this conversation with Bob Delorme and Charlie Nowak]"]
    assert [queries.unread_count(one) for one in (alice, bob, charlie)] == [0, 1, 1]
    assert [row.title for row in queries.conversations(bob).rows] == ["Palettes"]
    (told,) = Activity.objects.filter(kind="chat.begun")
    assert told.data == {"conversation_id": talk.pk, "others": [bob.pk, charlie.pk]}


def test_without_a_name_it_is_called_by_those_in_it(alice, bob, charlie, dora, paul):
    group(alice, bob, charlie, name="")
    group(alice, bob, charlie, dora, paul, name="")
    with translation.override("en"):
        assert [row.title for row in queries.conversations(alice).rows] == [
            "Bob, Charlie, Dora and 1 other",
            "Bob and Charlie",
        ]


def test_two_groups_of_the_same_people_are_two(alice, bob, charlie):
    assert group(alice, bob, charlie).pk != group(alice, bob, charlie).pk
    assert actions.write_to(alice, person=bob, body="<p>x</p>").conversation_id not in {
        one.pk for one in Conversation.objects.filter(first=None)
    }


def test_a_guest_only_among_people_of_common_spaces(alice, bob, charlie, gaby, space):
    Membership.objects.create(space=space, person=gaby, role="guest")
    group(alice, bob, gaby)
    with pytest.raises(Refused):
        group(alice, charlie, gaby)
    with pytest.raises(Refused):
        group(gaby, bob, charlie)
    assert group(gaby, alice, bob)


@pytest.mark.parametrize("fields", [{"left_at": timezone.now()}, {"suspended_at": timezone.now()}, {"joined_at": None}])
def test_nobody_who_is_not_here(alice, bob, charlie, fields):
    Person.objects.filter(pk=charlie.pk).update(**fields)
    with pytest.raises(Refused):
        group(alice, bob, Person.objects.get(pk=charlie.pk))
    assert not Conversation.objects.exists()


def test_nobody_alone_and_not_more_than_a_hundred(alice):
    with pytest.raises(Refused):
        group(alice, alice)
    many = [person(f"p{number}", f"Person {number}", "FR") for number in range(rules.MOST)]
    with pytest.raises(Refused):
        group(alice, *many)
    assert group(alice, *many[: rules.MOST - 1])


def test_a_name_without_what_deceives(alice, bob, charlie):
    assert group(alice, bob, charlie, name="Pal\u202eettes\u200b \n du  lundi").name == "Palettes du lundi"


def test_without_script_people_are_looked_for_ticked_and_written_to(alice, bob, charlie, signed_in):
    for one in (bob, charlie):
        edit_profile(one, person=one)
    browser = signed_in(alice)
    page = browser.post("/conversations/new/group", {"who": "char", "person": [bob.key], "act": "find"}).text
    assert f'value="{charlie.key}"' in page and f'value="{bob.key}" checked' in page
    assert browser.post("/conversations/new/group", {"name": "Palettes"}).status_code == 422
    one = browser.post("/conversations/new/group", {"person": [bob.key]})
    assert one.status_code == 302 and one.url == f"/conversations/new?to={bob.key}"
    both = browser.post("/conversations/new/group", {"person": [bob.key, charlie.key], "name": "Palettes"})
    assert browser.get(both.url).status_code == 200
    assert "Palettes" in signed_in(charlie).get("/conversations").text


def test_what_it_costs(alice, bob, charlie, dora, django_assert_num_queries):
    with django_assert_num_queries(15):
        group(alice, bob, charlie, dora)
