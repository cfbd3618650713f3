"""How well an entry fits, reckoned here and not by the engines, so that both put the same things first.

A word met in the title counts four times one met in the text; a title that says nothing else counts once more. Among
the best, words said several times count a little more. Content loses half of its lead with every half year; people
and spaces do not age: those who bear the word in their name come first, those who know of it after what is new.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter

from terreau.network.search.terms import Groups

HALF_LIFE = timedelta(days=180)
REFINED = 60  # the best rows, whose words are counted one by one
TITLE, WHOLE, AGAIN, MOST_AGAIN = 4.0, 4.0, 0.25, 4
NAMED, UNNAMED = 2.0, 0.6
AGELESS = frozenset({"person", "space"})


@dataclass(slots=True)
class Row:
    """One entry that may be shown. `titled`: the terms of its title, none where it holds no word that was asked for."""

    id: int
    kind: str
    thing_id: int
    language: str
    at: datetime
    titled: list[str]
    score: float = 0.0


def rank(rows: list[Row], sought: Groups, now: datetime) -> None:
    """Put the best first. Rows that fit equally well stand newest first."""
    for row in rows:
        row.score = fit(row, sought) * kept(row, now)
    rows.sort(key=attrgetter("score", "id"), reverse=True)


def fit(row: Row, sought: Groups) -> float:
    """Words of the query in the title against words in the text alone."""
    if not row.titled and row.kind not in AGELESS:
        return float(len(sought.wanted))
    met = sum(sought.met_by(at, row.titled) for at in range(len(sought.wanted)))
    said = TITLE * met + (len(sought.wanted) - met)
    if met == len(sought.wanted) and row.titled and sought.ask_for_all(row.titled):
        said += WHOLE
    return said * (NAMED if met else UNNAMED) if row.kind in AGELESS else said


def kept(row: Row, now: datetime) -> float:
    """What age leaves of a score."""
    if row.kind in AGELESS or row.at >= now:
        return 1.0
    fading: float = 0.5 ** ((now - row.at) / HALF_LIFE)
    return 0.5 + 0.5 * fading


def refine(rows: list[Row], sought: Groups, texts: Mapping[int, str], now: datetime) -> None:
    """Sort the first rows again, knowing the terms of their texts (by id of the row)."""
    best, signs = rows[:REFINED], [sought.signs(at) for at in range(len(sought.wanted))]
    for row in best:
        apart = f"  {texts.get(row.id, '')}  ".replace(" ", "  ")
        counts = [min(MOST_AGAIN, sum(map(apart.count, group))) for group in signs]
        row.score += AGAIN * sum(counts) / len(counts) * kept(row, now)
    best.sort(key=attrgetter("score", "id"), reverse=True)
    rows[:REFINED] = best
