"""Secret addresses for calendar programs: whose rights they have, and that they show nothing more."""

import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.identity.models import Person
from terreau.network.calendar import actions
from terreau.network.calendar.models import Feed
from terreau.network.calendar.tests.planning import planned, saying, told
from terreau.network.spaces import actions as spaces
from terreau.network.spaces.models import Membership

pytestmark = pytest.mark.django_db


def opened(person, holds="mine", space=None):
    return f"/calendar/feeds/{actions.open_feed(person, holds=holds, space=space)[1]}.ics"


def titles(client, path):
    answer = client.get(path)
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
    lines = answer.content.replace(b"\r\n ", b"").decode().split("\r\n")
    return [line.partition(":")[2] for line in lines if line.startswith("SUMMARY:")]


def test_it_opens_without_a_session_what_its_person_sees(alice, bob, space, secret, client):
    planned(alice, space, "ouvert"), planned(alice, secret, "secret")
    assert sorted(titles(client, opened(bob))) == ["ouvert", "secret"]
    assert titles(client, opened(bob, "space", secret)) == ["secret"]
    assert told("calendar.feed_opened")[0].actor_id == bob.pk


def test_it_holds_what_one_comes_to_and_never_what_one_declines(alice, bob, charlie, space, client):
    one, two, three = (planned(alice, space, title) for title in ("un", "deux", "trois"))
    actions.answer(bob, event=one, choice="yes"), actions.answer(bob, event=two, choice="no")
    assert titles(client, opened(bob, "coming")) == ["un"]
    assert sorted(titles(client, opened(bob))) == ["trois", "un"]
    actions.answer(charlie, event=three, choice="perhaps")
    assert titles(client, opened(charlie)) == ["trois"], "of a space that Charlie is not in"


def test_the_secret_is_kept_nowhere(bob):
    feed, secret = actions.open_feed(bob, holds="mine")
    feed.refresh_from_db()
    assert secret not in {str(value) for value in feed.__dict__.values()} and len(secret) > 50


def test_a28_rights_are_asked_at_each_fetch(alice, bob, secret, client):
    planned(alice, secret)
    mine, its = opened(bob), opened(bob, "space", secret)
    assert titles(client, mine) and titles(client, its)
    spaces.leave(bob, space=secret)
    assert titles(client, mine) == [] and client.get(its).status_code == 404


def test_a28_nobody_opens_a_feed_of_what_they_do_not_read(charlie, gaby, space, secret):
    for actor, place in ((charlie, secret), (gaby, space)):
        with pytest.raises(Refused):
            actions.open_feed(actor, holds="space", space=place)
    for holds, place in (("space", None), ("mine", space), ("all", None)):
        with pytest.raises(Refused):
            actions.open_feed(charlie, holds=holds, space=place)


def test_b03_who_may_no_longer_come_in_gets_nothing(alice, bob, space, client):
    planned(alice, space)
    path = opened(bob)
    Person.objects.filter(pk=bob.pk).update(suspended_at=timezone.now())
    assert client.get(path).status_code == 404


def test_another_secret_or_none_opens_nothing(bob, client):
    path = opened(bob)
    for wrong in (path.replace(".ics", "x.ics"), path.replace("terreau_calendar_", ""), "/calendar/feeds/x.ics"):
        assert client.get(wrong).status_code == 404
    assert client.get(f"/calendar/feeds/{Feed.objects.get().digest}.ics").status_code == 404


def test_a_call_off_is_told_and_a_newer_copy_has_a_higher_number(alice, bob, space, client):
    event, path = planned(alice, space), opened(bob)
    before = client.get(path)
    assert b"SEQUENCE:1" in before.content and b"STATUS:CONFIRMED" in before.content
    assert client.get(path, headers={"If-None-Match": before["ETag"]}).status_code == 304
    event = actions.edit(alice, event=event, said=saying("Autre titre"))
    actions.call_off(alice, event=event)
    after = client.get(path)
    assert b"SEQUENCE:3" in after.content and b"STATUS:CANCELLED" in after.content


def test_a_guest_reads_their_spaces_and_no_other(alice, gaby, space, closed, client):
    planned(alice, space, "ouvert"), planned(alice, closed, "fermé")
    Membership.objects.create(space=closed, person=gaby, role="guest")
    assert titles(client, opened(gaby)) == ["fermé"]


def test_one_event_is_a_file_for_who_sees_it(alice, bob, charlie, secret, signed_in):
    event = planned(alice, secret, "Réunion, à huis clos", place="Salle 3; étage 2")
    answer = signed_in(bob).get(f"/events/{event.key}/event.ics")
    assert b"SUMMARY:R\xc3\xa9union\\, \xc3\xa0 huis clos\r\n" in answer.content
    assert b"LOCATION:Salle 3\\; \xc3\xa9tage 2" in answer.content and "attachment" in answer["Content-Disposition"]
    assert signed_in(charlie).get(f"/events/{event.key}/event.ics").status_code == 404


def test_the_page_shows_the_secret_once_and_lists_what_is_in_force(bob, space, secret, signed_in):
    them = signed_in(bob)
    page = them.post("/calendar/feeds", {"what": secret.key}).content.decode()
    assert "/calendar/feeds/terreau_calendar_" in page
    assert "terreau_calendar_" not in them.get("/calendar/feeds").content.decode()
    secret.memberships.filter(person=bob).delete()
    page = them.get("/calendar/feeds").content.decode()
    assert secret.name not in page, "the name of a space that one does not read any more is gone"


def test_a_space_one_does_not_read_is_no_choice(charlie, secret, signed_in):
    them = signed_in(charlie)
    assert them.post("/calendar/feeds", {"what": secret.key}).status_code == 404
    assert them.get(f"/calendar/feeds?space={secret.key}").status_code == 404


def test_not_twenty_one(bob):
    for _ in range(20):
        opened(bob)
    with pytest.raises(Refused):
        opened(bob)
