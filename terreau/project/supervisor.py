"""Watches over the processes of one install: starts them, restarts what dies, ends them together.

Imports no Django: it lives as long as the install does and must cost next to nothing.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

GRACE = 4.0  # seconds between asking every process to end and ending it
STEADY = 10.0  # seconds after which a process counts as well started
LONGEST_PAUSE = 10.0
ENDING = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
HEARD = {*ENDING, signal.SIGCHLD}
PR_SET_PDEATHSIG = 1


@dataclass
class Process:
    """One process that should always run, and when it may next be started."""

    command: list[str]
    name: str
    hands: tuple[int, ...] = ()
    popen: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    due: float = field(default_factory=time.monotonic)

    def start(self) -> None:
        parent = os.getpid()
        self.started = time.monotonic()
        self.popen = subprocess.Popen(
            self.command,
            process_group=0,
            stdin=subprocess.DEVNULL,
            pass_fds=self.hands,
            preexec_fn=lambda: die_with(parent),  # noqa: PLW1509 - it takes no lock and forks from the main thread
        )

    def notice_end(self) -> bool:
        """Has it ended? Then say so, and choose when to start it again: later and later if it keeps dying."""
        if self.popen is None or self.popen.poll() is None:
            return False
        lived = time.monotonic() - self.started
        self.failures = 0 if lived > STEADY else self.failures + 1
        self.due = time.monotonic() + min(LONGEST_PAUSE, 0.25 * 2**self.failures - 0.25)
        status, self.popen = self.popen.returncode, None
        sys.stderr.write(f"{self.name} ended with status {status} after {lived:.0f} s; starting it again\n")
        return True


def die_with(parent: int) -> None:
    """In the new process: hear every signal, and end when the parent does, however it ends."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    if os.getppid() != parent:
        os._exit(1)


class Supervisor:
    """`tend()` starts and restarts, and returns once every process has ended, after a signal.

    `renewed`, asked every half second where it is given, says whether everything is to be started anew.
    """

    def __init__(self, processes: list[Process], renewed: Callable[[], bool] | None = None) -> None:
        self.processes, self.renewed = processes, renewed
        signal.pthread_sigmask(signal.SIG_BLOCK, HEARD)

    def tend(self) -> None:
        while True:
            self.start_what_is_due()
            heard = signal.sigtimedwait(HEARD, self.next_look())
            if heard and heard.si_signo in ENDING:
                return self.end()
            if self.renewed and self.renewed():
                tell([process.popen for process in self.processes if process.popen], signal.SIGTERM)
            for process in self.processes:
                process.notice_end()

    def start_what_is_due(self) -> None:
        for process in self.processes:
            if process.popen is None and process.due <= time.monotonic():
                process.start()

    def next_look(self) -> float:
        waiting = [process.due for process in self.processes if process.popen is None]
        return max(0.01, min([0.5 if self.renewed else 3600.0, *(due - time.monotonic() for due in waiting)]))

    def end(self) -> None:
        """Ask all, wait a little, end what is left. A second signal does not wait."""
        living = [process.popen for process in self.processes if process.popen]
        tell(living, signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        while any(popen.poll() is None for popen in living) and time.monotonic() < deadline:
            heard = signal.sigtimedwait(HEARD, deadline - time.monotonic())
            if heard and heard.si_signo in ENDING:
                break
        tell(living, signal.SIGKILL)
        for popen in living:
            popen.wait()


def tell(processes: list[subprocess.Popen[bytes]], number: signal.Signals) -> None:
    for popen in processes:
        if popen.poll() is None:
            os.killpg(popen.pid, number)
