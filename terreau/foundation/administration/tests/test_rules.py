"""The rules in force: set by administrators of the whole network, read by everybody."""

import pytest

from terreau.foundation.activity.models import Activity
from terreau.foundation.orgs.models import Duty, Placement
from terreau.foundation.policies.models import Policy
from terreau.foundation.policies.names import QUIET_HOURS, SMALLEST_GROUP
from terreau.foundation.policies.queries import in_force, value
from tests.cast import person, with_duty

pytestmark = pytest.mark.django_db
HERE, QUIET = "/administration/rules", "/administration/rules/quiet_hours"
QUEBEC = {"country": "CA", "subdivision": "ca-qc", "begins": "17:30", "ends": "08:00", "days": ["6", "7"]}


@pytest.fixture
def wanda():
    return with_duty(person("wanda", "Wanda Ross", "FR", language="en"), Duty.ADMINISTRATOR)


def test_a_value_is_put_in_force_told_and_lifted(wanda, alice, signed_in):
    browser = signed_in(wanda)
    assert browser.post(QUIET, {**QUEBEC, "source": "Policy 12"}).status_code == 303
    ruled = in_force(QUIET_HOURS, "CA-QC")
    assert (ruled.value.begins.hour, ruled.place, ruled.source, ruled.by) == (17, "CA-QC", "Policy 12", "Wanda Ross")
    for page in (browser.get(HERE).text, browser.get(f"{QUIET}?place=CA-QC").text):
        assert all(word in page for word in ("Canada (CA-QC)", "17:30", "Policy 12", "by Wanda Ross", "Saturday"))
    assert 'value="17:30"' in browser.get(f"{QUIET}?place=CA-QC").text
    assert browser.post(f"{QUIET}/lifting", {"place": "CA-QC"}).status_code == 303
    assert in_force(QUIET_HOURS, "CA-QC").place == "CA" and "Policy 12" in browser.get(QUIET).text
    kinds = Activity.objects.filter(actor=wanda, kind__startswith="policies.").values_list("kind", flat=True)
    assert list(kinds.order_by("pk")) == ["policies.set", "policies.lifted"]


def test_a_number_of_the_whole_network(wanda, signed_in):
    browser = signed_in(wanda)
    assert browser.post(f"{HERE}/smallest_group", {"amount": "12"}).status_code == 303
    assert (value(SMALLEST_GROUP), in_force(SMALLEST_GROUP).source) == (12, "administration")
    assert "12 people" in browser.get(HERE).text
    for odd in ("4", "1001", "", "many", "7.5"):
        answer = browser.post(f"{HERE}/smallest_group", {"amount": odd})
        assert answer.status_code == 422 and 'class="error"' in answer.text, odd
    assert value(SMALLEST_GROUP) == 12


def test_what_cannot_be_is_said_beside_its_field(wanda, signed_in):
    browser = signed_in(wanda)
    wrong = (
        {"subdivision": "FR-44"},
        {"country": ""},
        {"country": "ZZ"},
        {"begins": "25:00"},
        {"begins": ""},
        {"ends": "17:30"},
        {"days": list("1234567")},
        {"days": ["8"]},
        {"source": "x" * 201},
    )
    for odd in wrong:
        answer = browser.post(QUIET, {**QUEBEC, **odd})
        assert answer.status_code == 422 and 'class="error"' in answer.text, odd
    assert not Policy.objects.exists()
    assert browser.get(f"{QUIET}?place=%22%3E").status_code == 200


def test_who_may_not_set_them_finds_no_page(alice, gaby, dora, operator, wanda, signed_in):
    for who in (alice, gaby, dora):
        browser = signed_in(who)
        assert browser.get(HERE).status_code == browser.get(QUIET).status_code == 404
        assert browser.post(QUIET, QUEBEC).status_code == 404
        assert browser.post(f"{QUIET}/lifting", {"place": ""}).status_code == 404
    for who in (operator, wanda):
        assert signed_in(who).get(f"{HERE}/nothing").status_code == 404
        assert signed_in(who).get(QUIET).status_code == 200
    assert not Policy.objects.exists()


def test_everybody_reads_what_holds_for_them(wanda, alice, gaby, signed_in):
    signed_in(wanda).post(QUIET, {**QUEBEC, "source": "Policy 12"})
    alice.language = "en"
    alice.save(update_fields=["language"])
    assert "Policy 12" not in signed_in(alice).get("/rules").text
    Placement.objects.filter(person=alice).update(country="CA", subdivision="CA-QC")
    page = signed_in(alice).get("/rules").text
    assert "Policy 12" in page and "Canada (CA-QC)" in page and "Wanda" not in page
    assert 'href="/rules"' in signed_in(alice).get("/notifications/settings").text
    assert signed_in(gaby).get("/rules").status_code == 200


def test_what_the_pages_cost(wanda, alice, signed_in, django_assert_max_num_queries):
    for who, address, most in ((wanda, HERE, 13), (wanda, QUIET, 16), (alice, "/rules", 14)):
        browser = signed_in(who)
        browser.get(address)
        with django_assert_max_num_queries(most):
            browser.get(address)
