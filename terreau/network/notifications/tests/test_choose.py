import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.foundation.policies import actions as policies
from terreau.foundation.policies.names import QUIET_HOURS
from terreau.network.notifications import actions, queries
from terreau.network.notifications.models import Preference, Rhythm
from terreau.network.notifications.queries.words import NAMES

pytestmark = pytest.mark.django_db


def test_what_differs_from_the_start_is_kept_and_told_to_its_person_alone(bob):
    actions.choose(bob, channels={"mention": "digest", "reply": "digest"}, often="weekly", hour=10)
    assert list(Preference.objects.values_list("kind", "channel")) == [("mention", "digest")]
    assert Rhythm.objects.get().next_at.isoweekday() == 1
    assert Activity.objects.get(kind="notifications.settled").data == {"person_id": bob.pk}
    actions.choose(bob, channels={"mention": "mail"}, often="never", hour=10)
    assert not Preference.objects.exists() and Rhythm.objects.get().next_at is None
    assert queries.chosen(bob)["often"] == "never"


def test_choices_that_do_not_exist_are_refused(bob):
    for channels, often, hour in (({"x": "mail"}, "daily", 8), ({}, "hourly", 8), ({}, "daily", 24)):
        with pytest.raises(Refused):
            actions.choose(bob, channels=channels, often=often, hour=hour)


def test_the_page_shows_and_keeps_them_and_says_why_mail_waits(bob, space, signed_in, django_assert_max_num_queries):
    browser = signed_in(bob)
    page = browser.get("/notifications/settings")
    assert page.status_code == 200 and "19\u202fh à 8\u202fh" in page.text and "samedi, dimanche" in page.text
    assert "Qualité produit" in page.text and "Pourquoi" in page.text
    sent = {**{kind: "centre" for kind in NAMES}, "often": "weekly", "hour": "9"}
    assert browser.post("/notifications/settings", sent).status_code == 302
    assert queries.chosen(bob)["mention"] == "centre"
    assert browser.post("/notifications/settings", {**sent, "hour": "99"}).status_code == 422


@pytest.mark.parametrize(("days", "said"), [([], "quel que soit le jour"), ([6, 7], "ni ces jours-là")])
def test_quiet_days_are_said_only_where_there_are_any(bob, operator, signed_in, days, said):
    quiet = {"from": "19:00", "to": "08:00", "days": days}
    policies.set_policy(operator, rule=QUIET_HOURS, value=quiet, source="Accord", place="FR")
    page = signed_in(bob).get("/notifications/settings").content.decode()
    assert said in page.replace("&#39;", "’")
    assert "ces jours-là" in page if days else "ces jours-là" not in page
