"""The network as an app: installable, an offline page that names nobody, and a page that prints."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from terreau.project.tests.processes import Network
from tests.screens.looking import PHONE, WIDE, Visit, follow

pytestmark = pytest.mark.journey
IN_CONTROL = """navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller || new Promise((go) =>
    navigator.serviceWorker.addEventListener("controllerchange", go, {once: true}))).then(() => null)"""


def test_offline_there_is_a_page_that_says_so_and_names_nobody(le_lien: Network, browser: Browser) -> None:
    visit = Visit(browser, f"http://127.0.0.1:{le_lien.port}", "bob", "fr").begin()
    context = browser.new_context(base_url=visit.address, storage_state=visit.state, locale="fr")
    page = context.new_page()
    page.goto("/")
    page.evaluate(IN_CONTROL)
    context.set_offline(True)
    page.goto("/people")
    expect(page.locator("h1")).to_be_visible()
    assert "Bob" not in page.content()
    assert page.evaluate("document.styleSheets.length") >= 1
    kept = page.evaluate("""async () => (await Promise.all((await caches.keys()).map(async name =>
        (await (await caches.open(name)).keys()).map(one => new URL(one.url).pathname)))).flat()""")
    assert {path for path in kept if not path.startswith("/static/")} == {"/offline"}
    context.set_offline(False)
    page.goto("/people")
    assert "Bob" in page.content()
    context.close()


def test_a_device_may_install_it(come_in: Callable[..., Visit]) -> None:
    page = come_in("bob").open(PHONE, "light")
    page.goto("/")
    manifest = page.request.get(page.locator('link[rel="manifest"]').get_attribute("href") or "").json()
    assert manifest["name"] == "Le Lien"
    assert (manifest["display"], manifest["start_url"], manifest["scope"]) == ("standalone", "/", "/")
    for icon in manifest["icons"]:
        assert page.request.get(icon["src"]).ok


def test_on_paper_there_is_what_was_said_and_nothing_to_press(come_in: Callable[..., Visit]) -> None:
    page = come_in("alice").open(WIDE, "light")
    page.goto("/search?q=condensation&kind=post")
    follow(page, page.locator('main a[href^="/posts/"]').first)
    page.emulate_media(media="print")
    for gone in ("header.head", "nav.rail", "nav.bar", ".corner", ".post-foot", "#reply", "#toasts"):
        for part in page.locator(gone).all():
            expect(part).to_be_hidden()
    expect(page.locator("article h1, main h1").first).to_be_visible()
    expect(page.locator(".prose").first).to_be_visible()
    assert len(page.pdf()) > 10_000
