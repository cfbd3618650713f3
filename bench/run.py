"""The rows and the probes, in the order of the table. Needs Django."""

import time
from collections.abc import Callable, Iterator
from typing import Any

from bench import doors, probes, targets
from bench.measures import Measuring
from bench.network import Client, Network
from terreau.project import prepare


def everything(network: Network, client: Client, many: int, connections: int, only: str) -> dict[str, Any]:
    """Rows whose name holds one of the words, then the probes likewise."""
    words = [word.strip() for word in only.split(",") if word.strip()]
    measuring = Measuring(network, client, many, connections)
    who = doors.doors()
    rows = []
    for target in every_target(who, network):
        if wanted(f"{'pages ' if not target.writes else ''}{target.name} {target.viewer}", words):
            row = measuring.row(target)
            prepare.say(f"{target.name}, {target.viewer}: {row.cpu:.2f} ms, {row.ratio:.1f} times hello")
            rows.append(row.as_dict())
    found: dict[str, Any] = {}
    for name, probe in probes.PROBES.items():
        if wanted(f"probes {name}", words):
            prepare.say(name)
            found |= probe(measuring, who)
    return {"rows": rows, "probes": found, "memory_mb": network.pss()}


def wanted(name: str, words: list[str]) -> bool:
    return not words or any(word in name for word in words)


def every_target(who: list[doors.Door], network: Network) -> Iterator[targets.Target]:
    """Pages for every viewer, then JSON where it is offered, then writes of the first."""
    for one in who:
        yield from targets.pages(one)
    if probes.offers(network, "/api/v1/openapi.json"):
        for one in who:
            yield from targets.answers_as_json(one)
    yield from targets.writes(who[0])


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
