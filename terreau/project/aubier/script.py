"""Read what writers write: threads and templates as plain text files. `texts/README.md` describes the format."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"
KINDS = ("message", "question", "announcement", "kudos")
REACTIONS = ("useful", "thanks", "agree", "well_done", "support", "explore")
_COMMENT = re.compile(r"^(>{2,3}) +(\S+) *(.*)$")
_FIELD = re.compile(r"^([a-z_]+): *(.*)$")


class ScriptError(ValueError):
    """A text that cannot be read, with its file and line."""


@dataclass(slots=True)
class Line:
    """A comment as written: `after` is its offset ("+4h") or empty, `words` what else stands on its line."""

    who: str
    after: str
    words: list[str]
    body: str = ""
    replies: list["Line"] = field(default_factory=list)

    @property
    def accepted(self) -> bool:
        """True when marked as the accepted answer."""
        return "accepted" in self.words


@dataclass(slots=True)
class Script:
    """A thread or a template as written."""

    source: str
    title: str
    fields: dict[str, str]
    body: str
    lines: list[Line]
    language: str

    def get(self, name: str, default: str = "") -> str:
        """Return a header field."""
        return self.fields.get(name, default)

    def listed(self, name: str) -> list[str]:
        """Return a header field that holds several values parted by commas."""
        return [value.strip() for value in self.get(name).split(",") if value.strip()]

    def texts(self) -> list[str]:
        """Return every text of the script."""
        said = [line.body for top in self.lines for line in (top, *top.replies)]
        return [self.title, self.body, *said]

    @property
    def kind(self) -> str:
        """Return the kind of post."""
        return self.get("kind", "message")


@lru_cache(maxsize=256)
def read(path: Path, language: str) -> tuple[Script, ...]:
    """Return every script of a file; `language` holds unless a script says `lang:`."""
    return tuple(_scripts(path, language))


def folder(name: str) -> list[Path]:
    """Return the text files of `texts/{name}`, in order."""
    return sorted((TEXTS / name).glob("*.md"))


def _scripts(path: Path, language: str) -> Iterator[Script]:
    lines = path.read_text(encoding="utf-8").splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith("# ")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield _script(f"{path.name}:{start + 1}", lines[start:end], language)


def _script(source: str, lines: list[str], language: str) -> Script:
    title = lines[0].removeprefix("# ").strip()
    fields: dict[str, str] = {}
    position = 1
    while position < len(lines) and lines[position].strip():
        found = _FIELD.match(lines[position])
        if not found:
            raise ScriptError(f"{source}: “{lines[position]}” is not “name: value”; leave a blank line before the text")
        fields[found[1]] = found[2].strip()
        position += 1
    body, spoken = _parts(source, lines[position:])
    script = Script(source, "" if title == "-" else title, fields, body, spoken, fields.get("lang", language))
    _judge(script)
    return script


def _parts(source: str, lines: list[str]) -> tuple[str, list[Line]]:
    body: list[str] = []
    spoken: list[Line] = []
    target = body
    held: list[tuple[Line, list[str]]] = []
    for line in lines:
        found = _COMMENT.match(line)
        if not found:
            target.append(line)
            continue
        words = found[3].split()
        after = words.pop(0) if words and words[0].startswith("+") else ""
        said = Line(found[2], after, words)
        target = []
        held.append((said, target))
        if found[1] == ">>":
            spoken.append(said)
        elif spoken:
            spoken[-1].replies.append(said)
        else:
            raise ScriptError(f"{source}: a reply without a comment before it")
    for said, text in held:
        said.body = "\n".join(text).strip()
    return "\n".join(body).strip(), spoken


def _judge(script: Script) -> None:
    if script.kind not in KINDS:
        raise ScriptError(f"{script.source}: “{script.kind}” is no kind of post; use {', '.join(KINDS)}")
    if not script.body:
        raise ScriptError(f"{script.source}: the text is missing")
    if script.kind in ("question", "announcement") and not script.title:
        raise ScriptError(f"{script.source}: a {script.kind} needs a title")
    for line in script.lines:
        if not line.body:
            raise ScriptError(f"{script.source}: a comment by {line.who} is empty")


def reactions(words: list[str]) -> dict[str, int]:
    """Return the counts of reactions in ["useful", "31", "thanks", "2"]."""
    found: dict[str, int] = {}
    for word, count in pairwise(words):
        if word in REACTIONS and count.isdigit() and int(count):
            found[word] = int(count)
    return found
