"""The load client, a process of its own: reads orders as lines of JSON, answers each with one line.

An order is `{"requests": [...], "count": N, "connections": C}`: the requests are sent in turn until N are answered,
over C connections kept alive. `@N` in an address or a body becomes a number that no other request has.
`{"streams": N, "requests": [...]}` opens N streams and holds them until the process ends.
"""

import asyncio
import json
import sys
import time
from itertools import count, cycle
from typing import Any

Request = dict[str, Any]
serial = count(time.time_ns() // 1_000)


class Failed(Exception):
    """The server said something that cannot be measured."""


class Connection:
    """One connection kept alive."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port

    async def open(self) -> None:
        self.reader, self.writer = await asyncio.open_connection(self.host, self.port, limit=2**20)

    async def ask(self, raw: bytes) -> tuple[int, int]:
        """Send a request, read the answer whole: its status and the bytes of its body."""
        self.writer.write(raw)
        head = await self.reader.readuntil(b"\r\n\r\n")
        status = int(head[9:12])
        if status in (204, 304):
            return status, 0
        return status, len(await self.body(head.lower()))

    async def body(self, head: bytes) -> bytes:
        if b"content-length:" in head:
            size = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
            return bytes(await self.reader.readexactly(size))
        pieces = []
        while size := int((await self.reader.readuntil(b"\r\n")).strip(), 16):
            pieces.append(await self.reader.readexactly(size))
            await self.reader.readexactly(2)
        await self.reader.readexactly(2)
        return b"".join(pieces)


def written(request: Request, host: str) -> bytes:
    """The request as it goes over the wire."""
    number = str(next(serial))
    body: bytes = request.get("body", "").replace("@N", number).encode()
    lines = [f"{request.get('method', 'GET')} {request['path'].replace('@N', number)} HTTP/1.1", f"Host: {host}"]
    lines += [f"{name}: {value.replace('@N', number)}" for name, value in request.get("headers", {}).items()]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


async def answer(host: str, port: int, order: dict[str, Any]) -> dict[str, Any]:
    """Send what the order says; the milliseconds of each answer, what they weighed, how long it all took."""
    turn, left = cycle(order["requests"]), iter(range(order["count"]))
    expected = set(order.get("expect", [200]))
    times: list[float] = []
    sizes: list[int] = []

    async def worker() -> None:
        connection = Connection(host, port)
        await connection.open()
        for _ in left:
            request = next(turn)
            raw = written(request, host)
            begun = time.perf_counter()
            status, size = await connection.ask(raw)
            times.append((time.perf_counter() - begun) * 1000)
            sizes.append(size)
            if status not in expected:
                raise Failed(f"{request.get('method', 'GET')} {request['path']}: {status}")
        connection.writer.close()

    begun = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(order.get("connections", 1))))
    return {"seconds": time.perf_counter() - begun, "ms": times, "bytes": sizes}


async def hold(host: str, port: int, order: dict[str, Any]) -> dict[str, Any]:
    """Open streams and keep them; says how many the server opened."""
    opened, turn = 0, cycle(order["requests"])
    for _ in range(order["streams"]):
        connection = Connection(host, port)
        await connection.open()
        connection.writer.write(written(next(turn), host))
        head = await connection.reader.readuntil(b"\r\n\r\n")
        opened += head[9:12] == b"200"
        KEPT.append(connection)
    return {"opened": opened}


KEPT: list[Connection] = []


async def serve(host: str, port: int) -> None:
    """Orders until the input ends. Streams held stay open meanwhile."""
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        order = json.loads(line)
        try:
            said = await (hold if "streams" in order else answer)(host, port, order)
        except (Failed, OSError, asyncio.IncompleteReadError) as problem:
            said = {"failed": str(problem) or type(problem).__name__}
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], int(sys.argv[2])))
