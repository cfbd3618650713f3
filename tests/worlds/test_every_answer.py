"""Every answer keeps to the description: each endpoint is asked with a token of each scope.

Read only where slow tests run (`conftest.py`): making tests of the description takes half a minute.
"""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings

from terreau.bridges.api.tests.conftest import Program
from terreau.foundation.identity.models import Person
from terreau.network.posts import actions as posts
from terreau.network.spaces.models import Space

EXAMPLES = 4  # of each kind, besides those that the description itself gives rise to

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Requests leave the test’s own connection open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def programs(alice: Person, bob: Person, space: Space, settings: Any) -> dict[str, Program]:
    settings.CONFIGURATION = settings.CONFIGURATION.model_copy(update={"api_requests_per_minute": 0})
    post = posts.publish(alice, space=space, title="Vitrage", body="<p>Bonjour #bois</p>", kind="question")
    posts.comment(bob, post=post, body="<p>Oui.</p>")
    return {"write": Program(alice), "read": Program(bob, "read")}


@pytest.mark.slow
@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_declared(case: Any, programs: dict[str, Program]) -> None:
    for scope, program in programs.items():
        if scope == "write" or case.method == "GET":
            case.call_and_validate(headers={"Authorization": f"Bearer {program.secret}"})
