"""The processes under measure, started as an operator starts them, and what the kernel knows of them."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import IO, Any

PYTHON = [sys.executable, "-P", "-m"]


class CannotMeasure(Exception):
    """A sentence for the person: why there are no figures."""


class Network:
    """`bin/run` on a port of its own: supervisor, app process, worker. Its log is read for what each answer asked."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.log = folder / "bench.log"
        self.place = 0
        self.pids: dict[str, int] = {}

    def start(self) -> float:
        """Start and wait until it answers; seconds it took."""
        command = [*PYTHON, "terreau.project.server", "--port", str(self.port), "--data", str(self.folder), "--empty"]
        begun = time.perf_counter()
        with self.log.open("ab") as log:
            self.place = log.tell()
            self.process = subprocess.Popen(command, stderr=log, stdin=subprocess.DEVNULL, process_group=0)
        while not answers(f"http://127.0.0.1:{self.port}/healthz"):
            if self.process.poll() is not None or time.perf_counter() - begun > 120:
                raise CannotMeasure(f"The network did not start; see {self.log}")
            time.sleep(0.02)
        took = time.perf_counter() - begun
        self.pids = {"supervisor": self.process.pid, **children_of(self.process.pid)}
        return took

    def stop(self) -> float:
        """Ctrl-C; seconds until the last process has ended."""
        begun = time.perf_counter()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)
        return time.perf_counter() - begun

    def cpu(self, *names: str) -> float:
        """Milliseconds of processor these processes have used up to now, by the kernel’s own clock."""
        return sum(processor_ms(self.pids[name]) for name in names)

    def pss(self) -> dict[str, float]:
        """Memory of each process in MB, shared pages counted by share (PSS)."""
        found = {name: round(memory_mb(pid), 1) for name, pid in self.pids.items()}
        return found | {"together": round(sum(found.values()), 1)}

    def lines(self) -> list[dict[str, Any]]:
        """What the access log said since the last look."""
        with self.log.open("rb") as log:
            log.seek(self.place)
            text = log.read()
            self.place = log.tell()
        return [json.loads(line) for line in text.splitlines() if line.startswith(b'{"event": "request"')]


class Client:
    """The load client’s end of the line."""

    def __init__(self, port: int) -> None:
        self.process = subprocess.Popen(
            [*PYTHON, "bench.client", "127.0.0.1", str(port)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def order(self, **order: Any) -> dict[str, Any]:
        """Have requests sent; what came back."""
        into, out = pipe(self.process.stdin), pipe(self.process.stdout)
        into.write(json.dumps(order) + "\n")
        into.flush()
        said: dict[str, Any] = json.loads(out.readline() or '{"failed": "the client ended"}')
        if "failed" in said:
            raise CannotMeasure(said["failed"])
        return said

    def stop(self) -> None:
        pipe(self.process.stdin).close()
        self.process.wait(10)


def pipe(end: IO[str] | None) -> IO[str]:
    assert end is not None
    return end


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def children_of(pid: int) -> dict[str, int]:
    """The processes a supervisor watches over, by the last word of their module."""
    found = {}
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        words = Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
        module = next((word.decode() for word in words if word.startswith(b"terreau.project.")), child)
        found[module.rpartition(".")[2]] = int(child)
    return found


def processor_ms(pid: int) -> float:
    """The processor clock of a whole process, threads that ended included (clock_getcpuclockid(3) in one line)."""
    return time.clock_gettime((~pid << 3) | 2) * 1000


def memory_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    models = [line.split(":")[1] for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line]
    return {
        "processor": models[0].strip() if models else "unknown",
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "python": sys.version.split()[0],
    }
