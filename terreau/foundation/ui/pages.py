"""Draw a page: the one helper that views call."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import engines
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html
from jinja2 import Environment

from terreau.foundation.ui import toasts
from terreau.foundation.ui.frame import Frame, frame_of


def templates() -> Environment:
    """The environment that draws the pages."""
    env: Environment = engines["pages"].env  # type: ignore[attr-defined]  # a choice field
    return env


class Token:
    """The form token of a request, made only when a template writes it, and once."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.token = ""

    def __str__(self) -> str:
        if not self.token:
            self.token = get_token(self.request)
        return self.token

    def __html__(self) -> str:
        return str(self)


class TokenInput:
    """The same as a hidden field, written once however many forms a page has."""

    def __init__(self, token: Token) -> None:
        self.token = token
        self.field = ""

    def __str__(self) -> str:
        return str(self.token)

    def __html__(self) -> str:
        if not self.field:
            self.field = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', str(self.token))
        return self.field


def wants_part(request: HttpRequest) -> bool:
    """True when htmx asks for a part of the page; coming back through the history wants the whole."""
    headers = request.headers
    return headers.get("HX-Request") == "true" and headers.get("HX-History-Restore-Request") != "true"


def values_for(request: HttpRequest, context: Mapping[str, Any] | None) -> dict[str, Any]:
    """What every template may name, with what the view gives."""
    once = format_html('<input type="hidden" name="once" value="{}">', secrets.token_urlsafe(12))
    token = Token(request)
    tokens = {"csrf_token": token, "csrf_input": TokenInput(token), "once_input": once}
    return {"request": request, **tokens, **(context or {})}


def draw_block(template: str, block: str, values: Mapping[str, Any]) -> str:
    """One named block of a template, without what stands around it."""
    page = templates().get_template(template)
    return "".join(page.blocks[block](page.new_context(dict(values))))


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    status: int = 200,
    *,
    block: str = "",
    frame: Frame | None = None,
) -> HttpResponse:
    """The page as an answer; when htmx asks, only its `block` (a block that stands in `template` itself)."""
    values = values_for(request, context)
    if block and wants_part(request):
        response = HttpResponse(draw_block(template, block, values), status=status)
    else:
        values["frame"] = frame or frame_of(request)
        response = HttpResponse(templates().get_template(template).render(values), status=status)
        toasts.forget(request, response)
    if block:
        patch_vary_headers(response, ("HX-Request",))
    return response
