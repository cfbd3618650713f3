"""How commands speak: what they are, what they print, how they fail.

Reports go to standard output (a table, or JSON with `--json`), messages to standard error. Exit codes: 0 done,
1 refused or failed, 2 wrong use.
"""

import errno
import json
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

DONE, FAILED, WRONG_USE = 0, 1, 2
PATIENCE = 2.0  # seconds before a progress bar appears

Report = Mapping[str, Any] | Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Command:
    """One verb of `bin/terreau`, for example `jobs list`. `run` returns the exit code."""

    name: str
    help: str
    arguments: Callable[[ArgumentParser], None] | None
    run: Callable[[Namespace], int]


class Mistake(Exception):
    """A mistake of the user, told without a stack trace: what is wrong, where, what was kept, how to mend it."""

    def __init__(self, what: str, where: str = "", kept: str = "", mend: str = "") -> None:
        super().__init__(what)
        self.what, self.where, self.kept, self.mend = what, where, kept, mend

    def lines(self) -> list[str]:
        where = f"  where: {self.where}" if self.where else ""
        kept = f"  kept:  {self.kept}" if self.kept else ""
        mend = f"  mend:  {self.mend}" if self.mend else ""
        return [line for line in (self.what, where, kept, mend) if line]


def say(message: str) -> None:
    """A message for the person, on standard error, so that reports stay clean."""
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()


def print_report(report: Report, *, as_json: bool = False) -> None:
    """Print rows as a table, a mapping as name and value; or either as JSON on standard output."""
    if as_json:
        sys.stdout.write(json.dumps(report, ensure_ascii=False, default=str) + "\n")
        return
    console = Console(file=sys.stdout, soft_wrap=not sys.stdout.isatty())
    if isinstance(report, Mapping):
        report = [{"what": name, "value": value} for name, value in report.items()]
    if report:
        console.print(table_of(report))


def table_of(rows: Sequence[Mapping[str, Any]]) -> Table:
    """Rows as a table without lines; the first row names the columns."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in rows[0]:
        table.add_column(name.replace("_", " "))
    for row in rows:
        table.add_row(*[Text("" if value is None else str(value)) for value in row.values()])
    return table


@contextmanager
def progress(title: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """Give `advance(n)`; a bar appears on standard error once the work has taken two seconds.

    with progress("Importing", len(rows)) as advance:
        for row in rows:
            take(row)
            advance(1)
    """
    bar = Bar(title, total, MofNCompleteColumn())
    try:
        yield bar.advance
    finally:
        bar.stop()


@contextmanager
def share(title: str) -> Iterator[Callable[[float], None]]:
    """Give `told(share)`, from 0 to 1, for work that counts in no steps. The bar never goes back."""
    bar = Bar(title, 1, TaskProgressColumn())
    try:
        yield bar.reach
    finally:
        bar.stop()


class Bar:
    """A bar with a figure beside it, which appears once the work has taken a while."""

    def __init__(self, title: str, total: int | None, figure: ProgressColumn) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), figure, TimeRemainingColumn())
        self._bar = Progress(*columns, console=Console(file=sys.stderr))
        self._task = self._bar.add_task(title, total=total)
        self._begun, self._shown = time.monotonic(), False

    def advance(self, steps: int = 1) -> None:
        self._bar.advance(self._task, steps)
        self._appear()

    def reach(self, done: float) -> None:
        self._bar.update(self._task, completed=max(done, self._bar.tasks[0].completed))
        self._appear()

    def stop(self) -> None:
        if self._shown:
            self._bar.stop()

    def _appear(self) -> None:
        if not self._shown and time.monotonic() - self._begun > PATIENCE:
            self._shown = True
            self._bar.start()


def with_json(parser: ArgumentParser) -> None:
    """The `--json` of every command that reports."""
    parser.add_argument("--json", action="store_true", help="print the report as JSON on standard output")


def whole(least: int, most: int) -> Callable[[str], int]:
    """Reads a whole number within these bounds: `add_argument("--days", type=whole(1, 365))`."""

    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            raise ArgumentTypeError(f"a whole number from {least} to {most}, not “{text}”")
        return int(text)

    return read


def run_command(command: Command, arguments: Namespace) -> int:
    """Run it; a `Mistake` becomes its lines on standard error and exit code 1."""
    try:
        return command.run(arguments)
    except Mistake as mistake:
        for line in mistake.lines():
            say(line)
        return FAILED
    except KeyboardInterrupt:
        say("Stopped.")
        return FAILED
    except (OSError, DatabaseError) as problem:
        if not is_full(problem):
            raise
        say("The disk is full. What was written before is kept: make room, then run the same command again.")
        return FAILED


def is_full(problem: BaseException) -> bool:
    """Did this fail, or what it came from, because there was no room left to write?"""
    while True:
        if isinstance(problem, OSError) and problem.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        if getattr(problem, "sqlstate", "") == "53100" or "disk is full" in str(problem):
            return True
        if problem.__cause__ is None:
            return False
        problem = problem.__cause__
