"""Other ways in than a password: a passkey by the browser’s own authenticator, a key as second step, an app’s codes."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Browser, CDPSession, Locator, Page, expect

from terreau.project.tests.processes import Network, until
from tests.journeys.test_keyboard import ring
from tests.screens.looking import PHONE, WIDE, Visit, follow

pytestmark = pytest.mark.journey
PASSWORD = "terreau-demo"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
NOTHING_CAME = {"fr": "La clé n’a rien donné", "en": "Nothing came from the key"}
BY_NUMBER = {"fr": "Ouvrez le réseau par son nom", "en": "Open the network by its name"}
WRONG = {"fr": "Ce code ou cette clé ne convient pas", "en": "This code or key does not fit"}


@dataclass
class Seat:
    """Somebody of the demo before a browser that has an authenticator of its own."""

    page: Page
    login: str
    language: str
    protocol: CDPSession
    device: str

    def comes_in(self, door: str = "/account/2fa/") -> None:
        """By password, then to the page where ways in are kept."""
        self.page.goto("/account/login/")
        self.page.locator("#id_login").fill(f"{self.login}@demo.example")
        self.page.locator("#id_password").fill(PASSWORD)
        follow(self.page, main_button(self.page))
        if "/2fa/" not in self.page.url:
            self.page.goto(door)

    def leaves(self) -> None:
        self.page.context.clear_cookies(name="terreau_session")
        self.page.goto("/account/login/")

    def confirms(self) -> None:
        """What changes how one signs in asks first who is there."""
        self.page.wait_for_url("**/reauthenticate/**")
        self.page.locator("main input[type=password]").fill(PASSWORD)
        follow(self.page, main_button(self.page))

    def device_knows_the_owner(self, yes: bool) -> None:
        self.protocol.send("WebAuthn.setUserVerified", {"authenticatorId": self.device, "isUserVerified": yes})

    def is_inside(self) -> None:
        expect(self.page.locator(".rail, .bar").locator("visible=true").first).to_be_visible()


def main_button(page: Page) -> Locator:
    return page.locator("main form .btn[data-kind=main]").first


def problem(page: Page) -> Locator:
    return page.locator("[data-passkey-problem]")


@pytest.fixture(params=[("fr", WIDE, "bob"), ("en", PHONE, "charlie")], ids=["fr", "en"])
def seat(request: pytest.FixtureRequest, le_lien: Network, browser: Browser) -> Iterator[Seat]:
    """Passkeys know a network by its name, so it is opened as localhost and not by its number."""
    language, width, login = request.param
    visit = Visit(browser, f"http://localhost:{le_lien.port}", "", language)
    page = visit.open(width, "light")
    protocol = page.context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    device = protocol.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]
    yield Seat(page, login, language, protocol, device)
    visit.close()


def adds_a_key(seat: Seat, name: str, alone: bool) -> None:
    page = seat.page
    follow(page, page.locator('main a[href$="/webauthn/add/"]'))
    seat.confirms()
    expect(page.locator("#id_name")).to_have_value("Chrome, Linux")
    page.locator("#id_name").fill(name)
    page.locator("#id_passwordless").set_checked(alone)
    follow(page, page.locator("#mfa_webauthn_add"))
    expect(page.locator("main code")).to_have_count(10)  # the codes for the day the key is lost


def removes_the_key(seat: Seat, name: str) -> None:
    """Back to a password alone; who came in by key shows that key once more."""
    page = seat.page
    page.goto("/account/2fa/webauthn/")
    row = page.locator("main li", has_text=name)
    follow(page, row.locator("a").last)
    if "/reauthenticate/" in page.url:
        follow(page, page.locator('main a[href*="/webauthn/reauthenticate/"]'))
        follow(page, main_button(page))
    follow(page, page.locator("main form button").last)
    expect(page.locator("main li", has_text=name)).to_have_count(0)


def test_a_passkey_alone_opens_the_account(seat: Seat) -> None:
    page, name = seat.page, "Tableau électrique n° 2"
    seat.comes_in()
    adds_a_key(seat, name, alone=True)
    seat.leaves()
    page.locator("#passkey_login").focus()
    assert ring(page) >= 3
    follow(page, page.locator("#passkey_login"))
    seat.is_inside()
    removes_the_key(seat, name)
    seat.leaves()
    seat.comes_in()
    seat.is_inside()


def test_a_key_as_second_step_and_a_finger_that_is_not_the_owners(seat: Seat) -> None:
    page, name = seat.page, "Clé USB"
    seat.comes_in()
    adds_a_key(seat, name, alone=False)
    seat.leaves()
    seat.comes_in()
    page.wait_for_url("**/2fa/authenticate/")
    page.locator("#id_code").fill("00000000")
    follow(page, main_button(page))
    expect(page.locator("main .error", has_text=WRONG[seat.language])).to_be_visible()
    follow(page, page.locator("#mfa_webauthn_authenticate"))
    seat.is_inside()
    removes_the_key(seat, name)
    seat.leaves()
    seat.device_knows_the_owner(False)
    page.locator("#passkey_login").click()
    expect(problem(page)).to_contain_text(NOTHING_CAME[seat.language])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_network_opened_by_its_number_says_why_no_passkey_works(
    language: str, le_lien: Network, browser: Browser
) -> None:
    visit = Visit(browser, f"http://127.0.0.1:{le_lien.port}", "", language)
    page = visit.open(WIDE, "light")
    page.goto("/account/login/")
    expect(problem(page)).to_be_hidden()
    page.locator("#passkey_login").click()
    expect(problem(page)).to_contain_text(BY_NUMBER[language])
    visit.close()


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sets_up_the_app(seat: Seat) -> tuple[str, list[str]]:
    """The secret that the app would have scanned, and the recovery codes."""
    page = seat.page
    follow(page, page.locator('main a[href$="/totp/activate/"]'))
    seat.confirms()
    expect(page.locator(".qr svg")).to_be_visible()
    secret = page.locator("#authenticator_secret").input_value()
    page.locator("#id_code").fill(code_of(secret))
    follow(page, main_button(page))
    return secret, page.locator("main code").all_inner_texts()


def stops_using_the_app(seat: Seat) -> None:
    page = seat.page
    page.goto("/account/2fa/totp/deactivate/")
    if "/reauthenticate/" in page.url:
        seat.confirms()
    follow(page, page.locator("main form button").last)
    expect(page.locator('main a[href$="/totp/activate/"]')).to_be_visible()


def test_an_app_as_second_step_and_the_day_it_is_lost(seat: Seat) -> None:
    page = seat.page
    seat.comes_in()
    secret, codes = sets_up_the_app(seat)
    used = code_of(secret)
    seat.leaves()
    seat.comes_in()
    page.wait_for_url("**/2fa/authenticate/")
    expect(page.locator("#mfa_webauthn_authenticate")).to_have_count(0)
    if seat.language == "fr":  # a code opens once, so the next one is waited for; in English the phone is lost
        until(lambda: code_of(secret) != used)
        page.locator("#id_code").fill(code_of(secret))
    else:
        page.locator("#id_code").fill(codes[0])
    follow(page, main_button(page))
    seat.is_inside()
    stops_using_the_app(seat)
