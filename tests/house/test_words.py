"""Rule 13 and plain speech: docstrings, reasons, and words that have no place in the tree."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog

from terreau.foundation.ui import texts
from tests.house.law import Breach, keep
from tests.house.tree import ENGINES, ROOT, Source, everything, product, public, read, source

DOCUMENTED = {"actions", "queries", "rules"}
WAIVER = re.compile(r"#\s*(?:type:\s*ignore|noqa)[^#-]*(?P<why>[#-].*)?$|mark\.(?:skip|skipif|xfail)\b|pytest\.skip\(")
UNFINISHED = re.compile(
    r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX|Not" r"ImplementedError|lorem" r" ipsum)\b|pragma:\s*no" r" cover"
)
MACHINES = re.compile(r"(?<![\w.])/(?:work|root|home/[a-z]\w*|Users/\w+|opt/pypi)(?:/|\b(?!\w))")
REGISTRIES = re.compile(r"files\.pythonhosted\.org|--(?:extra-)?index-url|--find-links|trusted-host", re.I)
TEXT = {".py", ".md", ".html", ".jinja", ".css", ".js", ".toml", ".txt", ".in", ".sh", ".po", ".ini", ".cfg", ""}


def text_files() -> Iterator[Path]:
    here = Path(__file__)
    for path in everything():
        if path.suffix in TEXT and path != here and "vendor" not in path.parts and path.name != "LICENSE":
            yield path


def lines() -> Iterator[tuple[str, str]]:
    """Every line of every text of the tree, with where it stands."""
    for path in text_files():
        for number, line in enumerate(read(path).splitlines(), 1):
            yield f"{path.relative_to(ROOT)}:{number}", line


def test_public_functions_have_a_docstring() -> None:
    keep(
        "What others call in actions, queries, rules and engines has a docstring.",
        "say what it means, its units, its errors, in one line. (One statement may speak for itself.)",
        (
            Breach(item.at(function), f"{function.name} says nothing", f"{item.module}.{function.name}")
            for item in product()
            if item.flat in DOCUMENTED or (item.room and item.room.name in ENGINES)
            for function in item.functions()
            if len(function.body) > 1 and not ast.get_docstring(function) and public(item, function)
        ),
    )


def test_waivers_give_their_reason() -> None:
    keep(
        "A skip, xfail, `type: ignore` or `noqa` gives its reason.",
        '`# noqa: X123 - why`, `# type: ignore[x]  # why`, `reason="why"`, or a comment on the line above.',
        (
            Breach(f"{item.where}:{number}", line.strip()[:90], f"{item.module}: {line.strip()[:60]}")
            for item in map(source, python_files())
            for number, line in enumerate(item.text.splitlines(), 1)
            if unreasoned(item, number, line)
        ),
    )


def python_files() -> Iterator[Path]:
    return (path for path in text_files() if path.suffix == ".py" and "migrations" not in path.parts)


def unreasoned(item: Source, number: int, line: str) -> bool:
    found = WAIVER.search(line)
    if not found:
        return False
    if len((found["why"] or "").strip("#- ")) > 2:
        return False
    block = item.text.splitlines()[: number - 1]
    while block and (not block[-1].strip() or WAIVER.search(block[-1])):
        if "noqa" in block[-1] and not unreasoned(item, len(block), block[-1]):
            return False  # the first of a block of imports gives the reason for all
        block.pop()
    if block and block[-1].strip().startswith("#"):
        return False
    return not re.search(r"reason=|skip\([^)]", line)


def test_nothing_is_left_unfinished() -> None:
    keep(
        "Nothing is left unfinished in the tree.",
        "finish it, or take it out; what is planned stands in an issue.",
        (Breach(where, line.strip()[:90], where.split(":")[0]) for where, line in lines() if UNFINISHED.search(line)),
    )


DOCUMENT = re.compile(r"\bdocs/[\w./-]+\.md\b")


def test_documents_that_are_named_exist() -> None:
    keep(
        "A document that is named exists.",
        "name the one that says it, or write it.",
        (
            Breach(where, name, f"{where.split(':')[0]}: {name}")
            for where, line in lines()
            for name in DOCUMENT.findall(line)
            if not (ROOT / name).is_file()
        ),
    )


def test_no_machine_is_named() -> None:
    keep(
        "No path of somebody’s machine stands in the tree.",
        "write it relative to the checkout, or let the caller name it.",
        (Breach(where, line.strip()[:90], where.split(":")[0]) for where, line in lines() if MACHINES.search(line)),
    )


def test_no_registry_is_named() -> None:
    keep(
        "No index or registry host stands in the tree.",
        "locks carry versions and hashes only; where packages come from is the installer’s own configuration.",
        (Breach(where, line.strip()[:90], where.split(":")[0]) for where, line in lines() if REGISTRIES.search(line)),
    )


def test_every_text_is_translated() -> None:
    keep(
        "Every text of every room has a sound translation.",
        "python -m terreau.foundation.ui.texts update ROOM, then write the French.",
        (Breach(*line.split(": ", 1), name=line) for line in texts.missing()),
    )


def test_no_catalogue_holds_what_nobody_says() -> None:
    keep(
        "A catalogue holds what its room says, and nothing else.",
        "python -m terreau.foundation.ui.texts update ROOM.",
        (
            Breach(str(texts.catalogue_path(room, language).relative_to(ROOT)), repr(words), f"{room.name}: {words}")
            for room in texts.rooms()
            for language in texts.LANGUAGES
            for words in sorted(keys_of(texts.written(room, language)) - keys_of(texts.spoken(room)))
        ),
    )


def keys_of(catalogue: Catalog) -> set[str]:
    return {" | ".join([message.context or "", *texts.forms(message.id)]) for message in catalogue if message.id}


def test_a_text_is_said_one_way() -> None:
    keep(
        "The same English text, in the same context, has one translation in the whole tree.",
        "Django lays all catalogues over one another: agree on the words, or tell two meanings apart with pgettext.",
        (
            Breach(" and ".join(sorted(rooms)), f"{text[1]!r} is {' and '.join(map(repr, said))}", str(text[1]))
            for language in texts.LANGUAGES
            for text, rooms, said in clashes(language)
        ),
    )


def clashes(language: str) -> Iterator[tuple[tuple[str | None, str], set[str], list[str]]]:
    """Context and text, the rooms that say it, and the ways they do, where there is more than one."""
    found: dict[tuple[str | None, str], dict[str, set[str]]] = {}
    for room in texts.rooms():
        for message in texts.written(room, language):
            if message.id:
                ways = found.setdefault((message.context, texts.forms(message.id)[0]), {})
                ways.setdefault(" / ".join(texts.forms(message.string)), set()).add(room.name)
    for text, ways in found.items():
        if len(ways) > 1:
            yield text, set().union(*ways.values()), sorted(ways)
