"""The web app's own files, and what to say when a page cannot come."""

import hashlib
import json
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from terreau.foundation.identity.doors import open_to_all
from terreau.foundation.ui.frame import bare_frame, frame_of
from terreau.foundation.ui.pages import render, templates


@open_to_all
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a device needs to install the network as an app."""
    frame = frame_of(request)
    name = frame.network
    icons = [{"src": static("ui/mark.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}]
    content = {
        "name": name,
        "short_name": name[:12],
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f6f3ea",
        "theme_color": frame.bar[0],
        "icons": icons,
    }
    response = JsonResponse(content, content_type="application/manifest+json")
    patch_cache_control(response, max_age=3600)
    return response


@open_to_all
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that answers without a network. It keeps the offline page and static files, never a private page."""
    text = (Path(__file__).parent / "static" / "ui" / "js" / "service_worker.js").read_text()
    shell = [
        "/offline",
        *(static(f"ui/{name}") for name in ("dist/app.css", "fonts/terreau-sans-latin.woff2", "icons.svg")),
    ]
    version = hashlib.sha256("".join(shell).encode()).hexdigest()[:12]
    head = f'const SHELL = {json.dumps(shell)};\nconst CACHE = "terreau-shell-{version}";\n'
    response = HttpResponse(head + text, content_type="text/javascript; charset=utf-8")
    patch_cache_control(response, no_cache=True)
    return response


@open_to_all
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The page shown without a network; it names nobody, because it is kept on the device."""
    return render(request, "ui/errors/offline.html", frame=bare_frame(request))


def failed(request: HttpRequest, status: int) -> HttpResponse:
    """The page for a refusal, in the network's frame."""
    frame = replace(frame_of(request, at=""), here="/")
    return render(request, f"ui/errors/{int(status)}.html", status=status, frame=frame)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A form that nobody can read; one with more text than is taken has a page of its own."""
    if isinstance(exception, RequestDataTooBig):
        return failed(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return bare(request, HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return failed(request, HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same words for what is absent and for what is hidden."""
    return failed(request, HTTPStatus.NOT_FOUND)


def too_many(request: HttpRequest, wait: int = 60) -> HttpResponse:
    """`wait`: seconds after which another attempt is welcome."""
    response = bare(request, HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(wait)
    return response


def unavailable(request: HttpRequest) -> HttpResponse:
    """The database is away; what was acknowledged is kept, and a minute later is soon enough."""
    response = bare(request, HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = "60"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token does not fit: mostly a session that ended in another tab."""
    return bare(request, HTTPStatus.FORBIDDEN, "csrf")


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks no database and no room, because one of them has just failed."""
    return bare(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def bare(request: HttpRequest, status: int, name: str = "") -> HttpResponse:
    """An error page that stands on nothing but its template."""
    values = {"frame": bare_frame(request), "incident": getattr(request, "request_id", "")}
    html = templates().get_template(f"ui/errors/{name or int(status)}.html").render(values)
    return HttpResponse(html, status=status)
