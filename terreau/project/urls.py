from importlib import import_module

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLResolver, include, path
from django.utils.module_loading import module_has_submodule
from ninja import Router

from terreau.bridges.api.mounting import mounted
from terreau.foundation.identity.doors import open_to_all
from terreau.project.health import healthz, metrics, readyz


@open_to_all
def hello(request: HttpRequest) -> HttpResponse:
    """One word through the same server and middleware: what the benchmark divides by."""
    return HttpResponse("hello", content_type="text/plain")


def rooms() -> list[URLResolver]:
    """Every room that has pages, mounted at the root: each room’s `urls.py` names its own paths."""
    found = []
    for name in settings.ROOMS:
        if module_has_submodule(import_module(name), "urls"):
            found.append(path("", include(f"{name}.urls")))
    return found


def routers() -> dict[str, Router]:
    """Every room that speaks to other programs: its `api.py` offers a router, all of them make one API."""
    named = [name for name in settings.ROOMS if module_has_submodule(import_module(name), "api")]
    return {name.rpartition(".")[2]: import_module(f"{name}.api").router for name in named}


urlpatterns = [
    path("api/v1/", include(mounted(routers()))),
    path("healthz", healthz),
    path("readyz", readyz),
    path("metrics", metrics),
    path("hello", hello),
    *rooms(),
    path("account/", include("allauth.urls")),
]

handler400 = "terreau.foundation.ui.views.bad_request"
handler403 = "terreau.foundation.ui.views.forbidden"
handler404 = "terreau.foundation.ui.views.not_found"
handler429 = "terreau.foundation.ui.views.too_many"  # asked for by allauth
handler500 = "terreau.project.errors.server_error"
