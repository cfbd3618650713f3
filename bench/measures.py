"""One row: blocks of the target between blocks of `hello`, so that a busy machine weighs on both alike."""

import time
from dataclasses import asdict, dataclass, field
from statistics import median, quantiles
from typing import Any

from bench import doors
from bench.network import CannotMeasure, Client, Network
from bench.targets import HELLO, Target

ROUNDS = 7
LONGEST_DRAIN = 60.0  # seconds


@dataclass
class Row:
    """Medians over the rounds; times in milliseconds. `ratio` is processor time beside hello’s of the same round."""

    name: str
    viewer: str
    per_second: float
    p50: float
    p95: float
    p99: float
    cpu: float
    ratio: float
    sql: int
    sql_ms: float
    bytes: int
    hello_cpu: float
    p50_ratio: float
    p95_ratio: float
    all_cpu: float | None = None
    all_ratio: float | None = None

    def as_dict(self) -> dict[str, Any]:
        return {name: round(value, 2) if isinstance(value, float) else value for name, value in asdict(self).items()}


@dataclass
class Block:
    """What one block of requests cost."""

    cpu: float
    per_second: float
    ms: list[float]
    bytes: int
    sql: list[int] = field(default_factory=list)
    sql_ms: list[float] = field(default_factory=list)
    all_cpu: float = 0.0


class Measuring:
    """The network under measure and its client; `many` requests make a block."""

    def __init__(self, network: Network, client: Client, many: int, connections: int) -> None:
        self.network, self.client, self.many, self.connections = network, client, many, connections

    def row(self, target: Target) -> Row:
        """Measure a target: one block to warm up, then rounds."""
        self.block(HELLO, self.many // 4)
        self.target_block(target, max(10, self.many // 4))
        rounds = [(self.block(HELLO, self.many), self.target_block(target, self.many)) for _ in range(ROUNDS)]
        return row_of(target, rounds)

    def target_block(self, target: Target, many: int) -> Block:
        requests = target.fresh(many)
        if not requests:
            raise CannotMeasure(f"Nothing left to do for {target.viewer}: make the world anew.")
        many = min(many, len(requests)) if len(requests) > 1 else many
        if not target.writes:
            return self.block(requests, many, target.expect)
        drain()
        before = self.network.cpu("app", "worker")
        made = self.block(requests, many, target.expect)
        drain()
        made.all_cpu = (self.network.cpu("app", "worker") - before) / many
        return made

    def block(self, requests: list[dict[str, Any]], many: int, expect: list[int] | None = None) -> Block:
        before = self.network.cpu("app")
        said = self.client.order(requests=requests, count=many, connections=self.connections, expect=expect or [200])
        cpu = (self.network.cpu("app") - before) / many
        lines = self.network.lines()
        sql, sql_ms = [line["sql"] for line in lines], [line["sql_ms"] for line in lines]
        return Block(cpu, many / said["seconds"], said["ms"], int(median(said["bytes"])), sql, sql_ms)


def drain() -> float:
    """Wait until all that follows has followed; seconds it took."""
    begun = time.perf_counter()
    while doors.behind():
        if time.perf_counter() - begun > LONGEST_DRAIN:
            raise CannotMeasure("The worker does not catch up.")
        time.sleep(0.05)
    return time.perf_counter() - begun


def row_of(target: Target, rounds: list[tuple[Block, Block]]) -> Row:
    hellos, blocks = [pair[0] for pair in rounds], [pair[1] for pair in rounds]
    hello_ms, ms = joined(hellos), joined(blocks)
    p50, p95, p99 = percentiles(ms)
    hello50, hello95, _ = percentiles(hello_ms)
    row = Row(
        name=target.name,
        viewer=target.viewer,
        per_second=median(block.per_second for block in blocks),
        p50=p50,
        p95=p95,
        p99=p99,
        cpu=median(block.cpu for block in blocks),
        ratio=median(block.cpu / hello.cpu for hello, block in rounds),
        sql=int(median(count for block in blocks for count in block.sql)),
        sql_ms=median(count for block in blocks for count in block.sql_ms),
        bytes=int(median(block.bytes for block in blocks)),
        hello_cpu=median(hello.cpu for hello in hellos),
        p50_ratio=p50 / hello50,
        p95_ratio=p95 / hello95,
    )
    if target.writes:
        row.all_cpu = median(block.all_cpu for block in blocks)
        row.all_ratio = median(block.all_cpu / hello.cpu for hello, block in rounds)
    return row


def joined(blocks: list[Block]) -> list[float]:
    return [one for block in blocks for one in block.ms]


def percentiles(values: list[float]) -> tuple[float, float, float]:
    """The 50th, 95th and 99th."""
    cuts = quantiles(values, n=100)
    return cuts[49], cuts[94], cuts[98]
