"""The description is whole, and every answer keeps to it: each endpoint is asked with a token of each scope."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, settings

from terreau.bridges.api.tests.conftest import Program
from terreau.foundation.identity.models import Person
from terreau.network.posts import actions as posts
from terreau.network.spaces.models import Space

DOCUMENT: dict[str, Any] = {}
EXAMPLES = 4  # of each kind, besides those that the description itself gives rise to


def document() -> dict[str, Any]:
    if not DOCUMENT:
        DOCUMENT.update(Client().get("/api/v1/openapi.json").json())
    return DOCUMENT


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_every_endpoint_is_documented() -> None:
    assert document()["openapi"].startswith("3.1")
    for path, method, operation in operations():
        where = f"{method} {path}"
        assert len(operation["summary"]) > 8, where
        assert operation["description"].endswith((".", "?")), where
        assert operation["tags"] and not path.endswith("/"), where
        assert {"401", "404", "429"} <= set(operation["responses"]), where
        assert operation["security"] == [{"Bearer": []}], where
        assert re.fullmatch(r"[a-z]+_[a-z_]+", operation["operationId"]), where


def test_every_resource_is_there() -> None:
    wanted = {*["people", "spaces", "memberships", "posts", "comments", "reactions", "files", "feed", "search", "me"]}
    assert wanted <= {operation["tags"][0] for _, _, operation in operations()}


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
