"""A form sent twice writes once; an Idempotency-Key gives the same answer. F01, R-01."""

import json
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.test import Client
from django.urls import path
from django.utils import timezone

from terreau.foundation.activity.journal import Kind, record
from terreau.foundation.activity.models import Activity, Receipt
from terreau.foundation.activity.once import KEPT, fresh_key, purge_receipts
from terreau.foundation.identity.doors import open_to_all
from terreau.foundation.identity.models import Person, Token
from terreau.foundation.identity.tokens import digest_of, new_secret

WRITTEN = Kind("test.written", "Something was written in a test")
SignIn = Callable[[Person], Client]


def write(request: HttpRequest) -> HttpResponse:
    """Writes one activity; answers as `way` says."""
    sent = request.POST.dict() if request.POST else json.loads(request.body or b"{}")
    with transaction.atomic():
        made = record(WRITTEN, None, word=sent.get("word", ""))
    way = sent.get("way", "")
    if way == "refuse":
        return HttpResponse("no", status=422)
    if way == "forbid":
        raise PermissionDenied
    if way == "see":
        return HttpResponseRedirect(f"/things/{made.pk}")
    return JsonResponse({"id": made.pk}, status=201, headers={"HX-Trigger": "written", "Set-Cookie": "a=b"})


urlpatterns = [path("write", open_to_all(write))]  # the API asks for its token itself
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def api(alice: Person) -> Callable[..., Any]:
    """Alice’s bearer token in use: `api(body, key)`."""
    secret = new_secret()
    end = timezone.now() + timedelta(days=1)
    Token.objects.create(person=alice, name="t", digest=digest_of(secret), scope="write", expires_at=end)

    def post(body: dict[str, object], key: str = "") -> Any:
        headers = {"Authorization": f"Bearer {secret}", **({"Idempotency-Key": key} if key else {})}
        return Client().post("/write", json.dumps(body), content_type="application/json", headers=headers)

    return post


def test_a_form_sent_twice_writes_once(signed_in: SignIn, alice: Person) -> None:
    browser, form = signed_in(alice), {"once": fresh_key(), "word": "spade", "way": "see"}
    first, second = browser.post("/write", form), browser.post("/write", form)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert "Idempotent-Replayed" not in first
    assert second["Idempotent-Replayed"] == "true"
    assert Activity.objects.count() == 1


def test_a_form_changed_after_going_back_is_another_write(signed_in: SignIn, alice: Person) -> None:
    browser, once = signed_in(alice), fresh_key()
    browser.post("/write", {"once": once, "word": "spade"})
    assert browser.post("/write", {"once": once, "word": "rake"}).status_code == 201
    assert Activity.objects.count() == 2


def test_the_api_answers_the_same_again(api: Callable[..., Any]) -> None:
    first, second = api({"word": "spade"}, "key-1"), api({"word": "spade"}, "key-1")
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    assert second["Content-Type"] == "application/json"
    assert second["HX-Trigger"] == "written"
    assert "a" not in second.cookies, "a cookie is not given twice"
    assert Activity.objects.count() == 1


def test_the_same_key_for_other_content_is_refused(api: Callable[..., Any]) -> None:
    api({"word": "spade"}, "key-1")
    refused = api({"word": "rake"}, "key-1")
    assert refused.status_code == 422
    assert refused["Content-Type"] == "application/problem+json"
    assert Activity.objects.count() == 1


def test_keys_belong_to_their_person(signed_in: SignIn, alice: Person, bob: Person) -> None:
    for who in (alice, bob):
        headers = {"Idempotency-Key": "key-1"}
        answer = signed_in(who).post("/write", "{}", content_type="application/json", headers=headers)
        assert answer.status_code == 201
    assert Activity.objects.count() == 2


@pytest.mark.parametrize("way", ["refuse", "forbid"])
def test_a_refusal_undoes_the_write_and_leaves_the_key_free(api: Callable[..., Any], way: str) -> None:
    assert api({"way": way}, "key-1").status_code >= 400
    assert not Activity.objects.exists()
    assert not Receipt.objects.exists()
    assert api({"word": "spade"}, "key-1").status_code == 201


@pytest.mark.parametrize("key", ["x" * 101, "two words", "clé"])
def test_a_bad_key_is_refused(api: Callable[..., Any], key: str) -> None:
    assert api({}, key).status_code == 400
    assert not Activity.objects.exists()


def test_without_a_key_each_request_writes(api: Callable[..., Any]) -> None:
    api({}), api({})
    assert Activity.objects.count() == 2
    assert not Receipt.objects.exists()


def test_a_visitor_has_no_receipts(client: Client) -> None:
    client.post("/write", {"once": "k"})
    assert not Receipt.objects.exists()


def test_receipts_are_forgotten_after_two_days(api: Callable[..., Any]) -> None:
    api({}, "old")
    Receipt.objects.update(at=timezone.now() - KEPT - timedelta(minutes=1))
    api({}, "new")
    assert purge_receipts() == 1
    assert Receipt.objects.get().key == "new"


@pytest.mark.django_db(transaction=True)
def test_f01_many_at_once_with_one_key_write_once(api: Callable[..., Any]) -> None:
    answers: list[tuple[int, bytes]] = []
    start = threading.Barrier(8)

    def send() -> None:
        start.wait()
        answer = api({"word": "spade"}, "key-1")
        answers.append((answer.status_code, answer.content))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    assert len(set(answers)) == 1
    assert answers[0][0] == 201
    assert Activity.objects.count() == 1
