"""The description of the API is whole. That every answer keeps to it is proved in `test_every_answer.py`."""

import re
from collections.abc import Iterator
from typing import Any

from django.test import Client

DOCUMENT: dict[str, Any] = {}


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


def test_no_answer_holds_a_secret() -> None:
    """Answers are kept for who asks again with the same Idempotency-Key; what is shown once has no place in them."""
    named = {name for shape in document()["components"]["schemas"].values() for name in shape.get("properties", {})}
    assert not [name for name in named if re.search("secret|token|password", name)]


def test_every_resource_is_there() -> None:
    wanted = "people spaces memberships posts comments reactions files feed search notifications me"
    assert set(wanted.split()) <= {operation["tags"][0] for _, _, operation in operations()}
