"""What machines ask: is it up, is it ready, how does it fare."""

import logging
from http import HTTPStatus
from typing import Any

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from terreau.foundation.doctor.database import applied_migrations, known_migrations
from terreau.foundation.identity.doors import open_to_all
from terreau.foundation.identity.tokens import person_asking
from terreau.foundation.orgs import rules as orgs_rules
from terreau.project.metrics import ALL

log = logging.getLogger(__name__)


@open_to_all
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing of the database."""
    return HttpResponse("up\n", content_type="text/plain")


@open_to_all
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers and has every table this version needs; else 503, so that no request is sent here.

    Why not is for the log and for an operator by session or by token: what is missing tells which version runs.
    """
    reasons = what_is_missing()
    if not reasons:
        return JsonResponse({"ready": True})
    log.warning("not ready", extra=reasons)
    told = {"ready": False, **(reasons if may_hear_why(request) else {})}
    return JsonResponse(told, status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": "5"})


def what_is_missing() -> dict[str, Any]:
    """Why no request should be sent here; nothing when all is there."""
    try:
        missing = sorted(known_migrations() - applied_migrations())
    except DatabaseError:
        return {"database": "does not answer"}
    return {"migrations_missing": [" ".join(names) for names in missing]} if missing else {}


def may_hear_why(request: HttpRequest) -> bool:
    """Does an operator ask? A database that is away, or of another version, cannot tell: then nobody does."""
    try:
        return operates(request)
    except DatabaseError:
        return False


def operates(request: HttpRequest) -> bool:
    """Does an operator ask, by session or by token?"""
    person = person_asking(request)
    return person is not None and orgs_rules.may_operate(person)


@open_to_all
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures of all processes for Prometheus, for an operator by session or by token; for others nothing is here."""
    if not operates(request):
        raise Http404
    return HttpResponse(generate_latest(ALL), content_type=CONTENT_TYPE_LATEST)
