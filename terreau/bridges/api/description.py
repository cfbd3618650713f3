"""The description of the API (OpenAPI 3.1): made once of what the rooms declare, completed with what holds for all."""

from datetime import timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils import timezone
from ninja import NinjaAPI

from terreau.foundation.access.addresses import KEY
from terreau.foundation.access.endpoints import BEGINNING, FORM, JSON, PROBLEM, Problem
from terreau.foundation.activity.once import HEADER

ABOUT = (
    "The same actions with the same rights as the pages. What the token’s person may not see answers 404, exactly as "
    "if it did not exist. Lists are `{items, next}`: give `next` back as `before` for the following page. Refusals are "
    "problem+json (RFC 9457). Cookies open nothing here. How to begin: docs/api in the repository."
)
# What each resource is, in the order in which a reader meets them.
RESOURCES = {
    "me": "The person the token acts as: profile, what reaches them, what they keep, what is asked of them.",
    "people": "Colleagues: the directory, profiles, whom one follows.",
    "units": "The company’s tree, one level at a time.",
    "spaces": "What a space is, who finds it, what becomes of it.",
    "memberships": "Who is in a space: joining, asking, inviting, handing over.",
    "proposals": "Spaces that colleagues ask for.",
    "feed": "What is new at home.",
    "posts": "Messages, questions, announcements and kudos.",
    "pages": "What a space writes down together: a tree, versions, a conversation each.",
    "events": "What spaces have in their calendars: when, where, for how many, who comes, a conversation each.",
    "folders": "The files of a space: folders, versions behind one address, a bin.",
    "conversations": "Between two, or several: who takes part, what is read, what one wants to hear.",
    "messages": "What is said in a conversation: sent, edited, withdrawn, reacted to.",
    "comments": "Replies, and the replies to them.",
    "reactions": "Six of them, one a person.",
    "readings": "How far a required reading got.",
    "drafts": "What is not published yet, or at a later moment.",
    "delegations": "Names lent, to publish in somebody’s place.",
    "files": "Sent first, then named by a post, a reply, a message, a page or a folder.",
    "search": "People, spaces, posts, replies, pages, events, files and one’s own messages.",
    "notifications": "What names the person, and what follows from what they did.",
}
WRITING = ("post", "put", "patch", "delete")
KEY_PATTERN = f"^{KEY}$"
# Words a reader understands, where the name of a field says what they are.
EXAMPLES = {"people": ["k7f2xx"], "title": "Delivery", "name": "A name", "email": "pia@partner.example", "accept": True}
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
    403: "You may see this, not do it, or not in this way: `detail` says what to mend. Or the token only reads.",
    404: "Not there, or not visible to you: at this address, or where the body names something.",
    405: "This address does not know this method.",
    409: "The Idempotency-Key was used for another request.",
    413: "Too large.",
    415: "Another kind of body is expected.",
    422: "The request does not have the form described; `errors` says where.",
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
        document["tags"] = [{"name": name, "description": words} for name, words in RESOURCES.items()]
        document["servers"] = [{"url": settings.PUBLIC_URL}]
        for operations in document["paths"].values():
            for method, operation in operations.items():
                complete(method, operation)
                give_example(operation, document["components"]["schemas"])
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


def give_example(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """A body as one would send it, for the reader to change."""
    body = operation.get("requestBody", {}).get("content", {}).get(JSON)
    if body:
        body["example"] = example_of(schemas[body["schema"]["$ref"].rpartition("/")[2]])


def example_of(shape: dict[str, Any]) -> dict[str, Any]:
    """The fields of a body with simple values, plain text rather than HTML; null only where it must be sent."""
    fields = {
        name: schema for name, schema in shape["properties"].items() if not {"anyOf", "$ref", "allOf"} & set(schema)
    }
    told = {name: simplest(name, schema) for name, schema in fields.items()}
    told |= {name: None for name in shape.get("required", []) if name not in told and may_be_null(shape, name)}
    if "text" in told:
        told.pop("body", None)
    return told


def may_be_null(shape: dict[str, Any], name: str) -> bool:
    return {"type": "null"} in shape["properties"][name].get("anyOf", [])


def simplest(name: str, schema: dict[str, Any]) -> Any:
    """A value that a field may have."""
    if "default" in schema:
        return schema["default"]
    if "enum" in schema:
        return schema["enum"][0]
    if name in EXAMPLES:
        return EXAMPLES[name]
    if schema.get("pattern") == KEY_PATTERN:
        return "k7f2xx"
    soon = timezone.localdate() + timedelta(days=7)
    dates = {"date": str(soon), "date-time": f"{soon}T09:00:00Z"}
    plain = {"array": [], "boolean": False, "integer": schema.get("minimum", 0), "number": 2, "object": {}}
    return dates.get(schema.get("format", "")) or plain.get(schema.get("type", "string"), "A few words.")
