"""E12: the work grows with the length of a text, not with its square. Work is counted in calls, so no clock decides."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from terreau.foundation.text import diff, languages, mentions, opengraph, rich, tags, words

PEOPLE = {"a": ("k7f2", "Bob")}
FUNCTIONS: dict[str, Callable[[str], object]] = {
    "clean": rich.clean,
    "from_plain": rich.from_plain,
    "from_markdown": rich.from_markdown,
    "to_plain": rich.to_plain,
    "excerpt": lambda text: rich.excerpt(text, 200),
    "link_urls": rich.link_urls,
    "mentions.find_names": mentions.find_names,
    "mentions.link": lambda text: mentions.link(text, PEOPLE),
    "mentions.strip": lambda text: mentions.strip(text, set()),
    "tags.find": tags.find,
    "tags.link": tags.link,
    "words.index_terms": lambda text: words.index_terms(text, "fr"),
    "words.parse": words.parse,
    "words.highlight": lambda text: words.highlight(text, {"mot"}),
    "words.snippet": lambda text: words.snippet(text, {"zz"}),
    "words.holds": lambda text: words.holds(text, ("a", "b")),
    "diff.words": lambda text: diff.words(text, text[::-1]),
    "guess_language": languages.guess_language,
    "opengraph.described": lambda text: opengraph.described(text.encode(), "no-such-charset", "https://a.example"),
}
UNITS = (
    "<div>", "<b>", "<p>x", "<ul><li>x", "<table><tr><td>x", "<b></p><p>x", "<a href=/x>x", '<a "', "<a b=", "<!--",
    "<svg>", "</p>", "<", "&amp", "http://a.b/(", "@a ", "@[a](", "#a ", "`", "[", "*a_ ", "> ", "- a\n", "|a", "mot ",
    "東京", '"', "-a ", "x", " ", "\n",
)  # fmt: skip
MARKDOWN = ("`", "[", "![", "*a_ ", "> ", "- a\n", "|a", "[a](", "<", "&amp")
LENGTH = 600


@pytest.mark.parametrize("function", FUNCTIONS)
def test_e12_work_grows_with_the_length(function: str) -> None:
    work = FUNCTIONS[function]
    for unit in MARKDOWN if function == "from_markdown" else UNITS:
        small, large = counted(work, unit, LENGTH), counted(work, unit, 16 * LENGTH)
        assert large <= 20 * max(small, 200), (function, unit, small, large)


def counted(work: Callable[[str], object], unit: str, length: int) -> int:
    """How many calls `work` makes for a text of `length` characters."""
    text = (unit * length)[:length]
    with counting() as calls:
        work(text)
    return len(calls)


@contextmanager
def counting() -> Iterator[list[None]]:
    calls: list[None] = []

    def note(frame: object, event: str, argument: object) -> None:
        if event in ("call", "c_call"):
            calls.append(None)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield calls
    finally:
        sys.setprofile(before)
