"""A browser that comes in as one of the demo’s people, in a language, at a width, in light or dark."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import ClassVar

from playwright.sync_api import Browser, BrowserContext, Locator, Page, StorageState, expect, sync_playwright

# Debian’s Chromium without a window takes half the computing for the same pages; the whole one serves as well.
CHROMIUM = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
WIDE, PHONE = 1366, 390
HEIGHT = {WIDE: 900, PHONE: 844}
SPEAK = """language => fetch("/language", {method: "POST", credentials: "same-origin",
    headers: {"X-CSRFToken": document.body.dataset.token, "Content-Type": "application/x-www-form-urlencoded"},
    body: "language=" + language})"""

REPORT = """addEventListener("securitypolicyviolation",
    one => console.error(`policy: ${one.violatedDirective} ${one.blockedURI}`))"""


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@dataclass
class Visit:
    """One person’s session, from which contexts of any width and theme are opened."""

    browser: Browser
    address: str
    who: str
    language: str
    state: StorageState | None = None
    opened: list[BrowserContext] = field(default_factory=list)
    # Address and person -> what their browser kept of the last visit: the entrance costs as much as four pages.
    kept: ClassVar[dict[tuple[str, str], StorageState]] = {}

    def begin(self) -> "Visit":
        """Sign in by the demo’s own buttons, where no earlier visit is still signed in, and speak the language."""
        self.state = self.kept.get((self.address, self.who))
        page = self.open(WIDE, "light")
        page.goto("/account")
        if self.who and "/account/login" in page.url:
            page.locator(f'button[name="login"][value="{self.who}"]').click()
            page.wait_for_url(lambda url: "/account/" not in url)
        if self.who:
            page.evaluate(SPEAK, self.language)
        self.state = self.kept[self.address, self.who] = page.context.storage_state()
        self.close()
        return self

    def open(self, width: int, theme: str, **more: object) -> Page:
        """A fresh page at that width and theme."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": HEIGHT.get(width, 900)},
            color_scheme=theme,
            locale=self.language,
            reduced_motion="reduce",
            service_workers="block",
            storage_state=self.state,
            **more,
        )
        self.opened.append(context)
        return context.new_page()

    def close(self) -> None:
        while self.opened:
            self.opened.pop().close()


def follow(page: Page, door: Locator) -> None:
    """Press what leads to another page, and be there: after a mere click the old page still answers."""
    with page.expect_navigation():
        door.click()


def at_rest(page: Page) -> None:
    """Wait until nothing of the open page is still being fetched, parts and letters."""
    page.wait_for_load_state()
    expect(page.locator(".htmx-request")).to_have_count(0)
    page.evaluate("document.fonts.ready.then(() => null)")


def watched(page: Page) -> Callable[[], list[str]]:
    """Listen to a page from now on; the answer tells, and forgets, what its console, policy or server said."""
    heard: list[str] = []
    page.add_init_script(REPORT)
    page.on("console", lambda message: heard.append(f"console: {message.text}") if message.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(f"script: {error}"))
    page.on("dialog", lambda dialog: (heard.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("response", lambda answer: heard.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None)

    def told() -> list[str]:
        found = [*heard]
        heard.clear()
        return found

    return told
