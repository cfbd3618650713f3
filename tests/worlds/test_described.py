"""The description of the API is whole. That every answer keeps to it is proved in `test_every_answer.py`."""

import re
from collections.abc import Iterator
from typing import Any

from django.test import Client
from jsonschema_rs import Draft202012Validator

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
        assert re.fullmatch(rf"{operation['tags'][0]}_[a-z_]+", operation["operationId"]), where


def test_no_answer_holds_a_secret() -> None:
    """Answers are kept for who asks again with the same Idempotency-Key; what is shown once has no place in them."""
    named = {name for shape in document()["components"]["schemas"].values() for name in shape.get("properties", {})}
    assert not [name for name in named if re.search("secret|token|password", name)]


def test_every_resource_is_there() -> None:
    wanted = "people spaces memberships posts comments reactions files feed search notifications me"
    assert set(wanted.split()) <= {operation["tags"][0] for _, _, operation in operations()}


def test_every_name_is_said_once_and_every_resource_explained() -> None:
    names = [operation["operationId"] for _, _, operation in operations()]
    assert len(set(names)) == len(names)
    used = {operation["tags"][0] for _, _, operation in operations()}
    assert used == {tag["name"] for tag in document()["tags"]}


def test_every_body_has_an_example_of_its_form() -> None:
    schemas = document()["components"]["schemas"]
    for path, method, operation in operations():
        body = operation.get("requestBody", {}).get("content", {}).get("application/json")
        if body:
            shape = {**schemas[body["schema"]["$ref"].rpartition("/")[2]], "components": {"schemas": schemas}}
            wrong = [error.message for error in Draft202012Validator(shape).iter_errors(body["example"])]
            assert not wrong, (method, path, wrong)
