import pytest

from terreau.foundation.text.opengraph import Described, described

URL = "https://example.org/a/b"


def said(html: str, charset: str = "utf-8") -> Described:
    return described(html.encode(charset), charset, URL)


def test_what_a_page_says_of_itself() -> None:
    page = (
        '<title>Autre</title><meta property="og:title" content="Bois &amp; ponts">'
        '<meta name="description" content=" Un\n texte "><meta property="og:site_name" content="La Revue">'
        '<meta property="og:image" content="../c.png">'
    )
    assert said(page) == Described("Bois & ponts", "Un texte", "La Revue", "https://example.org/c.png")
    assert said("<title>Seul</title><title>Pas moi</title>").title == "Seul"
    assert said("<title>Été</title>", "latin-1").title == "Été"


@pytest.mark.parametrize("image", ["javascript:alert(1)", "data:image/png;base64,x", "file:///etc/passwd", "ftp://a/b"])
def test_E04_only_web_addresses_are_pictures(image: str) -> None:
    assert said(f'<meta property="og:image" content="{image}">').image == ""


def test_E04_hostile_words_stay_words() -> None:
    found = said('<meta property="og:title" content="&lt;script&gt;x&lt;/script&gt;\u202e\x00">')
    assert found.title.startswith("<script>") and "\x00" not in found.title and "\u202e" not in found.title
