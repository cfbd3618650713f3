"""How the activity of a space is spread over its life."""

from bisect import bisect
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import accumulate
from random import Random

from terreau.project.aubier.shapes import SpaceSpec

# Each curve: weight of a day, given the share of the space's life gone by (0 to 1) and the day's age in days.
CURVES: dict[str, Callable[[float, int], float]] = {
    "steady": lambda life, age: 0.7 + 0.3 * life,
    "growing": lambda life, age: 0.15 + 1.6 * life**1.6,
    "fading": lambda life, age: 1.5 * (1 - life) ** 1.3 + 0.12,
    "young": lambda life, age: 0.4 + life,
    "ended": lambda life, age: 1.6 * life * (1 - life) * 4 + 0.1,
    "seasonal": lambda life, age: 0.5 + 0.5 * life,
    "seasons": lambda life, age: 0.02 if age < 150 else 1.0,
    "none": lambda life, age: 0.0,
}


def day_weight(day: date, curve: str) -> float:
    """Return how lively the calendar makes that day: week-ends, August and the turn of the year are quiet."""
    weight = (1.0, 1.12, 1.08, 1.05, 0.85, 0.07, 0.03)[day.weekday()]
    if day.month == 8:
        weight *= 0.45
    if (day.month, day.day) >= (12, 23) or (day.month, day.day) <= (1, 2):
        weight *= 0.15
    if curve == "seasonal":
        weight *= 1.8 if day.month in (1, 9, 10) else 0.7
    if curve == "seasons":
        weight *= 1.9 if day.month in (1, 2, 3, 4, 10) else 0.25
    return weight


def dates(space: SpaceSpec, rng: Random, now: datetime, count: int) -> list[date]:
    """Return `count` days of the space's life, in order, drawn by its curve."""
    start = space.created_on + timedelta(days=2)
    end = min(space.archived_on or now.date(), now.date()) - timedelta(days=1)
    length = (end - start).days
    if length < 3 or count <= 0:
        return []
    shape = CURVES[space.curve]
    days = [start + timedelta(days=index) for index in range(length)]
    weights = [
        shape(index / length, (now.date() - day).days) * day_weight(day, space.curve) for index, day in enumerate(days)
    ]
    totals = list(accumulate(weights))
    if totals[-1] <= 0:
        return []
    return sorted(days[min(bisect(totals, rng.random() * totals[-1]), length - 1)] for _each in range(count))
