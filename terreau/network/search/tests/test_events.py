import pytest

from terreau.foundation.activity.pump import pump
from terreau.network.calendar import actions as calendar
from terreau.network.calendar.tests.planning import planned, saying
from terreau.network.search import queries

pytestmark = pytest.mark.django_db


def titles(viewer, text, **narrowed):
    found = queries.search(viewer, text=text, narrowed=queries.Narrowed(**narrowed))
    return [hit.card.title for hit in found.hits]


def test_a01_an_event_is_found_by_who_sees_it_by_title_words_and_place(alice, bob, charlie, secret):
    planned(alice, secret, "Inventaire annuel", body="<p>On compte les paumelles.</p>", place="Salle Merisier")
    pump()
    for text in ("inventaire", "paumelle", "merisier"):
        assert titles(bob, text, kind="event") == ["Inventaire annuel"], text
        assert titles(charlie, text) == [], text


def test_under_its_new_name_once_it_has_one(alice, bob, space):
    event = planned(alice, space, "Inventaire")
    pump()
    calendar.edit(alice, event=event, said=saying("Recensement"))
    pump()
    assert titles(bob, "inventaire") == [] and titles(bob, "recensement") == ["Recensement"]
