"""Every endpoint of the API, asked with tokens that let nobody in, and with one that only reads (B03, E15)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from terreau.bridges.api.gate import READING
from terreau.foundation.identity import credentials
from terreau.foundation.identity.models import Token
from tests.worlds.answers import statements
from tests.worlds.canaries import World, build
from tests.worlds.routes import ROUTES, requests
from tests.worlds.test_described import operations

ENDPOINTS = sorted(name for name, route in ROUTES.items() if route.token and "path:" not in name)
AS_DJANGO = str.maketrans("{}", "<>")
WRITING = ("INSERT", "UPDATE", "DELETE")


@dataclass
class Asked:
    """One request of an endpoint, and what was answered to it."""

    where: str
    reads: bool
    status: int
    said: dict[str, Any]
    sql: list[str]


@pytest.fixture
def world(db: None, settings: Any) -> World:
    settings.CONFIGURATION = settings.CONFIGURATION.model_copy(update={"api_requests_per_minute": 0})
    return build()


def asked(world: World, secret: str) -> Iterator[Asked]:
    """Every request of every endpoint with this token; none leaves a trace."""
    headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": "key-1"}
    for name in ENDPOINTS:
        for method, path, body in requests(world, name):
            content = {} if method in READING else {"data": json.dumps(body), "content_type": "application/json"}
            with transaction.atomic(), statements() as sql:
                answer = Client().generic(method, path, headers=headers, **content)
                transaction.set_rollback(True)
            said = answer.json() if answer.headers.get("Content-Type", "").endswith("json") else {}
            yield Asked(f"{method} {path}", method in READING, answer.status_code, said, sql)


def token_of(world: World, scope: str = "write") -> tuple[Token, str]:
    """A token of the author, who may do most."""
    return credentials.issue_token(world.people["author"], name="program", scope=scope, days=1)


def test_every_method_of_every_endpoint_is_walked() -> None:
    walked = {(name, method) for name in ENDPOINTS for method in ROUTES[name].methods}
    there = {(path.strip("/").translate(AS_DJANGO), method.upper()) for path, method, _ in operations()}
    assert there - walked == set()


@pytest.mark.parametrize("why", ["revoked", "over", "suspended", "left", "unknown"])
def test_b03_a_token_that_lets_nobody_in_opens_no_endpoint(why: str, world: World) -> None:
    token, secret = token_of(world)
    now, person = timezone.now(), world.people["author"]
    if why == "revoked":
        credentials.revoke_token(token)
    elif why == "over":
        Token.objects.filter(pk=token.pk).update(expires_at=now - timedelta(seconds=1))
    elif why == "unknown":
        secret = f"{secret[:-1]}_"
    else:
        setattr(person, f"{why}_at", now)
        person.save(update_fields=[f"{why}_at"])
    answers = list(asked(world, secret))
    assert len(answers) > len(ENDPOINTS)
    assert [one.where for one in answers if one.status != 401] == []
    assert len({one.said["detail"] for one in answers}) == 1, "nobody learns why"
    assert {len(one.sql) for one in answers} == {1}, "nothing is asked of the database but the token"


def test_e15_a_token_that_reads_writes_nothing(world: World) -> None:
    answers = list(asked(world, token_of(world, "read")[1]))
    assert [one.where for one in answers if not one.reads and one.status != 403] == []
    assert [one.where for one in answers if one.reads and one.status in (401, 403)] == []
    writes = [(one.where, sql) for one in answers if not one.reads for sql in one.sql if sql.startswith(WRITING)]
    assert writes == []
