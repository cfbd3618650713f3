"""Templates carry no style, no script and no unescaped words: the content security policy allows none."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.law import Breach, keep
from tests.house.tree import PACKAGE, ROOT, everything, read

INLINE = {
    re.compile(r"\sstyle\s*=", re.I): "an inline style",
    re.compile(r"<style\b", re.I): "a style element",
    re.compile(r"\son[a-z]+\s*=\s*[\"']", re.I): "an inline handler",
    re.compile(r"<script\b(?![^>]*(?:\bsrc=|type=\"application/json\"))", re.I): "an inline script",
    re.compile(r"javascript:", re.I): "a javascript: address",
    re.compile(r"\bhx-on\b|\bhx-vals\s*=\s*[\"']js:", re.I): "a script in an attribute",
}
ELSEWHERE = re.compile(
    r"(?:src|action|formaction|data-src|poster)\s*=\s*[\"']\s*(?:https?:)?//|<link\b[^>]*href\s*=\s*[\"'](?:https?:)?//",
    re.I,
)
UNESCAPED = re.compile(r"\|\s*safe\b|\bMarkup\(|autoescape\s+(?:false|off)|\bmark_safe\(")
# Mails need their style inside: mail programs know no sheets. (css-inline writes it, these hold the source.)
MAIL = {"mail", "mails"}
# Template -> why its words are already clean.
SAFE: dict[str, str] = {
    "terreau/foundation/ui/django_templates/mfa/totp/activate_form.html": "allauth draws it from the key",
    "terreau/foundation/ui/templates/ui/macros/forms.html": "help texts are written in forms.py, never by people",
}


def templates() -> Iterator[Path]:
    for path in everything():
        if path.suffix in {".html", ".jinja"} and path.is_relative_to(PACKAGE):
            yield path


def found(pattern: re.Pattern[str], *, also_mail: bool = True) -> Iterator[tuple[str, str, str]]:
    """Each hit: its place, its line and its template."""
    for path in templates():
        if MAIL & set(path.parts) and not also_mail:
            continue
        text = re.sub(r"{#.*?#}", lambda comment: "\n" * comment[0].count("\n"), read(path), flags=re.S)
        for number, line in enumerate(text.splitlines(), 1):
            if pattern.search(line):
                name = str(path.relative_to(ROOT))
                yield f"{name}:{number}", line.strip()[:90], name


def test_nothing_inline() -> None:
    keep(
        "Templates hold no inline style, script or handler.",
        "a class and a sheet for the look, a behaviour (data-…) for the rest.",
        (
            Breach(where, f"{what}: {line}", name)
            for pattern, what in INLINE.items()
            for where, line, name in found(pattern, also_mail=False)
        ),
    )


def test_nothing_from_elsewhere() -> None:
    keep(
        "Pages ask nobody else for anything.",
        "serve it from static/, fetched once by terreau.foundation.ui.vendor.",
        (Breach(where, line, name) for where, line, name in found(ELSEWHERE)),
    )


def test_nothing_unescaped() -> None:
    keep(
        "Templates escape everything.",
        "clean rich text comes as Markup from foundation/text; otherwise list the template in SAFE with its reason.",
        (Breach(where, line, name) for where, line, name in found(UNESCAPED) if name not in SAFE),
    )


def test_every_macro_is_used() -> None:
    texts = {path: read(path) for path in templates()}
    everything_said = "\n".join(texts.values())
    keep(
        "Macros are drawn somewhere.",
        "remove it: the next page that needs it writes it.",
        (
            Breach(str(path.relative_to(ROOT)), f"{name} is drawn by no template", name)
            for path, text in texts.items()
            for name in re.findall(r"{%-? macro (\w+)\(", text)
            if not re.search(rf"(?<!macro )\b{name}\(", everything_said)
        ),
    )


def test_no_unused_leave() -> None:
    needed = {name for _, _, name in found(UNESCAPED)}
    assert set(SAFE) <= needed, f"SAFE lists templates that need no leave: {sorted(set(SAFE) - needed)}"
