"""Writing once: the same form sent twice, the same request of the API repeated, gets the answer already given.

One outer transaction holds the receipt and everything the view writes, so both are kept or none is. A second arrival
waits for the first at the receipt’s unique key: it gets the first’s answer, or, if that failed, its turn.

A form carries a hidden field `once` (`fresh_key()`); its content is part of the key, so that a form changed after
going back is another write. The API sends `Idempotency-Key`; there, other content under the same key is refused.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from allauth.core.exceptions import ReauthenticationRequired
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.activity.models import Receipt
from terreau.foundation.identity.models import Person
from terreau.foundation.identity.sessions import ENTRANCE
from terreau.foundation.identity.tokens import person_asking

FIELD, HEADER, REPLAYED = "once", "Idempotency-Key", "Idempotent-Replayed"
KEY = re.compile(r"[\x21-\x7e]{1,100}")
KEPT = timedelta(hours=48)
KEPT_HEADERS = re.compile(r"(?i)content-type|location|hx-.*")
FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
BATCH = 500
View = Callable[..., HttpResponseBase]
Answer = TypeVar("Answer", bound=HttpResponseBase)


class KeyReused(Exception):
    """The key was already used for another content."""


class Undone(Exception):
    """Leaves the transaction of a refusal, which is rolled back."""


class OnceMiddleware:
    """Answers once whatever carries a key and comes from a known person. Everything else passes untouched."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if getattr(view, "keeps_once", False) or view.__module__.startswith(ENTRANCE):
            return None  # the API knows first who asks and whether they may; the entrance speaks of secrets alone
        given = request.headers.get(HEADER, "")
        key = given or form_key(request)
        person = person_asking(request) if key and request.method not in ("GET", "HEAD", "OPTIONS") else None
        if person is None:
            return None
        if not KEY.fullmatch(key):
            return problem(400, _("The Idempotency-Key must be 1 to 100 visible ASCII characters."))
        print_ = fingerprint(request)
        if not given:
            key = hashlib.sha256(f"{key} {print_}".encode()).hexdigest()
        try:
            again = request.path if getattr(view, "shows_secret", False) else ""
            return answer_once(person, key, print_, lambda: view(request, *args, **kwargs), again)
        except KeyReused:
            return problem(422, _("This Idempotency-Key was already used for another request."))
        except ReauthenticationRequired:
            return None  # nothing was written: the view asks again where its middleware hears it


def answer_once(
    person: Person, key: str, print_: str, respond: Callable[[], Answer], again: str = ""
) -> Answer | HttpResponse:
    """The answer of `respond`, kept with its writes; or the one kept before. Refusals (400 and up) undo all of it.

    `again`: the answer shows a secret and is not kept; whoever asks again is led to this address instead.
    Raises `KeyReused` when the same key comes with another fingerprint.
    """
    try:
        with transaction.atomic():
            receipt = new_receipt(person, key, print_)
            if receipt is None:
                return answered_before(person, key, print_)
            response = respond()
            if isinstance(response, SimpleTemplateResponse):
                response.render()
            if response.status_code >= 400:
                raise Undone
            keep(receipt, HttpResponse(status=303, headers={"Location": again}) if again else response)
            return response
    except Undone:
        return response


def answer_then_keep(person: Person, key: str, print_: str, respond: Callable[[], Answer]) -> Answer | HttpResponse:
    """The same for what must not wait inside a transaction (files): answered first, then kept.

    Of two that arrive together both are answered alike: the later one gets the earlier one’s answer, and what it
    brought is swept away as unused. Raises `KeyReused` like `answer_once`.
    """
    if Receipt.objects.filter(person_id=person.pk, key=key).exists():
        return answered_before(person, key, print_)
    response = respond()
    if response.status_code >= 400:
        return response
    with transaction.atomic():
        receipt = new_receipt(person, key, print_)
        if receipt is None:
            return answered_before(person, key, print_)
        keep(receipt, response)
    return response


def new_receipt(person: Person, key: str, print_: str) -> Receipt | None:
    """The receipt to be filled, or None when there is one already. Waits for whoever is filling it."""
    try:
        with transaction.atomic():
            return Receipt.objects.create(person_id=person.pk, key=key, fingerprint=print_, status=0)
    except IntegrityError:
        return None


def keep(receipt: Receipt, response: HttpResponseBase) -> None:
    """Write the answer into the receipt."""
    receipt.status = response.status_code
    receipt.headers = {name: value for name, value in response.items() if KEPT_HEADERS.fullmatch(name)}
    receipt.body = response.content.decode() if isinstance(response, HttpResponse) else ""
    receipt.save(update_fields=["status", "headers", "body"])


def answered_before(person: Person, key: str, print_: str) -> HttpResponse:
    """The answer of the first time."""
    receipt = Receipt.objects.get(person_id=person.pk, key=key)
    if receipt.fingerprint != print_:
        raise KeyReused(key)
    return HttpResponse(receipt.body, status=receipt.status, headers={**receipt.headers, REPLAYED: "true"})


def fresh_key() -> str:
    """A key for one drawn form."""
    return secrets.token_urlsafe(12)


def form_key(request: HttpRequest) -> str:
    """The hidden field of a posted form, or an empty text."""
    if request.method != "POST" or request.content_type not in FORMS:
        return ""
    return request.POST.get(FIELD, "")


def fingerprint(request: HttpRequest) -> str:
    """What was asked: method, address and content, without what differs between two sendings of the same form."""
    asked = f"{request.method} {request.get_full_path()} "
    if request.content_type in FORMS:
        fields = {name: request.POST.getlist(name) for name in request.POST if name != "csrfmiddlewaretoken"}
        files = {name: [[f.name, f.size] for f in request.FILES.getlist(name)] for name in request.FILES}
        content = json.dumps([fields, files], sort_keys=True).encode()
    else:
        content = request.body
    return hashlib.sha256(asked.encode() + content).hexdigest()


def problem(status: int, detail: str) -> JsonResponse:
    """A refusal in the API’s own form (RFC 9457)."""
    content = {
        "type": "about:blank",
        "title": _("This request cannot be answered."),
        "status": status,
        "detail": detail,
    }
    return JsonResponse(content, status=status, content_type="application/problem+json")


def purge_receipts() -> int:
    """Forget answers given two days ago, in short transactions."""
    purged = 0
    old = Receipt.objects.filter(at__lt=timezone.now() - KEPT).order_by("pk").values_list("pk", flat=True)
    while chunk := list(old[:BATCH]):
        purged += Receipt.objects.filter(pk__in=chunk).delete()[0]
    return purged
