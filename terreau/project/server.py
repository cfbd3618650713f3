"""`bin/run`: prepares what is missing, says where the network answers, and watches over its processes."""

import argparse
import os
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from terreau.project import prepare
from terreau.project.supervisor import Process, Supervisor

LOGINS = "alice bob charlie gaby dora paul mathilde rita"


def main(renewed: Callable[[], bool] | None = None) -> int:
    """Start the network and stay until it ends; 1 when it cannot start. `renewed` is for a developer’s server."""
    options = read_options()
    if options.data:
        os.environ["TERREAU_DATA"] = str(Path(options.data).resolve())
    try:
        folder = prepare.data_folder()
        refuse_taken_port(options.host, options.port)
        prepare.prepare_code()
        os.umask(0o077)
        with prepare.alone(folder / ".start.lock"):
            empty = prepare_network(folder, demo=not options.empty)
        serve(folder, options.host, options.port, renewed, empty=empty)
    except prepare.CannotStart as problem:
        prepare.say(str(problem))
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/run", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--data", metavar="DIR")
    parser.add_argument("--empty", action="store_true", help="no demo company")
    options = parser.parse_args()
    if not 0 < options.port < 65_536:
        parser.error("argument --port: a number from 1 to 65535")
    return options


def refuse_taken_port(host: str, port: int) -> None:
    """The app processes share the port among them, so a stranger on it would go unnoticed later."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise prepare.CannotStart(
                f"Cannot answer on {host}:{port} ({problem.strerror}). Choose another: bin/run --port N"
            ) from problem


def prepare_network(folder: Path, *, demo: bool) -> bool:
    """Tables of this version and, on the first start, the demo company: whole, or begun anew by the next start.

    True for a network that was made just now and is empty.
    """
    planting = folder / ".planting"
    if planting.exists():
        forget(folder)
        planting.unlink()
    if demo and not prepare.applied_migrations(folder):
        folder.mkdir(parents=True, exist_ok=True)
        planting.touch()
    new = prepare.prepare_data(folder)
    if planting.exists():
        prepare.say("Planting the demo company, once…")
        prepare.run_module("terreau.project.seed")
        planting.unlink()
        return False
    return new


def forget(folder: Path) -> None:
    """A first start was broken off in the middle of the demo company. Nobody has seen it: make room for a whole one."""
    if prepare.setting("database_url", folder):
        raise prepare.CannotStart(
            "The demo company was not planted to its end. Empty the database and start again, or remove "
            f"{folder / '.planting'}."
        )
    for file in folder.glob("terreau.sqlite3*"):
        file.unlink()


def serve(folder: Path, host: str, port: int, renewed: Callable[[], bool] | None, *, empty: bool = False) -> None:
    """Run every process of the network until a signal ends it."""
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    if not prepare.setting("public_url", folder):
        os.environ["TERREAU_PUBLIC_URL"] = address
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    ready, hand = os.pipe()
    supervisor = Supervisor(processes(folder, host, port, hand), renewed)
    words = greeting(address, folder, empty=empty)
    threading.Thread(target=greet, args=(ready, words), daemon=True).start()
    supervisor.tend()


def processes(folder: Path, host: str, port: int, hand: int) -> list[Process]:
    python = [sys.executable, "-P", "-m"]
    app = [*python, "terreau.project.app", "--host", host, "--port", str(port), "--ready", str(hand)]
    count = prepare.setting("processes", folder) or "1"
    if not count.isdecimal() or not int(count):
        raise prepare.CannotStart(f"TERREAU_PROCESSES is “{count}”: write a whole number. One suits two cores.")
    worker = Process([*python, "terreau.project.worker"], name="worker")
    return [*(Process(app, hands=(hand,), name="app") for _ in range(int(count))), worker]


def greet(ready: int, words: str) -> None:
    """Once the first app process answers, say so on standard output: logs go to standard error, so it is alone there.

    Where both go into one file or one journal, blank lines set it apart. Whoever closed it needs no word.
    """
    os.read(ready, 1)
    with suppress(OSError, ValueError):
        sys.stdout.write(words)
        sys.stdout.flush()


def greeting(address: str, folder: Path, *, empty: bool) -> str:
    """Where the network answers, who may sign in to a demo, and how the first operator of an empty network gets in."""
    lines = [f"Terreau answers on {address}  (Ctrl-C ends it)"]
    if prepare.setting("demo", folder).lower() in {"true", "1", "yes", "on"}:
        lines += ["Demo logins, password terreau-demo:", *(f"  {login}@demo.example" for login in LOGINS.split())]
    elif empty:
        words = f'bin/terreau operator make you@example.org --name "Your Name" --data {folder}'
        lines += ["The network is empty. Let its first operator in:", f"  {words}"]
    return "\n".join(["", *lines, "", ""])


if __name__ == "__main__":
    sys.exit(main())
