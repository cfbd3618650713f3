"""Files of a space: sent, asked about, renewed, talked about, taken along, thrown away and found again."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.screens.looking import PHONE, WIDE, Visit, follow

pytestmark = pytest.mark.journey
SPACE = {"fr": "Qualité produit", "en": "Product quality"}
DROP = """([selector, name, text]) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name, {type: "text/plain"}));
    const area = document.querySelector(selector);
    const told = {dataTransfer: data, bubbles: true, cancelable: true};
    for (const kind of ["dragover", "drop"]) area.dispatchEvent(new DragEvent(kind, told));
}"""


@pytest.mark.parametrize(("width", "language"), [(WIDE, "fr"), (PHONE, "en")])
def test_files_of_a_space(width: int, language: str, come_in: Callable[..., Visit]) -> None:
    word = uuid4().hex[:6]
    alice = come_in("alice", language).open(width, "light", accept_downloads=True)
    folder = made(alice, SPACE[language], f"Essais {word}")
    sends(alice, f"relevé {word}.txt", "Premier relevé.")
    drops(alice, f"relevé {word}.txt", "Deuxième relevé, plus long.")
    renewed(alice, word)
    talked_about(come_in("charlie", "fr").open(WIDE, "light"), alice.url, word)
    compares(alice)
    taken_along(alice, folder, word)
    thrown_away(alice, folder, word)


def payload(name: str, text: str) -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def made(page: Page, space: str, name: str) -> str:
    """A folder of one’s own; its address."""
    page.goto("/spaces")
    page.goto(page.locator("main a", has_text=space).first.get_attribute("href") or "")
    follow(page, page.locator('.tabs a[href$="/files"]'))
    page.locator("#file-tools details.menu > summary").first.click()
    page.locator("#id_name").fill(name)
    follow(page, page.locator('#file-tools form[action$="/folders"] button'))
    expect(page.locator(".crumbs [aria-current]").last).to_have_text(name)
    return page.url


def sends(page: Page, name: str, text: str) -> None:
    """Chosen, sent with its progress, and there."""
    with page.expect_navigation():
        page.locator('.sending input[type="file"]').set_input_files(payload(name, text))
    expect(page.locator(".files tbody tr")).to_have_count(1)
    expect(page.locator(".files tbody")).to_contain_text(name)


def drops(page: Page, name: str, text: str) -> None:
    """Dropped under a name that is there: asked about, and made a new version of it."""
    with page.expect_navigation():
        page.evaluate(DROP, ["#files", name, text])
    expect(page.locator('input[value="version"]')).to_be_checked()
    follow(page, page.locator('main form button[data-kind="main"]'))
    expect(page.locator(".files tbody tr")).to_have_count(1)


def renewed(page: Page, word: str) -> None:
    """Its page shows the newest version, which a worker drew."""
    follow(page, page.locator(".files .file-name a", has_text=word))
    expect(page.locator("h1")).to_have_text(f"relevé {word}.txt")
    expect(page.locator("#preview .plain-text")).to_have_text("Deuxième relevé, plus long.", timeout=30_000)


def talked_about(reader: Page, address: str, word: str) -> None:
    """Somebody else says something under it."""
    reader.goto(address)
    expect(reader.locator("h1")).to_contain_text(word)
    reader.locator("#id_body").focus()
    place = reader.locator("trix-editor")
    place.click()
    reader.keyboard.type(f"Quelle sonde ? {word}")
    follow(reader, reader.locator('#replies form button[data-kind="main"]').last)
    expect(reader.locator("#replies")).to_contain_text(f"Quelle sonde ? {word}")


def compares(page: Page) -> None:
    """The first version is brought back, and is the third."""
    key = page.url.split("/documents/")[1].split("-")[0]
    page.goto(f"/documents/{key}/versions")
    follow(page, page.locator('button[formaction$="/versions/1/restoration"]'))
    expect(page.locator("#preview .plain-text")).to_have_text("Premier relevé.", timeout=30_000)
    page.goto(f"/documents/{key}/versions")
    expect(page.locator("main .list > li")).to_have_count(3)


def taken_along(page: Page, folder: str, word: str) -> None:
    """Ticked and downloaded as a ZIP."""
    page.goto(folder)
    page.locator('.files tbody input[type="checkbox"]').first.check()
    with page.expect_download() as download:
        page.locator('.ticked button[formaction$="/zip"]').click()
    with zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())) as archive:
        (entry,) = archive.infolist()
        assert (entry.filename, archive.read(entry)) == (f"relevé {word}.txt", "Premier relevé.".encode())


def thrown_away(page: Page, folder: str, word: str) -> None:
    """Into the bin, and back by the button of the same moment."""
    page.goto(folder)
    page.locator('.files tbody input[type="checkbox"]').first.check()
    follow(page, page.locator(".ticked button:not([formaction])"))
    expect(page.locator(".files")).to_have_count(0)
    follow(page, page.locator("#toasts [data-undo]"))
    page.goto(folder)
    expect(page.locator(".files tbody")).to_contain_text(word)
