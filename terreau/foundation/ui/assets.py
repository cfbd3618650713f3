"""One style sheet and one script for every page, put together from the small files people write.

    python -m terreau.foundation.ui.assets

The bundles are made, not committed: `static/ui/dist/` (git-ignored) is renewed whenever a source is newer, so the
developer's server and production read the same files and there is no build step to remember.
"""

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
STATIC = HERE / "static" / "ui"
DIST = STATIC / "dist"
STYLES = STATIC / "css"
SCRIPTS = STATIC / "js"
# The order of the reference, where one component refines another; all others follow by name.
# fmt: off
COMPONENTS = [
    "icon", "brand", "header", "rail", "count", "avatar", "button", "chip", "tabs", "title", "card",
    "byline", "post", "reply", "attach", "list", "aside", "facts", "table", "form", "composer",
    "notice", "empty", "progress", "dialog", "toast", "chart", "plant", "steps", "measures",
]
# fmt: on

CSS_PIECE = re.compile(r"(\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*')|/\*.*?\*/|\s+", re.S)
CSS_SPACE = re.compile(r" ?([{};,>]) ?")
CSS_STRING = re.compile(r"(\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*')", re.S)
JS_IMPORT = re.compile(r"^import .*?;\n", re.M | re.S)
JS_FROM = re.compile(r"^import [^;]*?from \"([^\"]+)\";$", re.M)
JS_EXPORT = re.compile(r"^export ", re.M)
JS_NAME = re.compile(r"^(?:export )?(?:async )?(?:function\*?|const|let|class) ([A-Za-z_$][\w$]*)", re.M)


class NameTaken(Exception):
    """Two modules of the bundle declare the same top-level name."""


class NotJoined(Exception):
    """A module of the bundle imports one that is not in it."""


def shorter_css(text: str) -> str:
    """`text` without comments and needless white space; strings are left alone."""
    plain = CSS_PIECE.sub(lambda piece: piece[1] or " ", text)
    parts = CSS_STRING.split(plain)
    parts[::2] = [CSS_SPACE.sub(r"\1", part).replace(": ", ":").replace(";}", "}") for part in parts[::2]]
    return "".join(parts).strip()


def shorter_js(text: str) -> str:
    """`text` without whole-line comments, blank lines and indentation (no template literal may span lines)."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(("//", "/*", "*")))


def style_files() -> list[Path]:
    """The style sheets in the order in which they are joined."""
    named = [STYLES / "components" / f"{name}.css" for name in COMPONENTS]
    others = sorted(path for path in (STYLES / "components").glob("*.css") if path not in named)
    return [STYLES / "tokens.css", STYLES / "base.css", *named, *others]


def script_files() -> list[Path]:
    """The modules of the page's script: the behaviours, then the entry that starts them."""
    return [*sorted((SCRIPTS / "behaviours").glob("*.js")), SCRIPTS / "app.js"]


def editor_files() -> list[Path]:
    """The modules that are loaded only where somebody writes, after what they share with the page’s script."""
    own = [*sorted((SCRIPTS / "editor").glob("*.js")), SCRIPTS / "editor.js"]
    shared = {path for one in own for path in imported(one)} - set(own)
    while further := {path for one in shared for path in imported(one)} - shared:
        shared |= further
    return [*sorted(shared), *own]


def imported(path: Path) -> list[Path]:
    """The modules that this one imports."""
    return [(path.parent / name).resolve() for name in JS_FROM.findall(path.read_text())]


def joined_script(files: Sequence[Path]) -> str:
    """ES modules as one module: imports among them fall away, because all share one scope; names must differ.

    What the last file exports stays exported.
    """
    owner: dict[str, Path] = {}
    parts = []
    for path in files:
        text = path.read_text()
        if left_out := [one.name for one in imported(path) if one not in files]:
            raise NotJoined(f"{path.name} imports {left_out}")
        for name in JS_NAME.findall(text):
            if name in owner:
                raise NameTaken(f"{name} is declared in {owner[name].name} and in {path.name}")
            owner[name] = path
        text = JS_IMPORT.sub("", text)
        parts.append(shorter_js(text if path == files[-1] else JS_EXPORT.sub("", text)))
    return "\n".join(parts) + "\n"


def write(path: Path, text: str) -> None:
    """Put `text` in place at once, so that a page served meanwhile reads the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(text)
    draft.replace(path)


def build() -> None:
    """Write the bundles."""
    styles = "".join(shorter_css(path.read_text()) for path in style_files())
    write(DIST / "app.css", styles + "\n")
    write(DIST / "editor.css", shorter_css((STYLES / "editor.css").read_text()) + "\n")
    write(DIST / "editor.js", joined_script(editor_files()))
    write(DIST / "app.js", joined_script(script_files()))


def is_stale() -> bool:
    """True when a source is newer than the last bundle written, or when there is none."""
    last = DIST / "app.js"
    if not last.exists():
        return True
    sources = [*style_files(), STYLES / "editor.css", *script_files(), *editor_files(), Path(__file__)]
    return max(path.stat().st_mtime for path in sources) > last.stat().st_mtime


def build_if_stale() -> None:
    """Renew the bundles where needed."""
    if is_stale():
        build()


if __name__ == "__main__":
    build()
    sys.stdout.write(f"{DIST}: written\n")
