"""`bin/dev`: the network as `bin/run` starts it, in the developer’s mode, started anew whenever a source changes."""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from terreau.foundation.ui import assets
from terreau.project import prepare, server

RESTARTING = (".py", ".po", ".toml")
REBUILDING = (".css", ".js")


class Sources:
    """The files people edit, and when each was last changed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.seen = self.times()

    def times(self) -> dict[str, int]:
        return {path: time for path, time in changed_at(self.root) if path.endswith(RESTARTING + REBUILDING)}

    def renewed(self) -> bool:
        """Is a restart due? Style sheets and scripts are only put together anew."""
        before, self.seen = self.seen, self.times()
        changed = [path for path in {*before, *self.seen} if before.get(path) != self.seen.get(path)]
        if any(path.endswith(REBUILDING) for path in changed):
            assets.build_if_stale()
        if any(path.endswith(".po") for path in changed):
            prepare.compile_catalogues()
        return any(path.endswith(RESTARTING) for path in changed)


def changed_at(folder: Path) -> Iterator[tuple[str, int]]:
    """Every file below `folder` with the time of its last change, in nanoseconds; what is made by machines aside."""
    for entry in os.scandir(folder):
        with suppress(FileNotFoundError):  # editors write beside a file and are gone again
            if not entry.is_dir():
                yield entry.path, entry.stat().st_mtime_ns
            elif entry.name not in ("__pycache__", "dist", "vendor"):
                yield from changed_at(Path(entry.path))


if __name__ == "__main__":
    os.environ["TERREAU_DEBUG"] = "true"
    sys.exit(server.main(Sources(prepare.PACKAGE).renewed))
