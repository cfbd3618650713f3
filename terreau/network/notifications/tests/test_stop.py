import pytest
from django.test import Client

from terreau.foundation.access.words import Absent, Refused
from terreau.network.notifications import actions, queries
from terreau.network.notifications.queries.letters import token

pytestmark = pytest.mark.django_db


def test_one_press_without_signing_in_stops_one_sort_of_mail(bob, dora):
    """RFC 8058: the mail program posts, without a cookie, a token of the page or a question."""
    path = f"/notifications/unsubscribe/{token(bob.pk, 'mention')}"
    browser = Client(enforce_csrf_checks=True)
    assert browser.get(path).status_code == 200 and queries.chosen(bob)["mention"] == "mail"
    for _twice in range(2):
        assert browser.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert queries.chosen(bob)["mention"] == "centre" and queries.chosen(bob)["kudos"] == "mail"
    assert queries.chosen(dora)["mention"] == "mail"


def test_the_digest_and_all_mail_at_once(bob):
    browser = Client()
    browser.post(f"/notifications/unsubscribe/{token(bob.pk, 'digest')}")
    assert queries.chosen(bob)["often"] == "never"
    browser.post(f"/notifications/unsubscribe/{token(bob.pk, 'at_once')}")
    assert "mail" not in {queries.chosen(bob)[kind] for kind in ("mention", "kudos", "invitation", "post")}
    assert queries.chosen(bob)["reply"] == "digest"


def test_a_link_that_we_did_not_sign_leads_nowhere(bob):
    good = token(bob.pk, "mention")
    for bad in ("x", good[:-2] + "aa", good.replace(":", "", 1)):
        assert Client().get(f"/notifications/unsubscribe/{bad}").status_code == 404
        assert Client().post(f"/notifications/unsubscribe/{bad}").status_code == 404


def test_only_for_oneself_and_only_what_exists(bob, dora):
    with pytest.raises(Refused):
        actions.stop(dora, person_id=bob.pk, stops="digest")
    with pytest.raises(Absent):
        actions.stop(bob, person_id=bob.pk, stops="everything")


def test_what_waits_in_no_mail_stays_as_it_is(bob):
    actions.choose(bob, channels={"mention": "nothing"}, often="daily", hour=8)
    actions.stop(bob, person_id=bob.pk, stops="mention")
    assert queries.chosen(bob)["mention"] == "nothing"
