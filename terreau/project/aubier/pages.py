"""The pages of the spaces, read from `texts/pages/SPACE.md`, each with what it said before."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from terreau.project.aubier.clock import ago, anchors, on_clock_of, span
from terreau.project.aubier.script import ScriptError, folder
from terreau.project.aubier.shapes import Company, PageSpec, PageVersionSpec
from terreau.project.aubier.slots import Filler

SAID = 9  # a page has fewer replies
_NEXT = re.compile(r"^=== (.+)$", re.MULTILINE)


def pages(made: Company, now: datetime) -> list[PageSpec]:
    """Return every page, those above before those below."""
    return [page for path in folder("pages") for page in _pages(path, made, now)]


def _pages(path: Path, made: Company, now: datetime) -> Iterator[PageSpec]:
    text = path.read_text(encoding="utf-8")
    for piece in re.split(r"^# ", text, flags=re.MULTILINE)[1:]:
        head, _, body = piece.partition("\n\n")
        title, *lines = head.splitlines()
        yield _page(path, title, dict(line.split(": ", 1) for line in lines), body, made, now)


def _page(path: Path, title: str, told: dict[str, str], body: str, made: Company, now: datetime) -> PageSpec:
    rng, language = Random(f"pages/{path.stem}/{title}"), told.get("lang", "fr")
    filler = Filler(rng, language, now.date(), made.alias, anchors(now.date()))
    first, *rest = _NEXT.split(body)
    said = [(told, first), *zip(map(_fields, rest[::2]), rest[1::2], strict=True)]
    versions = tuple(_version(fields, words, made, filler, rng, now) for fields, words in said)
    if [one.at for one in versions] != sorted(one.at for one in versions):
        raise ScriptError(f"{path.name}: the versions of “{title}” are not in order")

    def words_of(field: str) -> tuple[str, datetime, str] | None:
        return _spoken(told[field], made, filler, rng, now) if field in told else None

    return PageSpec(
        space=path.stem,
        title=filler.fill(title),
        above=filler.fill(told.get("above", "")),
        language=language,
        owner=made.alias[told["owner"]],
        review_on=(now + span(told["review"])).date() if "review" in told else None,
        versions=versions,
        doubt=words_of("doubt"),
        announced=words_of("announced"),
        said=tuple(found for number in range(1, SAID) if (found := words_of(f"said{number}"))),
    )


def _fields(line: str) -> dict[str, str]:
    """ "by: karim | at: 31d | minor" """
    return {name: value for name, _, value in (part.strip().partition(": ") for part in line.split("|"))}


def _version(
    told: dict[str, str], body: str, made: Company, filler: Filler, rng: Random, now: datetime
) -> PageVersionSpec:
    author = made.people[made.alias[told["by"]]]
    at = min(ago(told["at"], author, now, rng), now - timedelta(minutes=1))
    own = Filler(rng, filler.language, on_clock_of(author, at).date(), made.alias, filler.names)
    return PageVersionSpec(author.login, at, own.fill(body), minor="minor" in told)


def _spoken(line: str, made: Company, filler: Filler, rng: Random, now: datetime) -> tuple[str, datetime, str]:
    """ "bob | 6d | What he said." """
    who, at, why = (part.strip() for part in line.split("|"))
    person = made.people[made.alias[who]]
    return person.login, ago(at, person, now, rng), filler.fill(why)
