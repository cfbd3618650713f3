"""What no database can carry is answered at the door: an address or a form with a NUL in it is nobody’s (C09).

PostgreSQL refuses the whole statement, which would be our failure instead of the caller’s mistake.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from terreau.foundation.access.words import Absent

NUL = "\0"
FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}


class UnfitMiddleware:
    """404 for such an address, 400 for such a form. The API says itself what is wrong with a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        if getattr(view, "keeps_once", False):
            return
        if NUL in request.path or any(NUL in value for _, values in request.GET.lists() for value in values):
            raise Absent
        if request.method == "POST" and request.content_type in FORMS and holds_nul(request):
            raise BadRequest("a NUL in a form")


def holds_nul(request: HttpRequest) -> bool:
    return any(NUL in value for _, values in request.POST.lists() for value in values)
