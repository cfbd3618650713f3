"""What machines ask: is it up, is it ready, how does it fare."""

from http import HTTPStatus
from typing import Any

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, generate_latest

from terreau.foundation.doctor.database import applied_migrations, known_migrations
from terreau.foundation.identity.doors import open_to_all
from terreau.foundation.identity.tokens import person_asking
from terreau.foundation.orgs import rules as orgs_rules


@open_to_all
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing of the database."""
    return HttpResponse("up\n", content_type="text/plain")


@open_to_all
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers and has every table this version needs; else 503, so that no request is sent here."""
    try:
        missing = sorted(known_migrations() - applied_migrations())
    except DatabaseError:
        return unready({"database": "does not answer"})
    if missing:
        return unready({"database": "answers", "migrations_missing": missing})
    return JsonResponse({"database": "answers", "migrations_missing": []})


def unready(report: dict[str, Any]) -> JsonResponse:
    return JsonResponse(report, status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": "5"})


@open_to_all
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus, for an operator by session or by token; for others there is nothing here."""
    person = person_asking(request)
    if person is None or not orgs_rules.may_operate(person):
        raise Http404
    return HttpResponse(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)
