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

from terreau.foundation.ui.terminal import FAILED, print_report, say, whole, with_json
from terreau.project import prepare
from terreau.project.terminal import choose_data

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


SMALLEST = {"people": 100, "spaces": 10, "posts": 100}  # a world to measure needs its four viewers and their spaces


def main(words: list[str]) -> int:
    """Plant what the words ask for; 1 when the network already holds people."""
    asked = options().parse_args(words)
    choose_data(words)
    os.umask(0o077)
    folder = prepare.data_folder()
    prepare.compile_catalogues()
    prepare.prepare_data(folder)
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
        prepare.mark_as_demo(folder)
    print_report(counts, as_json=asked.json)
    return 0


def options() -> argparse.ArgumentParser:
    """What may be asked."""
    parser = argparse.ArgumentParser(prog="bin/seed", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", metavar="DIR", help="the folder of the network (var/)")
    parser.add_argument("--seed", type=int, default=2026, help="the same number makes the same company")
    for name, given, told in (
        ("people", 0, "a world to measure, of so many people"),
        ("spaces", 400, "so many spaces in it (400)"),
        ("posts", 20_000, "so many posts in it (20000)"),
    ):
        parser.add_argument(f"--{name}", type=whole(SMALLEST[name], 10**8), default=given, metavar="N", help=told)
    with_json(parser)
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
    try:
        sys.exit(main(sys.argv[1:]))
    except prepare.CannotStart as problem:
        say(str(problem))
        sys.exit(FAILED)
