"""Starting a real network for a test: `bin/run` on a free port and a folder of its own, and a browser's sockets."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
LONGEST = 180.0  # seconds anything here may take on a busy machine


def until(true: Callable[[], Any], within: float = LONGEST) -> float:
    """Wait until it is so; how many seconds it took."""
    began = time.monotonic()
    while not true():
        if time.monotonic() - began > within:
            raise AssertionError(f"not so after {within} s")
        time.sleep(0.02)
    return time.monotonic() - began


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Network:
    """A running `bin/run`. `hand(order, …)` reaches into its database from another process."""

    def __init__(self, folder: Path, port: int | None = None) -> None:
        self.folder, self.port = folder, port or free_port()
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("TERREAU_", "DJANGO_"))}
        self.environment = {**environment, "TERREAU_DATA": str(folder), "PYTHONPATH": str(ROOT)}
        self.words = [str(ROOT / "bin" / "run"), "--empty", "--port", str(self.port), "--data", str(folder)]
        self.run: subprocess.Popen[bytes] | None = None
        self.reach: subprocess.Popen[str] | None = None

    def start(self) -> float:
        """Start and wait for the first answer; how many seconds it took."""
        said, log = (self.folder.parent / f"{self.folder.name}.{ending}" for ending in ("out", "log"))
        with said.open("ab") as out, log.open("ab") as err:
            self.run = subprocess.Popen(self.words, env=self.environment, stdout=out, stderr=err, process_group=0)
        return until(self.answers)

    def said(self) -> str:
        """What it wrote on standard output so far."""
        return (self.folder.parent / f"{self.folder.name}.out").read_text()

    def answers(self) -> bool:
        assert self.run is not None and self.run.poll() is None, "bin/run ended"
        with contextlib.suppress(OSError, http.client.HTTPException):
            return self.get("/hello")[0] == 200
        return False

    def get(self, path: str, session: str = "", timeout: float = LONGEST) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        with contextlib.closing(connection):
            connection.request("GET", path, headers={"Cookie": f"terreau_session={session}"} if session else {})
            answer = connection.getresponse()
            return answer.status, answer.read()

    def hand(self, order: str, *words: object) -> Any:
        if self.reach is None:
            command = [sys.executable, "-P", "-m", "terreau.project.tests.hand"]
            self.reach = subprocess.Popen(
                command, env=self.environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        assert self.reach.stdin and self.reach.stdout
        self.reach.stdin.write(json.dumps([order, *words]) + "\n")
        self.reach.stdin.flush()
        return json.loads(self.reach.stdout.readline())

    def terminal(self, *words: str) -> tuple[int, str]:
        """`bin/terreau words`, on this network unless they say otherwise: exit code and standard output."""
        data = [] if "--data" in words else ["--data", str(self.folder)]
        command = [str(ROOT / "bin" / "terreau"), *words, *data]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=10 * LONGEST, check=False
        )
        return done.returncode, done.stdout

    def processes(self) -> dict[int, str]:
        """Every living process of this network: id -> module that it runs."""
        found = {}
        for entry in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                words = (entry / "cmdline").read_bytes().decode().split("\0")
                mine = f"TERREAU_DATA={self.folder}".encode() in (entry / "environ").read_bytes()
                module = next((word for word in words if word.startswith("terreau.project.")), "")
                if (mine or str(self.folder) in words) and module and "tests" not in module:
                    found[int(entry.name)] = module.removeprefix("terreau.project.")
        return found

    def one(self, module: str) -> int:
        """The id of the one process that runs `module`; 0 while there is none."""
        ids = [pid for pid, name in self.processes().items() if name == module]
        return ids[0] if len(ids) == 1 else 0

    def interrupt(self) -> float:
        """Ctrl-C, as a terminal sends it; how many seconds until `bin/run` has ended."""
        assert self.run is not None
        began = time.monotonic()
        os.killpg(self.run.pid, signal.SIGINT)
        self.run.wait(LONGEST)
        return time.monotonic() - began

    def close(self) -> None:
        if self.reach is not None:
            self.reach.kill()
        if self.run is not None and self.run.poll() is None:
            self.interrupt()


class Stream:
    """An open page’s connection to `/live`, read without waiting."""

    def __init__(self, network: Network, session: str, last: int | None = None, token: str = "") -> None:
        self.socket = socket.create_connection(("127.0.0.1", network.port), timeout=LONGEST)
        again = f"Last-Event-ID: {last}\r\n" if last is not None else ""
        by = f"Authorization: Bearer {token}" if token else f"Cookie: terreau_session={session}"
        asked = f"GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\n{by}\r\n{again}\r\n"
        self.socket.sendall(asked.encode())
        self.socket.setblocking(False)
        self.text, self.over = "", False

    def read(self) -> str:
        with contextlib.suppress(BlockingIOError):
            while not self.over:
                piece = self.socket.recv(65536)
                self.text += piece.decode()
                self.over = not piece or self.text.endswith("\r\n0\r\n\r\n")
        return self.text

    def opened(self) -> "Stream":
        until(lambda: "retry:" in self.read())
        assert " 200 " in self.text
        return self

    def ids(self) -> list[int]:
        """The numbers of the events received so far, in order."""
        lines = self.read().replace("\r", "").split("\n")
        return [int(lines[at - 1][4:]) for at, line in enumerate(lines) if line == "event: nudge"]

    def ended(self) -> bool:
        self.read()
        return self.over

    def close(self) -> None:
        self.socket.close()


@contextlib.contextmanager
def running(network: Network) -> Iterator[Network]:
    try:
        network.start()
        yield network
    finally:
        network.close()
