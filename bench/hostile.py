"""Time of the text room on hostile texts (E12): python -m bench.hostile

Each function meets each unit repeated to a short text and to one sixteen times longer, which may take twenty times as
long. Prints the worst unit of each function. Exit 1 where a ratio is missed.
"""

import sys
import time
from collections.abc import Callable

from terreau.foundation.text.tests.test_growth import FUNCTIONS, UNITS

SHORT = 4_000
FLOOR = 0.002  # seconds; below it the clock says nothing
RATIO = 20


def main() -> int:
    missed = 0
    sys.stdout.write(f"{'function':22}{'worst unit':16}{SHORT:>10,}{16 * SHORT:>10,}{'ratio':>8}\n")
    for name, work in FUNCTIONS.items():
        small, large, unit = max((measured(work, unit) for unit in UNITS), key=lambda found: found[1])
        ratio = large / max(small, FLOOR)
        missed += ratio > RATIO
        sys.stdout.write(f"{name:22}{unit!r:16}{small * 1000:8.1f}ms{large * 1000:8.1f}ms{ratio:8.1f}\n")
    return 1 if missed else 0


def measured(work: Callable[[str], object], unit: str) -> tuple[float, float, str]:
    """Seconds of CPU for the short and for the long text, the best of three."""
    short, long = ((unit * length)[:length] for length in (SHORT, 16 * SHORT))
    return min(spent(work, short) for _ in range(3)), min(spent(work, long) for _ in range(3)), unit


def spent(work: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    work(text)
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
