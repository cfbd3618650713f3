"""The description of the API (OpenAPI 3.1): made once of what the rooms declare, completed with what holds for all."""

from functools import cached_property
from typing import Any

from django.conf import settings
from ninja import NinjaAPI

from terreau.foundation.access.endpoints import BEGINNING, FORM, PROBLEM, Problem
from terreau.foundation.activity.once import HEADER

ABOUT = (
    "The same actions with the same rights as the pages. What the token’s person may not see answers 404, exactly as "
    "if it did not exist. Lists are `{items, next}`: give `next` back as `before` for the following page. Refusals are "
    "problem+json (RFC 9457). Cookies open nothing here. How to begin: docs/api in the repository."
)
WRITING = ("post", "put", "patch", "delete")
REPEAT = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "description": "Sent again with the same key, the same request is answered as before and written once (48 hours).",
    "schema": {"type": "string", "pattern": "^[!-~]{1,100}$"},
}
SAID = {
    400: "The body is not JSON, or a header is malformed.",
    401: "No token that is in force.",
    403: "You may see this, not do it; or the token only reads.",
    404: "Not there, or not visible to you.",
    405: "This address does not know this method.",
    409: "It contradicts what is there.",
    413: "Too large.",
    415: "Another kind of body is expected.",
    422: "The request does not have the form described.",
    429: "Too many requests; Retry-After says how long to wait.",
}


class Described:
    """The document, and its operations for the page that shows them."""

    def __init__(self, api: NinjaAPI) -> None:
        self.api = api

    @cached_property
    def document(self) -> dict[str, Any]:
        """The whole document."""
        document: dict[str, Any] = dict(self.api.get_openapi_schema(path_prefix=BEGINNING.strip("/") + "/"))
        document["components"]["schemas"]["Problem"] = Problem.model_json_schema(
            ref_template="#/components/schemas/{model}"
        ) | {"$defs": {}}
        document["servers"] = [{"url": settings.PUBLIC_URL}]
        for operations in document["paths"].values():
            for method, operation in operations.items():
                complete(method, operation)
        return document


def complete(method: str, operation: dict[str, Any]) -> None:
    """What holds for every operation of this method."""
    if method in WRITING:
        operation["parameters"] = [*operation["parameters"], REPEAT]
    form = operation.get("requestBody", {}).get("content", {}).get(FORM)
    if form:
        form["schema"]["additionalProperties"] = False
        form["schema"]["properties"]["file"]["minLength"] = 1
    for status, response in operation["responses"].items():
        if int(status) >= 400:
            response["description"] = SAID.get(int(status), response["description"])
            response["content"] = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
