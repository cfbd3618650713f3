"""The description of the API, the page to try it, and every address below it that is none."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from pydantic_core import to_json

from terreau.bridges.api.description import Described
from terreau.foundation.access.endpoints import FORM, JSON, problem
from terreau.foundation.identity.doors import open_to_all
from terreau.foundation.ui.pages import render


class Document:
    """GET /api/v1/openapi.json: for everybody, since it says nothing of what is in the network."""

    open_to_all = True

    def __init__(self, described: Described) -> None:
        self.__name__ = self.__qualname__ = "document"
        self.described = described

    @cached_property
    def content(self) -> bytes:
        return to_json(self.described.document)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return only_reading(request)
        return HttpResponse(self.content, content_type=JSON, headers={"Cache-Control": "public, max-age=300"})


class Page:
    """GET /api/v1/docs: every endpoint in words, and a form that sends requests with a token one pastes."""

    def __init__(self, described: Described) -> None:
        self.__name__ = self.__qualname__ = "page"
        self.described = described

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return only_reading(request)
        return render(request, "api/docs.html", {"groups": self.groups})

    @cached_property
    def groups(self) -> dict[str, list[dict[str, Any]]]:
        """Operations by resource."""
        found: dict[str, list[dict[str, Any]]] = {}
        for way, operations in self.described.document["paths"].items():
            for method, operation in operations.items():
                sent = operation.get("requestBody", {}).get("content", {})
                words = operation["description"].split("`")
                told = {"path": way, "method": method.upper(), "file": FORM in sent, "example": example_in(sent)}
                told["words"] = [(bool(place % 2), text) for place, text in enumerate(words)]
                found.setdefault(operation["tags"][0], []).append({**operation, **told})
        return found


def example_in(sent: dict[str, Any]) -> str:
    """The example of a JSON body, as it stands in the form."""
    return to_json(sent[JSON]["example"], indent=2).decode() if "example" in sent.get(JSON, {}) else ""


def only_reading(request: HttpRequest) -> HttpResponse:
    refused = problem(request, 405, _("This address does not know this method."))
    refused.headers["Allow"] = "GET, HEAD"
    return refused


@open_to_all
def nowhere(request: HttpRequest, elsewhere: str) -> HttpResponse:
    """An address below /api/v1 that no room answers."""
    return problem(request, 404, _("There is nothing at this address for you."))


nowhere.csrf_exempt = True  # type: ignore[attr-defined]  # cookies open nothing here
