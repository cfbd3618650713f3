"""Mails of the entrance as HTML: the same words as their plain text, its lines with an address made links."""

import re
from dataclasses import dataclass

import css_inline
from django.utils import translation

from terreau.foundation.orgs import queries as orgs
from terreau.foundation.ui.pages import templates

LINKED = re.compile(r"(?P<words>.*?)\s*:?\s*(?P<url>https?://\S+)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a mail; with `url` it is a link. `main` is the one thing to do."""

    words: str
    url: str = ""
    main: bool = False


def as_html(subject: str, text: str) -> str:
    """The mail in the language in force, its styles in every element, as mail programs want them."""
    values = {"subject": subject, "network": orgs.names()[0], "paragraphs": paragraphs_of(text)}
    page = templates().get_template("mail/entrance.html").render(values | {"language": translation.get_language})
    return css_inline.inline(page, load_remote_stylesheets=False)


def paragraphs_of(text: str) -> list[list[Line]]:
    """Paragraphs stand apart by an empty line; the first address is the main link."""
    found = [[line_of(line) for line in block.splitlines()] for block in re.split(r"\n\s*\n", text.strip())]
    linked = [line for paragraph in found for line in paragraph if line.url and line.words]
    main = linked[0] if linked else None
    return [[Line(one.words, one.url, one is main) for one in paragraph] for paragraph in found]


def line_of(text: str) -> Line:
    """`Come in: https://…` as a link with these words; anything else as it stands."""
    found = LINKED.fullmatch(text.strip())
    return Line(found["words"], found["url"]) if found else Line(text.strip())
