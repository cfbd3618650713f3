from datetime import UTC, datetime

import pytest
from django.utils import timezone

from terreau.network.notifications import queries
from terreau.network.notifications.models import Preference, Rhythm
from terreau.network.people.models import SpokenLanguage
from terreau.network.spaces.models import Membership
from tests.cast import person, space_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def at(moment, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: moment)


def join(space, level, *people):
    Membership.objects.bulk_create([Membership(space=space, person=one, level=level) for one in people])


def ways(found):
    return found.visit, found.digest, found.mail, found.apart


def test_each_member_is_counted_once_by_the_way_they_chose(alice, bob, charlie, dora, paul, rita, space, monkeypatch):
    at(NOON, monkeypatch)
    join(space, "all", charlie, dora)
    join(space, "none", paul)
    join(space, "mentions", rita)
    Preference.objects.create(person=dora, kind="post", channel="centre")
    assert ways(queries.reach(alice, space=space, kind="message")) == (1, 1, 1, 2)
    Rhythm.objects.create(person=bob, often="never")
    assert ways(queries.reach(alice, space=space, kind="message")) == (2, 0, 1, 2)
    assert queries.reach(alice, space=space, kind="message").people == 3


def test_who_is_named_gets_mail_if_they_may_read_it_and_is_counted_once(alice, bob, charlie, gaby, secret, monkeypatch):
    at(NOON, monkeypatch)
    keys = [bob.key, charlie.key, gaby.key, "nobody"]
    assert ways(queries.reach(alice, space=secret, kind="message", mentions=keys)) == (0, 0, 1, 0)
    type(bob).objects.filter(pk=bob.pk).update(email=None)
    assert ways(queries.reach(alice, space=secret, kind="message", mentions=keys)) == (1, 0, 0, 0)


def test_a07_a_guest_learns_nothing_of_colleagues_they_do_not_know(alice, bob, charlie, gaby, monkeypatch):
    at(NOON, monkeypatch)
    place = space_of(alice, bob, gaby)
    alone = ways(queries.reach(gaby, space=place, kind="message"))
    assert ways(queries.reach(gaby, space=place, kind="message", mentions=[charlie.key])) == alone
    assert ways(queries.reach(gaby, space=place, kind="message", mentions=[bob.key])) != alone
    without = ways(queries.reach(alice, space=place, kind="message"))
    assert ways(queries.reach(alice, space=place, kind="message", mentions=[charlie.key])) != without


def test_mail_in_quiet_hours_is_said_with_the_hour_at_which_it_leaves(alice, charlie, dora, space, monkeypatch):
    """Half past six in the evening: quiet in Warsaw (from 18:00 to 07:00), not yet in Paris."""
    at(datetime(2026, 11, 25, 17, 30, tzinfo=UTC), monkeypatch)
    join(space, "all", charlie, dora)
    found = queries.reach(alice, space=space, kind="message")
    assert (found.mail, found.resting, found.awake.hour) == (2, 1, 7)
    at(datetime(2026, 11, 25, 23, 0, tzinfo=UTC), monkeypatch)
    found = queries.reach(alice, space=space, kind="message")
    assert (found.resting, found.awake) == (2, None)


def test_a_space_of_very_many_costs_the_same_questions(alice, space, monkeypatch, django_assert_num_queries):
    at(NOON, monkeypatch)
    join(space, "digest", *[person(f"p{number}", f"P {number}", "FR") for number in range(40)])
    with django_assert_num_queries(2):
        found = queries.reach(alice, space=space, kind="message")
    assert ways(found) == (0, 41, 0, 0)


def test_a_required_reading_reaches_every_member_and_a_minor_change_nobody(alice, bob, charlie, space, monkeypatch):
    at(NOON, monkeypatch)
    join(space, "none", charlie)
    assert ways(queries.reach(alice, space=space, kind="announcement")) == (0, 1, 0, 1)
    assert ways(queries.reach(alice, space=space, kind="announcement", required=True)) == (0, 2, 0, 0)
    assert queries.reach(alice, space=space, kind="message", minor=True, mentions=[bob.key]).people == 0


def test_the_composer_asks_and_its_button_says_for_how_many(alice, bob, charlie, space, signed_in):
    browser = signed_in(alice)
    page = browser.get(f"/posts/new?space={space.key}").text
    assert 'hx-get="/reach"' in page and 'id="send-words"' in page
    join(space, "none", charlie)
    asked = {"space": space.key, "kind": "announcement", "required": "on"}
    alone = browser.get("/reach", asked, headers={"HX-Request": "true"}).text
    assert 'id="send-words" hx-swap-oob="true">Publier pour 2 personnes<' in alone
    asked["kind"] = "message"
    assert "Publier pour 1 personne<" in browser.get("/reach", asked, headers={"HX-Request": "true"}).text
    silent = browser.get("/reach", {**asked, "minor": "on"}, headers={"HX-Request": "true"}).text
    assert "Publier sans prévenir personne" in silent
    assert "send-words" not in browser.get("/reach", asked).text


def test_the_fragment_says_it_and_is_absent_where_one_may_not_write(
    alice, bob, charlie, space, secret, signed_in, monkeypatch
):
    at(NOON, monkeypatch)
    asked = {"space": space.key, "kind": "announcement", "mention": [bob.key]}
    page = signed_in(alice).get("/reach", asked, headers={"HX-Request": "true"})
    assert "Cette annonce touchera 1 personne, 1 par courriel" in page.text and 'data-reached="1"' in page.text
    assert "Bob" not in page.text
    for key in (secret.key, "nowhere", space.key):
        assert signed_in(charlie).get("/reach", {"space": key}).status_code == 404
    assert signed_in(alice).get("/reach", {"space": space.key, "kind": "x"}).status_code == 404
    alone = space_of(charlie, name="Seul")
    assert "Nobody is told" in signed_in(charlie).get("/reach", {"space": alone.key}).text


def speak(who, *languages, language="en"):
    type(who).objects.filter(pk=who.pk).update(language=language)
    SpokenLanguage.objects.bulk_create([SpokenLanguage(person=who, language=one) for one in languages])


def test_who_reads_another_language_than_the_announcement_s(
    alice, bob, charlie, dora, paul, rita, space, django_assert_num_queries
):
    join(space, "digest", charlie, dora, paul, rita)
    type(bob).objects.update(language="fr")
    assert queries.beside(alice, space) is None, "everybody reads French"
    speak(bob, "de")
    speak(charlie, "de", "pl")
    speak(dora, "fr", "de")
    speak(rita, language="en")
    with django_assert_num_queries(2):
        found = queries.beside(alice, space)
    assert found == queries.Beside("French", "German", 2)


def test_the_page_tells_of_it_for_announcements_and_counts_who_is_named(alice, bob, charlie, space, signed_in):
    speak(bob, "de")
    browser, asked = signed_in(alice), f"/reach?space={space.key}"
    said = "l’annonce n’existe qu’en français, 1 destinataire lit l’allemand."
    assert said in browser.get(f"{asked}&kind=announcement").text
    assert said not in browser.get(f"{asked}&kind=message").text
    for kind, field, mails in (("message", "mention", 1), ("kudos", "thanked", 1), ("message", "thanked", 0)):
        page = browser.get(f"{asked}&kind={kind}&{field}={charlie.key}").text
        assert f", {mails} par courriel" in page, (kind, field)
