"""How well an entry fits, reckoned here and not by the engines, so that both put the same things first.

A word met in the title counts four times one met in the text; a title that says nothing else counts once more. Among
the best, words said several times count a little more. Content loses half of its lead with every half year; people
and spaces do not age: those who bear the word in their name come first, those who know of it after what is new.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from terreau.network.search.terms import Groups

HALF_LIFE = 180 * 86_400.0  # seconds
REFINED = 100  # the best rows, whose words are counted one by one
TITLE, WHOLE, AGAIN, MOST_AGAIN = 4.0, 4.0, 0.25, 4
NAMED, UNNAMED = 2.0, 0.6
AGELESS = frozenset({"person", "space"})


@dataclass(slots=True)
class Row:
    """One entry found. `titled`: the terms of its title, its kind’s mark first; `at`: seconds since 1970."""

    id: int
    kind: str
    thing_id: int
    space_id: int | None
    author_id: int | None
    language: str
    titled: str
    at: float
    score: float = 0.0


def rank(rows: list[Row], sought: Groups, now: datetime) -> None:
    """Put the best first. Rows that fit equally well stand newest first."""
    asked = re.compile("|".join(map(re.escape, sought.beginnings())))
    in_text, moment = float(len(sought.wanted)), now.timestamp()
    for row in rows:
        # Most titles hold none of the words: one look tells, before they are taken apart.
        if row.kind in AGELESS or asked.search(row.titled):
            row.score = fit(row, sought) * kept(row, moment)
        else:
            row.score = in_text * kept(row, moment)
    rows.sort(key=attrgetter("score", "id"), reverse=True)


def fit(row: Row, sought: Groups) -> float:
    """Words of the query in the title against words in the text alone."""
    title = row.titled.split(" ")[1:]
    met = sum(1 for at in range(len(sought.wanted)) if sought.met_by(at, title))
    said = TITLE * met + (len(sought.wanted) - met)
    if met == len(sought.wanted) and title and all(known(term, sought) for term in title):
        said += WHOLE
    return said * (NAMED if met else UNNAMED) if row.kind in AGELESS else said


def known(term: str, sought: Groups) -> bool:
    """Is this term of a title one that was asked for?"""
    return any(sought.met_by(at, [term]) for at in range(len(sought.wanted)))


def kept(row: Row, moment: float) -> float:
    """What age leaves of a score at a moment (seconds since 1970)."""
    if row.kind in AGELESS or row.at >= moment:
        return 1.0
    fading: float = 0.5 ** ((moment - row.at) / HALF_LIFE)
    return 0.5 + 0.5 * fading


def refine(rows: list[Row], sought: Groups, texts: Mapping[int, str], now: datetime) -> None:
    """Sort the first rows again, knowing the terms of their texts (by id of the row)."""
    best, moment = rows[:REFINED], now.timestamp()
    for row in best:
        terms = texts.get(row.id, "").split(" ")
        counts: Sequence[int] = [min(MOST_AGAIN, sought.met_by(at, terms)) for at in range(len(sought.wanted))]
        row.score += AGAIN * sum(counts) / len(counts) * kept(row, moment)
    best.sort(key=attrgetter("score", "id"), reverse=True)
    rows[:REFINED] = best
