"""One API out of every room’s router: its addresses with the gate before each, and its description."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from ninja import NinjaAPI, Router
from ninja.security import HttpBearer

from terreau.bridges.api import problems, views
from terreau.bridges.api.description import ABOUT, Described
from terreau.bridges.api.gate import Gate
from terreau.bridges.api.parsing import StrictParser


class Bearer(HttpBearer):
    """A token of the network: `Authorization: Bearer terreau_…`. The gate has judged it before ninja asks."""

    openapi_scheme = "bearer"
    openapi_bearerFormat = "terreau"

    def __call__(self, request: HttpRequest) -> Any:
        return request.user

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Never asked: `__call__` answers before."""
        return None


class Api(NinjaAPI):
    def get_openapi_operation_id(self, operation: Any) -> str:
        """`posts_publish`, `reactions_react`: the resource and the verb."""
        return f"{operation.tags[0]}_{operation.view_func.__name__}"


def mounted(routers: Mapping[str, Router]) -> list[URLPattern]:
    """The addresses below /api/v1: the rooms’ endpoints, their description, the page to try them, and no others."""
    api = Api(
        title="Terreau",
        version="1",
        description=ABOUT,
        openapi_url=None,
        docs_url=None,
        urls_namespace="api",
        auth=Bearer(),
        parser=StrictParser(),
    )
    problems.explain(api)
    for router in routers.values():
        api.add_router("", router)
    described = Described(api)
    return [
        path("openapi.json", views.Document(described)),
        path("docs", views.Page(described)),
        *addresses(api),
        path("<path:elsewhere>", views.nowhere),
    ]


def addresses(api: NinjaAPI) -> list[URLPattern]:
    """Each path once, whichever rooms answer its methods."""
    found: dict[str, list[Any]] = {}
    for bound in api._get_bound_routers():
        for way, view in bound.path_operations.items():
            found.setdefault(way.strip("/"), []).extend(view.operations)
    return [path(as_django(way), Gate(operations)) for way, operations in found.items()]


def as_django(way: str) -> str:
    """`posts/{id}/comments` as Django writes it."""
    return way.replace("{", "<").replace("}", ">")
