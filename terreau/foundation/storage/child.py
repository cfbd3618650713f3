"""Work on other people’s bytes in a child process that may use only so much memory and time.

Knows nothing of Django: the child starts in a few hundredths of a second and holds no secret.
"""

import contextlib
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).resolve().parents[3]
OUT_OF_MEMORY = 3


class Failed(Exception):
    """The child ran out of memory or time, or crashed."""


def confine(*, megabytes: int, seconds: int, writes: int = 0) -> None:
    """Called by the child first of all: a ceiling on memory, processor time and the bytes of a written file."""
    ceilings = {
        resource.RLIMIT_AS: megabytes * 2**20,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: writes,
        resource.RLIMIT_CORE: 0,
    }
    for what, ceiling in ceilings.items():
        _, hard = resource.getrlimit(what)
        lowest = ceiling if hard == resource.RLIM_INFINITY else min(ceiling, hard)
        resource.setrlimit(what, (lowest, lowest))


def run(module: str, *arguments: str, content: BinaryIO, seconds: int, most: int) -> bytes:
    """Run `module` in a child that reads `content` (a real file). Returns at most `most` bytes of what it says."""
    command = [sys.executable, "-P", "-m", module, *arguments]
    environment = {"PYTHONPATH": str(ROOT), "PATH": os.defpath, "LANG": "C.UTF-8", "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(
        command,
        stdin=content,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd="/",
        start_new_session=True,
    ) as child:
        try:
            output, _ = child.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise Failed(f"{module} took more than {seconds} s") from error
        finally:
            end_all(child.pid)
    if child.returncode:
        raise Failed(f"{module} ended with {child.returncode}")
    return output[:most]


def end_all(group: int) -> None:
    """The child and whatever it has started, if anything is left of them."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)
