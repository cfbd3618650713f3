"""The table that a person reads."""

from collections.abc import Iterable
from typing import Any

HEAD = ("what", "viewer", "req/s", "p50", "p95", "p99", "CPU ms", "x hello", "with all", "x hello", "SQL", "bytes")


def table(rows: Iterable[dict[str, Any]]) -> str:
    """Rows of figures, columns as wide as they must be."""
    lines = [HEAD, *map(cells, rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(HEAD))]
    return "\n".join("  ".join(aligned(line, widths)) for line in lines)


def cells(row: dict[str, Any]) -> tuple[str, ...]:
    figures = [row[name] for name in ("per_second", "p50", "p95", "p99", "cpu", "ratio", "all_cpu", "all_ratio")]
    return (row["name"], row["viewer"], *map(number, figures), str(row["sql"]), f"{row['bytes']:,}")


def number(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}" if value >= 100 else f"{value:.2f}"


def aligned(line: tuple[str, ...], widths: list[int]) -> list[str]:
    """Words to the left, figures to the right."""
    return [
        cell.ljust(width) if at < 2 else cell.rjust(width)
        for at, (cell, width) in enumerate(zip(line, widths, strict=True))
    ]


def whole(found: dict[str, Any]) -> str:
    """The table, and every other figure on a line of its own."""
    rest = {name: value for name, value in found.items() if name not in ("rows", "probes")} | found["probes"]
    return "\n".join([table(found["rows"]), "", *(f"{name}: {shown(value)}" for name, value in rest.items())])


def shown(value: Any) -> str:
    return ", ".join(f"{name} {part}" for name, part in value.items()) if isinstance(value, dict) else str(value)
