"""What a page says of itself in its head: title, description, site, picture. Text only; nothing of it is trusted."""

from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin

READ = 200_000  # characters of a page that are looked at
WANTED = {
    "og:title": "title",
    "twitter:title": "title",
    "og:description": "description",
    "description": "description",
    "og:site_name": "site",
    "og:image": "image",
    "og:image:secure_url": "image",
}


@dataclass(frozen=True)
class Described:
    """Plain words on one line each, and the address of a picture, not yet asked for."""

    title: str = ""
    description: str = ""
    site: str = ""
    image: str = ""


class Head(HTMLParser):
    """Reads `meta` and `title`; the first of each name counts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, str] = {}
        self.in_title = False
        self.title: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_title = tag == "title" and not self.title
        if tag == "meta":
            said = {name: value or "" for name, value in attrs}
            name = WANTED.get((said.get("property") or said.get("name") or "").strip().lower())
            if name and said.get("content", "").strip():
                self.found.setdefault(name, said["content"])

    def handle_endtag(self, tag: str) -> None:
        self.in_title = False

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.title.append(data)


def described(page: bytes, charset: str, url: str) -> Described:
    """What the page at `url` says of itself. Never raises: a page that says nothing readable gives empty words."""
    head = Head()
    head.feed(decoded(page, charset)[:READ])
    image = urljoin(url, head.found.get("image", "").strip()) if head.found.get("image") else ""
    return Described(
        line(head.found.get("title") or "".join(head.title), 200),
        line(head.found.get("description", ""), 400),
        line(head.found.get("site", ""), 100),
        image if image.startswith(("http://", "https://")) else "",
    )


def decoded(page: bytes, charset: str) -> str:
    """By the server’s charset where it is one, else UTF-8; what cannot be read is replaced."""
    try:
        return page.decode(charset or "utf-8", errors="replace")
    except LookupError:
        return page.decode("utf-8", errors="replace")


def line(text: str, limit: int) -> str:
    """Words on one line, without control characters, cut at `limit`."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text[: limit * 4])
    return " ".join(shown.split())[:limit]
