"""`bin/bench`: make or reuse a world, start the network on it, measure every row, print."""

import argparse
import json
import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import django

from bench import report
from bench.network import CannotMeasure, Client, Network, machine
from terreau.project import prepare

WORLDS = {"small": (2_000, 400, 20_000), "large": (200_000, 20_000, 2_000_000)}
FULL, QUICK = 200, 20  # requests in a block


def main(words: list[str]) -> int:
    asked = options().parse_args(words)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the network under measure ends with us
    try:
        choose(asked)
        found = measure(asked)
    except (CannotMeasure, prepare.CannotStart) as problem:
        prepare.say(str(problem))
        return 1
    write = sys.stdout.write
    write(json.dumps(found, indent=1) + "\n" if asked.json else f"\n{report.whole(found)}\n")
    return 0


def options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--world", choices=sorted(WORLDS), default="small")
    parser.add_argument("--database", default="sqlite")
    parser.add_argument("--data", metavar="DIR")
    parser.add_argument("--only", default="", metavar="WORDS")
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true")
    return parser


def choose(asked: argparse.Namespace) -> None:
    """Data folder and database of this process and of those it starts."""
    folder = Path(asked.data or prepare.ROOT / "var" / "bench" / asked.world).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["TERREAU_DATA"] = str(folder)
    os.environ["TERREAU_DATABASE_URL"] = "" if asked.database == "sqlite" else asked.database
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terreau.project.settings")


def measure(asked: argparse.Namespace) -> dict[str, Any]:
    """Every row that was asked for, and the probes."""
    folder = prepare.data_folder()
    prepare.prepare_code()
    prepare.prepare_data(folder)
    django.setup()
    planted = plant(asked.world)
    run = import_module("bench.run")
    network = Network(folder)
    network.start()
    client = Client(network.port)
    try:
        found = run.everything(network, client, QUICK if asked.quick else FULL, asked.connections, asked.only)
    finally:
        client.stop()
        network.stop()
    return {"machine": machine(), "world": asked.world, **planted, **found}


def plant(world: str) -> dict[str, Any]:
    """The world, made if it is not there yet."""
    planting = import_module("terreau.project.planting")
    if planting.is_planted():
        return {}
    prepare.say(f"Planting the {world} world, once…")
    run = import_module("bench.run")
    seconds = run.timed(lambda: planting.plant_world(*WORLDS[world], 2026))
    prepare.say(f"Planted in {seconds:.1f} s")
    return {"planted_seconds": round(seconds, 1)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
