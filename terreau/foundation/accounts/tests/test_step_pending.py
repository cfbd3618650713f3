"""C08: between the password and the second factor nobody has come in, whichever door is tried."""

import secrets

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.test import Client

from terreau.foundation.identity import passes
from terreau.foundation.identity.asgi import person_of_scope
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PAGES = ["/", "/spaces", "/notifications", "/posts/new", "/search?q=a", "/account", "/account/tokens", "/account/2fa/"]


def scope(browser):
    """What the server hands to open pages and files."""
    name = settings.SESSION_COOKIE_NAME
    sent = browser.cookies[name].value if name in browser.cookies else ""
    return {"type": "http", "method": "GET", "path": "/live", "headers": [(b"cookie", f"{name}={sent}".encode())]}


def code():
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def lets_in(browser):
    """By which doors this browser comes in."""
    pages = [path for path in PAGES if browser.get(path).status_code == 200]
    doors = {"stream": passes.admitted(scope(browser)), "file": getattr(person_of_scope(scope(browser)), "pk", None)}
    return pages + [name for name, found in doors.items() if found]


def test_c08_a_password_alone_opens_nothing(alice):
    TOTP.activate(alice, SECRET)
    browser = Client()
    asked = browser.post("/account/login/", {"login": "alice", "password": PASSWORD})
    assert asked.status_code == 302 and "2fa" in asked["Location"]
    assert browser.get(asked["Location"]).status_code == 200
    assert lets_in(browser) == []
    assert browser.get("/api/v1/me").status_code == 401
    made = browser.post("/account/tokens", {"name": "x", "scope": "write", "days": "30"})
    assert made.status_code == 302 and "/account/login/" in made["Location"] and not alice.tokens.exists()
    assert browser.post("/account/2fa/totp/deactivate/").status_code == 302 and alice.authenticator_set.exists()
    wrong = browser.post(asked["Location"], {"code": "000000" if code() != "000000" else "000001"})
    assert wrong.status_code == 200 and lets_in(browser) == []
    assert browser.post(asked["Location"], {"code": code()}).status_code == 302
    assert "stream" in lets_in(browser) and "file" in lets_in(browser) and "/" in lets_in(browser)


def test_c08_a_token_that_is_none_is_not_helped_by_a_session(alice, signed_in):
    browser = signed_in(alice)
    assert "stream" in lets_in(browser)
    guessed = {"type": "http", "headers": [*scope(browser)["headers"], (b"authorization", b"Bearer terreau_x")]}
    assert passes.admitted(guessed) is None
    assert (
        browser.get("/api/v1/me", headers={"Authorization": f"Bearer terreau_{secrets.token_urlsafe(32)}"}).status_code
        == 401
    )
