"""E01, E02: every page of a company whose every word is hostile, and every text field of every form on them.

Nothing here is listed by hand: pages are those that rooms name, forms those that stand on them. A form whose fields
stand on none of these pages fails the last test, until it is named with the test that writes into it.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.urls import get_resolver
from django.utils.module_loading import import_string
from playwright.sync_api import Browser, Page, TimeoutError

from terreau.project.tests.processes import Network
from tests.journeys.hostile import BROKEN, CANARY, naughty, payloads, short
from tests.screens import town
from tests.screens.looking import PHONE, WIDE, Visit, at_rest, watched

pytestmark = pytest.mark.journey
ROUNDS = 3
REFUSED = re.compile(r"^console: .* status of 4\d\d ")  # said by the browser of an answer that names what is wrong
KEY = re.compile(r"/[2-9a-hjkmnp-z]{4,16}(?=[-/?]|$)[^/?]*")
# The forms of the page with a text field: where they lead, and what may be typed.
FORMS = """() => [...document.forms].map((form, at) => ({at, action: new URL(form.action).pathname, fields:
    [...form.elements].filter(one => one.name && one.matches("textarea, input:not([type]), input[type=text], "
        + "input[type=search], input[type=email], input[type=url], input[type=tel]")).map(one => one.name)
    })).filter(form => form.fields.length)"""
SEND = """([at, texts, address]) => {
    const form = document.forms[at];
    [...form.elements].filter(one => one.name && one.matches("textarea, input:not([type]), input[type=text], "
        + "input[type=search], input[type=email], input[type=url], input[type=tel]")).forEach((one, turn) => {
            one.value = address && one.type === "email" ? address : texts[turn % texts.length]; });
    HTMLFormElement.prototype.submit.call(form);
}"""
# Fields of forms that stand on no page named by a room -> the test that writes into them, or why nobody types there.
ELSEWHERE = {
    **dict.fromkeys(("attached", "draft", "folder", "parent", "people", "thanked", "writer"), "keys, in hidden fields"),
    "on_behalf_of": "a key, chosen in a list",
    **dict.fromkeys(("password", "password1", "password2", "oldpassword"), "never shown again"),
    "credential": "what a key answers, put there by the browser",
}


@pytest.fixture(scope="module")
def pages(le_lien: Network) -> list[dict[str, str]]:
    """Every named page, found while its things still bear their names; by key they are the same in both companies."""
    found = town.pages(le_lien.folder)
    return [page for page in found if page["room"] != "api" and not page["path"].startswith("/account/logout")]


def enter(besieged: Network, browser: Browser, who: str, language: str) -> tuple[Visit, Page]:
    visit = Visit(browser, f"http://127.0.0.1:{besieged.port}", who, language).begin()
    page = visit.open(WIDE, "light")
    page.add_init_script(CANARY)
    return visit, page


def wrong(page: Page, heard: Callable[[], list[str]]) -> list[str]:
    at_rest(page)
    page.set_viewport_size({"width": PHONE, "height": 844})
    found = [*page.evaluate(BROKEN), *heard()]
    page.set_viewport_size({"width": WIDE, "height": 900})
    return found


WHO = ("", "alice", "bob", "charlie", "dora", "gaby", "mathilde", "paul", "rita")


@pytest.mark.parametrize("who", WHO)
def test_e01_on_every_page(who: str, besieged: Network, browser: Browser, pages: list[dict[str, str]]) -> None:
    problems: list[str] = []
    visit, page = enter(besieged, browser, who, "fr")
    heard = watched(page)
    for path in (place["path"] for place in pages if place["who"] == who):
        answer = page.goto(path)
        problems += [f"{path}: {problem}" for problem in wrong(page, heard)]
        if answer is None or answer.status >= 500:
            problems.append(f"{path}: {answer and answer.status}")
    visit.close()
    assert not problems, "\n".join(problems[:30])
    assert {place["who"] for place in pages} <= set(WHO)


def test_e01_e02_in_every_text_field_of_every_form(
    besieged: Network, browser: Browser, pages: list[dict[str, str]], shared_data: Any
) -> None:
    """All fields of a form at once, past what the browser would refuse: what comes back runs nothing and is whole."""
    texts = short([*payloads(shared_data), *naughty(shared_data)], 60, 90)
    met, problems = set[tuple[str, ...]](), list[str]()
    for who in ("", "alice", "dora"):
        visit, page = enter(besieged, browser, who, "en")
        heard = watched(page)
        for path in (place["path"] for place in pages if place["who"] == who):
            page.goto(path)
            for form in page.evaluate(FORMS):
                what = (KEY.sub("/KEY", form["action"]), *form["fields"])
                if what not in met:
                    met.add(what)
                    problems += [f"{path} {what}: {one}" for one in attacked(page, path, form, texts, heard)]
        visit.close()
    assert not problems, "\n".join(problems[:30])
    assert not unmet({name for _, *names in met for name in names})


def attacked(
    page: Page, path: str, form: dict[str, Any], texts: list[str], heard: Callable[[], list[str]]
) -> Iterator[str]:
    """What is wrong with the answers to one form."""
    for turn in range(ROUNDS):
        if form not in page.evaluate(FORMS):  # else it stands there again, with what was wrong
            page.goto(path)
        if form not in page.evaluate(FORMS):
            return  # answered: it asks nothing more
        mine = texts[turn * 30 :] + texts[: turn * 30]
        try:
            with page.expect_navigation(timeout=20_000):
                page.evaluate(SEND, [form["at"], mine, f"x{turn}@example.com" if turn else ""])
            yield from (one for one in wrong(page, heard) if not REFUSED.search(one))
        except TimeoutError:
            yield "it leads nowhere"


def unmet(names: set[str]) -> dict[str, str]:
    """Text fields of the product’s forms that stood on none of the pages: field -> its form."""
    list(get_resolver().url_patterns)
    for form in (*settings.ACCOUNT_FORMS.values(), *settings.MFA_FORMS.values()):
        import_string(form)  # allauth loads its forms at their first use
    there = {
        name: f"{kind.__module__}.{kind.__name__}"
        for kind in kinds(forms.BaseForm)
        if kind.__module__.startswith("terreau.") and ".tests." not in kind.__module__
        for name, field in getattr(kind, "base_fields", {}).items()
        if isinstance(field, forms.CharField)
    }
    return {name: where for name, where in there.items() if name not in names and name not in ELSEWHERE}


def kinds(kind: type) -> set[type]:
    return {below for one in kind.__subclasses__() for below in {one, *kinds(one)}}
