"""What went wrong, as problem+json: refused, absent, misshapen, taken, or our own fault."""

import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from terreau.foundation.access.endpoints import Mistake, problem
from terreau.foundation.access.words import Unsaid
from terreau.foundation.storage.refusals import NotKept
from terreau.foundation.text.cursors import BadCursor

log = logging.getLogger("django.request")


def explain(api: NinjaAPI) -> None:
    """Let every refusal of the house be answered in one form."""
    api.add_exception_handler(PermissionDenied, refused)  # type: ignore[arg-type]  # typed for any Exception; this handles its own
    api.add_exception_handler(Unsaid, unsaid)  # type: ignore[arg-type]  # typed for any Exception; this handles its own
    api.add_exception_handler(Http404, absent)
    api.add_exception_handler(BadCursor, absent)
    api.add_exception_handler(ValidationError, misshapen)  # type: ignore[arg-type]  # typed for any Exception; this handles its own
    api.add_exception_handler(HttpError, unreadable)  # type: ignore[arg-type]  # typed for any Exception; this handles its own
    api.add_exception_handler(NotKept, not_kept)  # type: ignore[arg-type]  # typed for any Exception; this handles its own
    api.add_exception_handler(OperationalError, away)
    api.add_exception_handler(InterfaceError, away)
    api.add_exception_handler(Exception, failed)


def refused(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    """Visible, but not allowed."""
    return problem(request, 403, getattr(error, "why", "") or _("You may not do this."))


def unsaid(request: HttpRequest, error: Unsaid) -> HttpResponse:
    """Words were sent that leave nothing to read."""
    return problem(request, 422, error.why, [Mistake(at=f"body.{error.field}", why=error.why)])


def absent(request: HttpRequest, error: Any) -> HttpResponse:
    """Not there, or not for you: nobody can tell which. What sends a body may have named it there."""
    if request.method in ("POST", "PUT", "PATCH"):
        why = _("There is nothing for you at this address, or under an id that the request names.")
        return problem(request, 404, why)
    return problem(request, 404, _("There is nothing at this address for you."))


def misshapen(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The request is not as described. An id in the path that cannot be one is absent."""
    if any(wrong.get("loc", ("",))[0] == "path" for wrong in error.errors):
        return absent(request, error)
    wrong = [Mistake(at=place_of(one), why=str(one.get("msg", ""))[:300]) for one in error.errors[:50]]
    return problem(request, 422, _("The request does not have the form described."), wrong)


def place_of(wrong: dict[str, Any]) -> str:
    """Where it is wrong: `body.title`. The name of the endpoint’s own argument says nothing to who asks."""
    parts = [str(part)[:80] for part in wrong.get("loc", ())]
    return ".".join([*parts[:1], *parts[2:]] if parts[:1] == ["body"] and len(parts) > 2 else parts)


def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(request, error.status_code, _("The body is not JSON."))


def not_kept(request: HttpRequest, error: NotKept) -> HttpResponse:
    """A file that is too large, empty, or no file."""
    return problem(request, error.status, error.why)


def away(request: HttpRequest, error: Any) -> HttpResponse:
    """The database is away or full: not the caller’s fault, and soon over."""
    log.error("the database is away", exc_info=error)
    answer = problem(request, 503, _("The network is resting for a moment. Try again in a few seconds."))
    answer.headers["Retry-After"] = "5"
    return answer


def failed(request: HttpRequest, error: Any) -> HttpResponse:
    """Our fault: the incident is in the logs under the number of the request."""
    log.error("Internal Server Error: %s", request.path, exc_info=error, extra={"status_code": 500})
    return problem(request, 500, _("Something failed on our side. The number of this request is in our logs."))
