"""The API in use: `api(alice).get("/me")`."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from terreau.bridges.api.limits import LIMITS
from terreau.foundation.identity import credentials
from terreau.foundation.identity.models import Person


class Program:
    """A program that acts as a person, by a token of theirs."""

    def __init__(self, person: Person, scope: str = "write") -> None:
        self.token, self.secret = credentials.issue_token(person, name="program", scope=scope, days=1)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """One request; `None` as a body is none."""
        sent = {"Authorization": f"Bearer {self.secret}", **headers}
        content = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        return Client().generic(method, f"/api/v1{path}", headers=sent, **content)

    def get(self, path: str) -> Any:
        return self.ask("GET", path)

    def read(self, path: str) -> Any:
        """The JSON of a page that must be there."""
        found = self.get(path)
        assert found.status_code == 200, found.content
        return found.json()


@pytest.fixture
def api(db: None) -> Callable[..., Program]:
    LIMITS.forget()
    return Program
