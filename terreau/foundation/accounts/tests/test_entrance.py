"""The entrance pages wear the same clothes, keep what was typed, and need no unsafe policy."""

import re
from html.parser import HTMLParser

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client

from terreau.foundation.accounts.actions import send_reset_link
from terreau.foundation.identity.models import Person
from terreau.foundation.ui import texts
from tests.cast import PASSWORD

OPEN = ["login", "password/reset", "password/reset/done", "inactive", "password/reset/key/done"]
SIGNED_IN = [
    "logout",
    "2fa",
    "2fa/webauthn",
    "2fa/webauthn/add",
    "2fa/totp/activate",
    "password/change",
    "reauthenticate",
]


class Check(HTMLParser):
    """Collects what a strict policy would refuse, and what a page must have."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.refused: list[str] = []
        self.names: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.names.append(tag)
        if "style" in given or tag == "style" or any(name.startswith("on") for name in given):
            self.refused.append(self.get_starttag_text() or "")
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.refused.append(self.get_starttag_text() or "")
        if (given.get("src") or "").startswith("data:"):
            self.refused.append(self.get_starttag_text() or "")


def page(client: Client, path: str) -> str:
    response = client.get(f"/account/{path}", follow=True)
    assert response.status_code == 200, path
    return response.content.decode()


def is_proper(html: str) -> None:
    check = Check(html)
    assert not check.refused
    assert check.names.count("h1") == check.names.count("main") == 1
    assert "ui/dist/app.css" in html


def come_in(client: Client) -> None:
    client.post("/account/login/", {"login": "alice", "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("path", OPEN)
def test_open_pages(client: Client, db: None, path: str, language: str):
    client.cookies["terreau_language"] = language
    html = page(client, f"{path}/")
    is_proper(html)
    assert f'<html lang="{language}"' in html


@pytest.mark.parametrize("path", SIGNED_IN)
def test_pages_of_ones_own(client: Client, alice: Person, path: str):
    come_in(client)
    response = client.get(f"/account/{path}/")
    assert response.status_code == 200
    is_proper(response.content.decode())


def test_app_and_recovery_codes(client: Client, alice: Person):
    come_in(client)
    secret = re.search(r'id="authenticator_secret" value="(\w+)"', page(client, "2fa/totp/activate/"))
    assert secret
    code = format_hotp_value(hotp_value(secret[1], next(iter(yield_hotp_counters_from_time()))))
    response = client.post("/account/2fa/totp/activate/", {"code": code}, follow=True)
    is_proper(response.content.decode())
    for path in ("2fa", "2fa/recovery-codes", "2fa/recovery-codes/generate", "2fa/totp/deactivate"):
        is_proper(page(client, f"{path}/"))
    client.post("/account/logout/")
    second = client.post("/account/login/", {"login": "alice", "password": PASSWORD}, follow=True)
    assert second.request["PATH_INFO"] == "/account/2fa/authenticate/"
    is_proper(second.content.decode())


def test_link_of_a_forgotten_password(client: Client, alice: Person, mailoutbox: list[EmailMessage]):
    send_reset_link.call("alice@demo.example")
    link = re.search(r"http://\S+(/account/password/reset/key/\S+)", str(mailoutbox[0].body))
    assert link
    html = client.get(link[1], follow=True).content.decode()
    is_proper(html)
    assert html.count('type="password"') == 2
    is_proper(client.get("/account/password/reset/key/1-used-up/").content.decode())


def test_wrong_password_keeps_the_name(client: Client, alice: Person):
    texts.compile_all()
    client.cookies["terreau_language"] = "fr"
    response = client.post("/account/login/", {"login": "alice", "password": "not this one"})
    html = response.content.decode()
    assert 'value="alice"' in html and 'aria-invalid="true"' in html
    assert "not this one" not in html
    assert "Ce nom et ce mot de passe ne vont pas ensemble." in html
    assert re.search(r'id="id_password_error" role="alert"><p class="error">', html)


def test_what_may_still_be_tried_is_said_alike_for_names_that_nobody_has(client: Client, alice: Person):
    texts.compile_all()
    for login in ("alice", "nobody-at-all"):
        client.cookies["terreau_language"] = "fr"
        said = [client.post("/account/login/", {"login": login, "password": "x"}).content.decode() for _ in range(6)]
        for left, html in zip((4, 3, 2), said, strict=False):
            assert f"Il reste {left} essais avant une pause de cinq minutes." in html, login
        assert "Il reste 1 essai avant une pause de cinq minutes." in said[3]
        assert "Le prochain essai sera possible dans cinq minutes." in said[4]
        assert "Trop d’essais" in said[5] and "Il reste" not in said[5]
        cache.clear()


def test_too_many_attempts_from_one_place_are_told_in_the_house_s_words(client: Client, db: None):
    for number in range(40):
        answer = client.post("/account/login/", {"login": f"nobody{number}", "password": "x" * 12})
        if answer.status_code == 429:
            break
    assert answer.status_code == 429 and answer["Retry-After"] == "60"
    assert "Too many attempts in a short time" in answer.content.decode()


def test_right_password_comes_in(client: Client, alice: Person):
    response = client.post("/account/login/", {"login": "alice", "password": PASSWORD})
    assert response.status_code == 302 and response["Location"] == "/"


@pytest.mark.parametrize("path", ["/account/2fa/", "/account/password/change/", "/account/2fa/webauthn/"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_pages_of_the_account_stand_in_the_network_like_all_others(alice: Person, client: Client, path, language):
    alice.language = language
    alice.save(update_fields=["language"])
    client.force_login(alice)
    page = client.get(path).content.decode()
    assert '<nav class="rail"' in page and 'href="/account"' in page and 'id="act"' in page
    assert "<title>" in page and page.count("<main") == page.count("<h1") == 1
