"""Values of the wrong kind in the right places, for readers of every source."""

import random
from typing import Any

SEEDS: list[Any] = [
    None,
    0,
    -1,
    1e308,
    "",
    "x" * 300,
    "1577836800.000100",
    [],
    {},
    [None],
    [[]],
    {"a": []},
    True,
    "\x00",
    "<@U1>",
]


def spoiled(value: Any, chance: random.Random) -> Any:
    """`value` with some of what is in it replaced by something else."""
    if chance.random() < 0.08:
        return chance.choice(SEEDS)
    if isinstance(value, dict):
        kept = {key: spoiled(inner, chance) for key, inner in value.items()}
        return kept
    return [spoiled(inner, chance) for inner in value] if isinstance(value, list) else value
