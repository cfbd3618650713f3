"""Strings that have broken programs or run scripts, and a hand that writes them into every field a person may fill."""

import html
import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from playwright.sync_api import APIResponse, Page

# What a payload calls when it runs: each says so aloud, on every page, before any other script.
CANARY = """for (const name of ["alert", "confirm", "prompt", "print", "open"])
    window[name] = (...said) => { console.error("canary: " + name + " " + said); return null; };"""

# What is wrong with a page to look at.
BROKEN = """() => {
    const all = [...document.querySelectorAll("*")];
    const beyond = one => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1;
    const entrance = !document.querySelector("nav.rail");
    const whole = entrance || document.querySelector("body > #toasts") && document.querySelector("body > dialog#keys");
    const sideways = document.documentElement.scrollWidth > innerWidth;
    const because = all.filter(beyond).map(one => one.outerHTML.slice(0, 80)).slice(-3).join(" | ");
    const strange = "main script, main iframe, main object, main embed, main base, main style, main link";
    return [
        document.querySelectorAll("main").length === 1 ? "" : "not one main",
        whole ? "" : "the end is missing",
        sideways ? `scrolls sideways, because of ${because}` : "",
        all.some(one => one.getAttributeNames().some(name => name.startsWith("on"))) ? "an event attribute" : "",
        document.querySelector(strange) ? "an element that has no place here" : "",
    ].filter(Boolean);
}"""


def payloads(data: Path) -> list[str]:
    """Markup that tries to run something."""
    purify = (data / "xss-dompurify" / "expect.mjs").read_text(encoding="utf-8")
    found = [json.loads(one) for one in re.findall(r'"payload": ("(?:[^"\\]|\\.)*")', purify)]
    cases = [path.read_text(encoding="utf-8") for path in sorted((data / "xss-bleach" / "html-cases").iterdir())]
    assert len(found) > 200 and len(cases) == 20
    return found + [case.split("\n--\n")[0] for case in cases]


def naughty(data: Path) -> list[str]:
    """Strings that are only text, and still have broken programs."""
    listed: list[str] = json.loads((data / "naughty-strings" / "blns.json").read_text(encoding="utf-8"))
    return [text for text in listed if text]


def examples(data: Path) -> list[str]:
    """Every example of the CommonMark specification, as somebody might type it."""
    spec = (data / "commonmark-spec" / "spec.txt").read_text(encoding="utf-8")
    found = re.findall(r"^`{32} example\n(.*?)^\.\n", spec, re.M | re.S)
    assert len(found) > 600
    return [example.replace("→", "\t") for example in found]


def short(texts: Iterable[str], longest: int, many: int) -> list[str]:
    """Different ones that fit a field of that length, spread over the whole corpus."""
    fitting = sorted({text.strip() for text in texts if 0 < len(text.strip()) <= longest})
    return fitting[:: max(1, len(fitting) // many)][:many]


def batches(texts: Iterable[str], size: int) -> Iterator[list[str]]:
    rest = iter(texts)
    while batch := list(islice(rest, size)):
        yield batch


def as_typed(texts: Iterable[str]) -> str:
    """What the editor sends when somebody types these as words."""
    return "".join(f"<div>{html.escape(text)}</div>" for text in texts)


class Hand:
    """Fills forms as the browser would: with the session and the token of an open page."""

    def __init__(self, page: Page) -> None:
        self.page, self.failures = page, []
        self.token = page.evaluate("document.body.dataset.token")

    def send(self, path: str, **fields: str) -> APIResponse:
        """One form. What the server does not survive is noted, with what was sent."""
        headers = {"X-CSRFToken": self.token, "Referer": self.page.url}
        answer = self.page.request.post(path, form=fields, headers=headers, max_redirects=0)
        if answer.status >= 500:
            self.failures.append(f"POST {path} answered {answer.status}: {fields!r:.300}")
        return answer

    def made(self, path: str, **fields: str) -> str:
        """The address of what the form made."""
        answer = self.send(path, **fields)
        assert answer.status in (302, 303), f"{path} {answer.status} {fields!r:.200}"
        return answer.headers["location"]
