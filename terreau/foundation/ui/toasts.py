"""One short sentence about what was just done, with its undo. It survives a redirect in a signed cookie."""

import json
from dataclasses import asdict, dataclass

from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "terreau_toast"
SALT = "terreau.foundation.ui.toasts"
LIFE = 60


@dataclass(frozen=True, slots=True)
class Toast:
    """`text` as people read it; `undo` is an address to post to, empty where nothing can be undone."""

    text: str
    undo: str = ""


def say(request: HttpRequest, response: HttpResponse, text: str, undo: str = "") -> HttpResponse:
    """Show `text` on the page that comes next, or at once where htmx asked."""
    toast = Toast(text[:300], undo)
    if request.headers.get("HX-Request") == "true":
        response["HX-Trigger"] = json.dumps({"toast": asdict(toast)})
        return response
    value = signing.dumps(asdict(toast), salt=SALT, compress=True)
    response.set_cookie(COOKIE, value, max_age=LIFE, httponly=True, samesite="Lax", secure=request.is_secure())
    return response


def waiting(request: HttpRequest) -> Toast | None:
    """The sentence that the last answer left for this page."""
    value = request.COOKIES.get(COOKIE)
    if not value:
        return None
    try:
        return Toast(**signing.loads(value, salt=SALT, max_age=LIFE))
    except (signing.BadSignature, TypeError):
        return None


def forget(request: HttpRequest, response: HttpResponse) -> None:
    """Drop the sentence once it was shown."""
    if COOKIE in request.COOKIES:
        response.delete_cookie(COOKIE, samesite="Lax")
