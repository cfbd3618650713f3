"""How tests are shared out among test processes under `--dist loadgroup`: one by one, and these files each as a whole.

A network, a besieged company or a row of workers takes long to start; its tests stay in the process that started it.
What holds most tests begins first. (The mark of pytest-xdist’s own groups does not arrive under pytest 9.)
"""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    "tests/journeys/test_hostile.py": "besieged",
    "tests/journeys/test_hostile_everywhere.py": "besieged",
    "terreau/project/tests/test_run.py": "network",
    "terreau/project/tests/test_worker.py": "workers",
}


class Shared(LoadScopeScheduling):
    """Hands out single tests, and groups of them."""

    def _split_scope(self, nodeid: str) -> str:
        return TOGETHER.get(nodeid.partition("::")[0], nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Shared | None:
    return Shared(config, log) if config.getvalue("dist") == "loadgroup" else None
