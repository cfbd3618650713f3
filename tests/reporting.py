"""How the tests report: nothing is skipped in CI, missing data is named at the end, and the runs add up.

`@pytest.mark.only("postgresql")` keeps a test to one engine: it is not collected on the other, instead of skipped.
Run as a module (`python -m tests.reporting TALLY SECONDS FAILED…`) it closes bin/test with one line in pytest’s form.
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

IN_CI = os.environ.get("CI") == "true"
COUNTED = ("failed", "passed", "skipped", "error")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "only(engine): runs on this database engine only (sqlite or postgresql)")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    engine = os.environ.get("TERREAU_TEST_DATABASE") or "sqlite"
    elsewhere = [item for item in items if any(engine not in mark.args for mark in item.iter_markers("only"))]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    return no_skip_in_ci((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, Any, Any]:
    return no_skip_in_ci((yield))


def no_skip_in_ci(report: Any) -> Any:
    if IN_CI and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {reason(report)}"
    return report


def reason(report: Any) -> str:
    given = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return given.removeprefix("Skipped: ")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Name what was skipped, and note this run’s counts for the closing line."""
    stats: dict[str, list[Any]] = terminalreporter.stats
    skipped = [(report.nodeid, reason(report)) for report in stats.get("skipped", [])]
    for name, why in skipped:
        terminalreporter.write_line(f"skipped: {name}: {why}")
    in_worker = hasattr(terminalreporter.config, "workerinput")
    if (tally := os.environ.get("TERREAU_TALLY")) and not in_worker:
        with Path(tally).open("a") as file:
            counts = {word: len(stats.get(word, [])) for word in COUNTED}
            file.write(json.dumps({"counts": counts, "skipped": skipped}) + "\n")


def close(tally: Path, seconds: str, failed: list[str]) -> int:
    """Print what the runs add up to; 1 when a part failed."""
    counts: Counter[str] = Counter()
    skipped: dict[str, str] = {}
    for line in tally.read_text().splitlines() if tally.exists() else []:
        run = json.loads(line)
        counts.update(run["counts"])
        skipped.update(run["skipped"])
    words = ", ".join(f"{counts[word]} {word}" for word in COUNTED if counts[word] or word == "passed")
    lines = [f"skipped: {name}: {why}" for name, why in sorted(skipped.items())]
    lines += [f"bin/test: {'broken: ' + ', '.join(failed) if failed else 'all parts passed'}"]
    sys.stdout.write("\n".join(["", *lines, f"{words} in {int(seconds)}.00s", ""]))
    return 1 if failed or counts["failed"] or counts["error"] else 0


if __name__ == "__main__":
    sys.exit(close(Path(sys.argv[1]), sys.argv[2], sys.argv[3:]))
