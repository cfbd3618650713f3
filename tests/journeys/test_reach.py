"""The composer says whom a post reaches, also whom its text names, as one writes."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.screens.looking import WIDE, Visit, at_rest

pytestmark = pytest.mark.journey


def test_who_is_named_counts_while_one_writes(come_in: Callable[..., Visit]) -> None:
    page = come_in("alice", "fr").open(WIDE, "light")
    page.goto("/posts/new")
    at_rest(page)
    reached = page.locator(".reach")
    before = int(reached.get_attribute("data-reached") or 0)
    page.locator("#id_body").focus()
    expect(page.locator("trix-editor")).to_be_focused()
    page.locator("trix-editor").press_sequentially("Qu’en dites-vous, @Rita")
    page.locator(".editor-names button").first.wait_for()
    page.keyboard.press("Enter")
    named = page.locator('input[type="hidden"][name="mention"]')
    expect(named).to_have_count(1)
    with page.expect_response(re.compile(r"/reach\?.*mention=")) as asked:
        page.locator("trix-editor").press_sequentially(" et @Mathilde")
        page.locator(".editor-names button").first.wait_for()
        page.keyboard.press("Enter")
    assert asked.value.ok
    expect(named).to_have_count(2)
    at_rest(page)
    assert int(reached.get_attribute("data-reached") or 0) >= before
    assert named.first.evaluate("one => one.form") is None, "the form does not send them"
    page.locator("trix-editor").press("Control+a")
    page.keyboard.press("Delete")
    expect(named).to_have_count(0)
