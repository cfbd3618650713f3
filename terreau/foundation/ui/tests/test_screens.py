"""The entrance and the error pages in a browser: axe is silent, nothing scrolls sideways, the policy holds."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from terreau.foundation.identity.models import Person
from tests.cast import PASSWORD

pytestmark = pytest.mark.journey
ENTRANCE = [
    "/account/login/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/inactive/",
    "/offline",
]
OWN = [
    "/account",
    "/account/sessions",
    "/account/tokens",
    "/account/address",
    "/account/2fa/",
    "/account/logout/",
    "/account/2fa/webauthn/add/",
    "/account/2fa/totp/activate/",
    "/nowhere",
]


def look(page, path: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(path)
    results = Axe().run(page)
    assert results.violations_count == 0, f"{path}: {results.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert not [text for text in said if "404" not in text], path


@pytest.mark.parametrize(
    ("width", "scheme", "language"), [(320, "dark", "fr"), (1280, "light", "fr"), (640, "light", "en")]
)
def test_entrance(browser: Browser, live_server, alice: Person, width: int, scheme: str, language: str):
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        locale=language,
        service_workers="block",
    )
    page = context.new_page()
    for path in ENTRANCE:
        look(page, path)
    page.goto("/account/login/")
    for password in ("wrong one", PASSWORD):
        page.fill("#id_login", "alice")
        page.fill("#id_password", password)
        with page.expect_navigation():
            page.press("#id_password", "Enter")
    page.goto("/account/2fa/totp/activate/")
    page.fill("#id_password", PASSWORD)
    with page.expect_navigation():
        page.press("#id_password", "Enter")
    for path in OWN:
        look(page, path)
    context.close()
