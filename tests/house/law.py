"""How a law speaks when it is broken: what, where, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass

import pytest

from tests.house.exceptions import EXCEPTIONS


@dataclass(frozen=True)
class Breach:
    """One place that breaks a law. `where` is `path:line`, `name` what an exception would be written for."""

    where: str
    what: str
    name: str = ""


def keep(law: str, mend: str, breaches: Iterable[Breach]) -> None:
    """Fail with every breach, unless it stands in the open list of exceptions. A stale exception is a breach too."""
    found = list(breaches)
    allowed = EXCEPTIONS.get(law, {})
    left = [breach for breach in found if breach.name not in allowed]
    stale = set(allowed) - {breach.name for breach in found}
    left += [Breach("tests/house/exceptions.py", f"{name} no longer needs its exception") for name in sorted(stale)]
    if left:
        lines = "\n".join(f"  {breach.where}: {breach.what}" for breach in left)
        pytest.fail(f"{law}\n{lines}\nMend: {mend}", pytrace=False)
