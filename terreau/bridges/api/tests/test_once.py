"""Many requests at the same moment with one Idempotency-Key: one thing is written, and all get the same answer. F01."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from terreau.bridges.api.tests.conftest import Program
from terreau.foundation.activity.models import Activity, Receipt
from terreau.foundation.identity.models import Person
from terreau.foundation.storage.models import Attachment
from terreau.network.posts import actions as posts
from terreau.network.posts.models import Comment, Draft, Post
from terreau.network.spaces.models import Space

Api = Callable[..., Program]
TOGETHER = 8
KEY = {"Idempotency-Key": "order-4711"}
pytestmark = pytest.mark.django_db(transaction=True)


def together(ask: Callable[[], Any]) -> list[Any]:
    """The answers to as many requests as there are threads, sent at the same moment."""
    answers: list[Any] = []
    start = threading.Barrier(TOGETHER)

    def send() -> None:
        start.wait()
        try:
            answers.append(ask())
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(TOGETHER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_f01_one_post(api: Api, bob: Person, space: Space) -> None:
    program, body = api(bob), {"space": space.key, "title": "Once", "text": "It has arrived."}
    answers = together(lambda: program.ask("POST", "/posts", body, **KEY))
    assert {(one.status_code, one.content, one["Location"]) for one in answers} == {
        (201, answers[0].content, f"/api/v1/posts/{Post.objects.get().key}")
    }
    assert len(answers) == TOGETHER
    assert sum(one.headers.get("Idempotent-Replayed") == "true" for one in answers) == TOGETHER - 1
    assert Activity.objects.filter(kind="posts.published").count() == Receipt.objects.count() == 1


def test_f01_one_reply_and_one_draft(api: Api, bob: Person, space: Space) -> None:
    post = posts.publish(bob, space=space, title="Vitrage", body="<p>x</p>")
    program = api(bob)
    for path, body, model in ((f"/posts/{post.key}/comments", {"text": "Yes"}, Comment), ("/drafts", {}, Draft)):
        answers = together(
            lambda path=path, body=body: program.ask("POST", path, body, **{**KEY, "Idempotency-Key": path})
        )
        assert {(one.status_code, one.content) for one in answers} == {(201, answers[0].content)}
        assert model.objects.count() == 1


def test_f01_two_orders_with_one_key_are_one_order(api: Api, bob: Person, space: Space) -> None:
    program, titles = api(bob), iter(["One", "Other"] * TOGETHER)
    lock = threading.Lock()

    def order() -> Any:
        with lock:
            title = next(titles)
        return program.ask("POST", "/posts", {"space": space.key, "title": title}, **KEY)

    answers = together(order)
    assert sorted(one.status_code for one in answers) == [201] * (TOGETHER // 2) + [409] * (TOGETHER // 2)
    assert Post.objects.count() == 1 and len({one.content for one in answers if one.status_code == 201}) == 1


def test_f01_one_file_is_used(api: Api, bob: Person) -> None:
    headers = {"Authorization": f"Bearer {api(bob).secret}", **KEY}
    answers = together(
        lambda: Client().post("/api/v1/files", {"file": SimpleUploadedFile("a.txt", b"a")}, headers=headers)
    )
    assert {(one.status_code, one.content) for one in answers} == {(201, answers[0].content)}
    assert Attachment.objects.filter(key=answers[0].json()["id"]).count() == Receipt.objects.count() == 1
