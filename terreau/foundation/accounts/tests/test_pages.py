"""The pages of one’s own account."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from terreau.foundation.accounts import queries
from terreau.foundation.accounts.tests.mailed import SignIn, come_in
from terreau.foundation.accounts.urls import CLOSED
from terreau.foundation.activity.models import Receipt
from terreau.foundation.identity.addresses import shortened
from terreau.foundation.identity.models import Person, Session, Token

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1 Version/17.5 Mobile Safari/604.1"
LAPTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0"


def test_my_account_leads_everywhere(bob: Person, signed_in: SignIn) -> None:
    browser = signed_in(bob)
    html = browser.get("/account").content.decode()
    for path in ("/account/address", "/account/password/change/", "/account/2fa/", "/account/sessions"):
        assert f'href="{path}"' in html


def test_devices_in_words(bob: Person, alice: Person, signed_in: SignIn) -> None:
    browser = signed_in(bob)
    signed_in(bob), signed_in(alice)
    other = Session.objects.filter(person=bob).exclude(pk=browser.session.session_key)
    other.update(agent=PHONE, address="192.0.2.77")
    first, second = queries.devices(bob, current=str(browser.session.session_key))
    assert first.current and not second.current
    assert (second.browser, second.system, second.mobile, second.place) == ("Safari", "iPhone", True, "192.0.2.…")
    html = browser.get("/account/sessions").content.decode()
    assert "192.0.2.77" not in html and str(browser.session.session_key) not in html


@pytest.mark.parametrize(
    ("agent", "words"), [(LAPTOP, ("Firefox", "Windows")), (EDGE, ("Edge", "Windows")), ("?", ("", ""))]
)
def test_browsers_are_recognised(agent: str, words: tuple[str, str]) -> None:
    assert (queries.agents.browser_of(agent), queries.agents.system_of(agent)) == words


@pytest.mark.parametrize(
    ("address", "shown"),
    [("192.0.2.77", "192.0.2.…"), ("2001:db8:1:2:3::4", "2001:db8:1:…"), ("::ffff:192.0.2.1", "192.0.2.…"), ("", "")],
)
def test_places_are_shortened(address: str, shown: str) -> None:
    assert shortened(address) == shown


def test_one_device_is_signed_out(bob: Person, signed_in: SignIn) -> None:
    here, there = signed_in(bob), signed_in(bob)
    mark = queries.mark_of(str(there.session.session_key))
    assert here.post("/account/sessions", {"session": mark}).status_code == 303
    assert there.get("/account").status_code == 302
    assert here.get("/account").status_code == 200


def test_every_other_device_is_signed_out(bob: Person, signed_in: SignIn) -> None:
    here, there = signed_in(bob), signed_in(bob)
    here.post("/account/sessions", {"others": "1"})
    assert there.get("/account").status_code == 302 and here.get("/account").status_code == 200


def test_nobody_signs_another_out(bob: Person, alice: Person, signed_in: SignIn) -> None:
    theirs = signed_in(alice)
    mark = queries.mark_of(str(theirs.session.session_key))
    assert signed_in(bob).post("/account/sessions", {"session": mark}).status_code == 404
    assert theirs.get("/account").status_code == 200


def test_a_token_is_shown_once(bob: Person) -> None:
    browser = come_in("bob")
    made = browser.post("/account/tokens", {"name": "Report", "scope": "read", "days": "30"}).content.decode()
    secret = made.partition('id="secret" value="')[2].partition('"')[0]
    assert secret.startswith("terreau_")
    html = browser.get("/account/tokens").content.decode()
    assert "Report" in html and secret not in html
    number = str(Token.objects.get(person=bob).pk)
    assert browser.post("/account/tokens/revocation", {"token": number}).status_code == 303
    assert "Report" not in browser.get("/account/tokens").content.decode()


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "key-1"}])
def test_f01_a_form_sent_twice_makes_one_token_and_its_secret_is_kept_nowhere(
    bob: Person, headers: dict[str, str]
) -> None:
    browser, form = come_in("bob"), {"name": "Report", "scope": "read", "days": "30", "once": "k" * 16}
    made, again = (browser.post("/account/tokens", form, headers=headers) for _ in range(2))
    secret = made.text.partition('id="secret" value="')[2].partition('"')[0]
    assert (again.status_code, again["Location"], again.text) == (303, "/account/tokens", "")
    assert Token.objects.count() == 1 and secret.startswith("terreau_")
    assert secret not in str(list(Receipt.objects.values())) and Receipt.objects.get().body == ""


def test_what_the_entrance_answers_is_kept_nowhere(bob: Person) -> None:
    browser, headers = come_in("bob"), {"Idempotency-Key": "key-1"}
    for path in ("2fa/totp/activate/", "2fa/recovery-codes/generate/", "password/change/", "reauthenticate/"):
        browser.post(f"/account/{path}", {"once": "k" * 16, "code": "1", "password": "x"}, headers=headers)
    assert not Receipt.objects.exists()


def test_an_old_session_proves_itself_before_a_token_is_made(bob: Person, signed_in: SignIn) -> None:
    answer = signed_in(bob).post("/account/tokens", {"name": "x", "scope": "read", "days": "30"})
    assert answer.status_code == 302 and not Token.objects.exists()


@pytest.mark.parametrize("number", ["1", "x", "²", ""])
def test_nobody_revokes_another_s_token(alice: Person, bob: Person, signed_in: SignIn, number: str) -> None:
    Token.objects.create(pk=1, person=alice, digest="x", expires_at="2100-01-01T00:00:00Z")
    assert signed_in(bob).post("/account/tokens/revocation", {"token": number}).status_code == 404
    assert Token.objects.get(pk=1).revoked_at is None


def test_a_wrong_token_form_keeps_what_was_typed(bob: Person) -> None:
    answer = come_in("bob").post("/account/tokens", {"name": "Report", "scope": "all", "days": "9"})
    assert answer.status_code == 422 and "Report" in answer.content.decode() and not Token.objects.exists()


@pytest.mark.parametrize("path", [*CLOSED, "confirm-email/MQ:key/", "email/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_doors_that_do_not_exist(bob: Person, signed_in: SignIn, path: str, method: str) -> None:
    for browser in (Client(), signed_in(bob)):
        assert getattr(browser, method)(f"/account/{path}").status_code == 404


def test_pages_cost_a_fixed_number_of_queries(
    bob: Person, signed_in: SignIn, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for _ in range(3):
        signed_in(bob)
    with django_assert_num_queries(1):
        queries.devices(bob)
    with django_assert_num_queries(2):
        queries.summary(bob)
