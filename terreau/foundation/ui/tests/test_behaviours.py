"""A browser walks through every behaviour; nothing that it does may offend a strict content policy."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from terreau.foundation.ui.tests import sample

pytestmark = [pytest.mark.journey, pytest.mark.urls("terreau.foundation.ui.tests.sample")]


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def page(browser: Browser, live_server, complaints: list[str]) -> Iterator[Page]:
    sample.SEEN.update({name: [] for name in sample.SEEN})
    context = browser.new_context(base_url=live_server.url, locale="en-GB", service_workers="block")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    opened.set_default_timeout(8000)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    opened.goto("/sample")
    yield opened
    context.close()
    assert not complaints


def editor(page: Page):
    page.locator("#id_body").focus()
    box = page.locator("trix-editor")
    expect(box).to_be_visible()
    expect(box).to_be_focused()
    return box


def test_editor_writes_what_is_shown(page: Page):
    box = editor(page)
    page.get_by_role("button", name="Bold").click()
    box.press_sequentially("Strong")
    page.get_by_role("button", name="Bold").click()
    box.press_sequentially(" and plain")
    box.press("Enter")
    box.press_sequentially("Second")
    expect(page.locator("#id_body")).to_have_value(re.compile("Second</p>"))
    value = page.locator("#id_body").input_value()
    assert re.sub(r"<!--.*?-->", "", value) == "<p><strong>Strong</strong> and plain</p><p>Second</p>"


def test_mention_by_name(page: Page):
    box = editor(page)
    box.press_sequentially("Ask @kar")
    page.get_by_role("option", name="Karim Benhaddou").wait_for()
    box.press("Enter")
    box.press_sequentially("please")
    expect(page.locator("#id_body")).to_have_value(re.compile("please"))
    value = page.locator("#id_body").input_value()
    assert '<a href="/people/k7f2" class="mention" data-person="k7f2">@Karim Benhaddou</a>' in value
    expect(page.locator(".editor-names")).to_be_hidden()


def test_table_from_a_spreadsheet_stays_a_table(page: Page, complaints: list[str]):
    editor(page)
    page.evaluate(
        """async () => { const html = "<table style='color:red'><tr><th>Lot</th></tr><tr><td>2026-41</td></tr></table>";
        const item = new ClipboardItem({"text/html": new Blob([html], {type: "text/html"})});
        await navigator.clipboard.write([item]); }"""
    )
    page.keyboard.press("Control+V")
    expect(page.locator("trix-editor td")).to_have_text("2026-41")
    value = page.locator("#id_body").input_value()
    assert "<table><tbody><tr><th>Lot</th></tr><tr><td>2026-41</td></tr></tbody></table>" in value
    # The browser reports the style that the clipboard brought while it reads it; it is not applied.
    complaints[:] = [text for text in complaints if "inline style" not in text]


def test_files_are_sent_listed_and_taken_back(page: Page):
    editor(page)
    tool = page.get_by_role("button", name="Picture or file")
    for name in ("plan.pdf", "photo.png"):
        with page.expect_file_chooser() as chooser:
            tool.click()
        chooser.value.set_files([{"name": name, "mimeType": "application/pdf", "buffer": b"%PDF"}])
        page.locator(".editor-files strong", has_text=name).wait_for()
    expect(page.locator(".editor-files small").first).to_have_text("240 kB")
    expect(page.locator("input[name=attached]")).to_have_value("f8 f9")
    page.locator(".editor-files [data-remove]").first.click()
    expect(page.locator("input[name=attached]")).to_have_value("f9")


def test_refused_file_says_why(page: Page, complaints: list[str]):
    editor(page)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Picture or file").click()
    chooser.value.set_files([{"name": "x.exe", "mimeType": "application/pdf", "buffer": b"MZ"}])
    expect(page.locator(".editor-files small")).to_have_text("No programmes here.")
    expect(page.locator("input[name=attached]")).to_have_value("")
    complaints[:] = [text for text in complaints if "422" not in text]


def test_draft_is_kept_while_one_types(page: Page):
    editor(page).press_sequentially("Half a thought")
    expect(page.locator("[data-draft-state]")).to_contain_text("Draft saved at")
    assert sample.SEEN["draft"][-1] == "<p>Half a thought</p>"


def test_control_enter_sends_once(page: Page):
    editor(page).press_sequentially("Done")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#got")).to_contain_text("body=<p>Done</p>")
    expect(page.locator("#got")).to_contain_text("body_format=html")


def test_keys(page: Page):
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("article.post").nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("article.post").nth(0)).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("n?")
    expect(page.locator("#q")).to_have_value("n?")
    page.locator("h1").click()
    page.locator("#main").focus()
    page.keyboard.press("n")
    page.wait_for_url("**/sample?new")


def test_menu_and_theme(page: Page):
    menu = page.locator(".head details[data-menu]")
    menu.locator("summary").click()
    menu.get_by_role("button", name="Dark").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    menu.locator("summary").click()
    page.locator("h1").click()
    expect(menu).not_to_have_attribute("open", "")
    page.goto("/offline")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_what_cannot_be_undone_is_asked(page: Page):
    page.locator("#delete").click()
    dialog = page.get_by_role("alertdialog")
    expect(dialog).to_contain_text("Delete “Norbois”?")
    expect(dialog.get_by_role("button").first).to_have_text("Cancel")
    dialog.get_by_role("button", name="Cancel").click()
    expect(page.locator("#got")).to_have_text("")
    page.locator("#delete").click()
    dialog.get_by_role("button", name="Delete").click()
    expect(page.locator("#got")).to_contain_text("title=gone")


def test_live_part_and_toast(page: Page):
    expect(page.locator(".fresh .btn")).to_have_text("Show 3 new posts")
    toast = page.locator("#toasts .toast")
    expect(toast).to_contain_text("Three posts")
    assert toast.locator("[data-undo]").evaluate("button => new URL(button.formAction).pathname") == "/undo"
    toast.get_by_role("button", name="Close").click()
    expect(toast).to_have_count(0)


def test_a_part_that_fails_says_so_and_changes_nothing(page: Page, complaints: list[str]):
    expect(page.locator("#toasts .toast")).to_contain_text("Three posts")
    page.get_by_role("button", name="Fail").click()
    expect(page.locator("#toasts .toast")).to_contain_text("That did not work")
    expect(page.locator("#got")).to_have_text("")
    complaints[:] = [text for text in complaints if "500" not in text]


def test_a_small_act_that_fails_says_so_and_can_be_tried_again(page: Page, complaints: list[str]):
    act = page.get_by_role("button", name="React")
    act.click()
    expect(page.locator("#toasts .toast").last).to_contain_text("That did not work")
    expect(act).to_be_enabled()
    complaints[:] = [text for text in complaints if "500" not in text]


def test_behaviours_find_what_comes_later(page: Page):
    page.get_by_role("button", name="Load").click()
    expect(page.locator("#part .unfold")).to_be_visible()


def test_copy_fold_counter_choice_and_reading(page: Page):
    page.get_by_role("link", name="Copy").click()
    expect(page.locator("#toasts .toast").last).to_contain_text("Link copied")
    assert page.evaluate("navigator.clipboard.readText()").endswith("/sample#there")
    expect(page.locator(".unfold")).to_have_count(1)
    page.locator(".unfold").click()
    page.locator("#id_title").fill("x" * 100)
    expect(page.locator("#left")).to_have_text("Characters left: 20")
    page.locator("article.post").nth(2).scroll_into_view_if_needed()
    with page.expect_request("**/read") as request:
        pass
    assert "read=k2" in (request.value.post_data or "")
    page.get_by_label("Only mine").check()
    page.wait_for_url("**/sample?only=on")


@pytest.mark.parametrize(("theme", "width"), [("dark", 320), ("light", 800), ("dark", 1280), ("light", 1280)])
def test_nothing_for_axe_to_say(page: Page, theme: str, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
    editor(page).press_sequentially("Words")
    opener = page.locator("details[data-menu] > summary:visible").first
    opener.click()
    page.evaluate("document.documentElement.append(Object.assign(document.createElement('meta'), {name: 'x'}))")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
