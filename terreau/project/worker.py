"""`python -m terreau.project.worker [--jobs-only | --pump-only]`: the worker, kept alive.

A light parent starts the engine and starts it again when a job took it down. SIGTERM or Ctrl-C ends both within two
seconds. The parent reads no room, so it costs next to no memory.
"""

import signal
import subprocess
import sys
import time
from types import FrameType

GRACE = 1.9  # seconds the engine has to finish or give back what it had begun
SHORT_LIFE = 10.0  # an engine that dies younger than this is started again with a growing pause
WRONG_USE = 2


class Keeper:
    """Keeps one engine running until told to end."""

    def __init__(self, arguments: list[str]) -> None:
        self.command = [sys.executable, "-m", "terreau.project.engine", *arguments]
        self.child: subprocess.Popen[bytes] | None = None
        self.ending, self.pause = False, 0.1

    def run(self) -> int:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.end)
        while not self.ending:
            begun = time.monotonic()
            self.child = subprocess.Popen(self.command)
            code = self.wait(self.child)
            if self.ending or code in (0, WRONG_USE):
                return 0 if self.ending else code
            self.pause = min(5.0, self.pause * 2) if time.monotonic() - begun < SHORT_LIFE else 0.1
            sys.stderr.write(f"The worker’s engine ended with {code}; it starts again in {self.pause:.1f} s.\n")
            time.sleep(self.pause)
        return 0

    def wait(self, child: subprocess.Popen[bytes]) -> int:
        while (code := child.poll()) is None and not self.ending:
            time.sleep(0.05)
        if code is not None:
            return code
        try:
            return child.wait(GRACE)
        except subprocess.TimeoutExpired:
            child.kill()
            return child.wait()

    def end(self, number: int, frame: FrameType | None) -> None:
        self.ending = True
        if self.child is not None and self.child.poll() is None:
            self.child.terminate()


if __name__ == "__main__":
    sys.exit(Keeper(sys.argv[1:]).run())
