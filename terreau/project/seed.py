"""Plant the demo company, or a world to measure, into an empty network.

`python -m terreau.project.seed [--data DIR] [--seed N] [--people N --spaces N --posts N] [--json]`
"""

import argparse
import os
import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module

import django

from terreau.foundation.ui.terminal import FAILED, print_report, say
from terreau.project import prepare
from terreau.project.terminal import choose_data

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def main(words: list[str]) -> int:
    """Plant what the words ask for; 1 when the network already holds people."""
    asked = options().parse_args(words)
    choose_data(words)
    prepare.prepare_data(prepare.data_folder())
    if not asked.people:
        prepare.mark_as_demo(prepare.data_folder())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terreau.project.settings")
    django.setup()
    planting = import_module("terreau.project.planting")
    if planting.is_planted():
        say("This network already holds people: nothing was planted. Name an empty folder with --data DIR.")
        return FAILED
    if asked.people:
        counts = planting.plant_world(asked.people, asked.spaces, asked.posts, asked.seed)
    else:
        counts = planting.plant(asked.seed, datetime.now(UTC), keys(asked.seed))
    print_report(counts, as_json=asked.json)
    return 0


def options() -> argparse.ArgumentParser:
    """What may be asked."""
    parser = argparse.ArgumentParser(prog="bin/seed", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", metavar="DIR", help="the folder of the network (var/)")
    parser.add_argument("--seed", type=int, default=2026, help="the same number makes the same company")
    parser.add_argument("--people", type=int, default=0, help="a world to measure, of so many people")
    parser.add_argument("--spaces", type=int, default=400)
    parser.add_argument("--posts", type=int, default=20_000)
    parser.add_argument("--json", action="store_true", help="the counts as JSON on standard output")
    return parser


def keys(seed: int) -> Iterator[str]:
    """Keys that are the same for the same seed, each once."""
    dice, given = random.Random(f"keys/{seed}"), set()
    while True:
        key = "".join(dice.choices(ALPHABET, k=6))
        if key not in given:
            given.add(key)
            yield key


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
