import asyncio
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from asgiref.sync import async_to_sync
from django.utils import timezone

from terreau.foundation.identity.models import Person
from terreau.foundation.storage import upload
from terreau.foundation.storage.models import Attachment
from terreau.foundation.storage.serve import application
from terreau.foundation.storage.store import Folder
from terreau.foundation.storage.tests.conftest import Browser, Reply, conversation, here
from terreau.foundation.storage.tests.test_download import token
from terreau.foundation.storage.tests.test_keep import full_device

Browsers = Callable[..., Browser]
FORM = "multipart/form-data; boundary=----edge"
NAME = "relevé de décisions.txt"


def form(content: bytes, name: str = NAME, before: bytes = b"") -> bytes:
    head = f'------edge\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'.encode()
    return before + head + b"Content-Type: text/plain\r\n\r\n" + content + b"\r\n------edge--\r\n"


def sent(browser: Browser, body: bytes, piece: int = 10_000, **headers: str) -> Reply:
    pieces = [body[start : start + piece] for start in range(0, len(body), piece)]
    return browser.post("/files", *pieces, **{"content_length": str(len(body)), **headers})


@pytest.mark.parametrize("piece", [1, 7, 64, 100_000])
def test_a_file_sent_by_a_form_is_kept(browser: Browsers, alice: Person, store: Folder, piece: int) -> None:
    field = b'------edge\r\nContent-Disposition: form-data; name="x"\r\n\r\nfilename="no.txt"\r\n\r\n\r\n'
    content = b"\r\n------edg\r\n\r\n--\r\n" * 9 + b"fin\r"
    reply = sent(browser(alice), form(content, before=field), piece, content_type=FORM)
    attachment = Attachment.objects.get()
    assert reply.status == 201
    assert reply.json() == {
        "key": attachment.key,
        "name": NAME,
        "size": len(content),
        "url": f"/files/{attachment.key}-{quote(NAME)}",
        "media_type": "text/plain",
        "width": None,
        "height": None,
        "is_image": False,
    }
    assert reply.headers["location"] == reply.json()["url"]
    assert store.open(attachment.blob.digest).read() == content
    assert (attachment.uploaded_by, attachment.thing_kind) == (alice, "")


def test_bare_content_with_its_name_in_a_header(browser: Browsers, alice: Person, store: Folder) -> None:
    content = bytes(range(256)) * 4000
    reply = sent(browser(alice), content, x_file_name=quote(NAME))
    assert (reply.status, reply.json()["name"], reply.json()["size"]) == (201, NAME, len(content))
    assert store.open(Attachment.objects.get().blob.digest).read() == content
    assert list(store.incoming.iterdir()) == []


@pytest.mark.parametrize(
    "disposition,name",
    [
        ("filename=\"a.txt\"; filename*=UTF-8''%C3%A9t%C3%A9.txt", "été.txt"),
        ('filename="a\\"b.txt"', "a_b.txt"),
        ('filename="%22a%22.txt"', "_a_.txt"),
        ("filename=bare.txt", "bare.txt"),
        ('filename="../../etc/passwd"', "passwd"),
        ('filename="C:\\\\temp\\\\plan.pdf"', "plan.pdf"),
    ],
)
def test_names_as_browsers_write_them(browser: Browsers, alice: Person, disposition: str, name: str) -> None:
    body = form(b"x").replace(f'filename="{NAME}"'.encode(), disposition.encode())
    assert sent(browser(alice), body, content_type=FORM).json()["name"] == name


@pytest.mark.parametrize(
    "body,headers",
    [
        (b"x", {}),
        (b"x", {"content_type": "multipart/form-data"}),
        (b"", {"content_type": FORM}),
        (b"no boundary at all", {"content_type": FORM}),
        (form(b"cut short")[:-12], {"content_type": FORM}),
        (form(b"x", name=""), {"content_type": FORM}),
        (b"------edge\r\n" + b"x: y\r\n" * 5000, {"content_type": FORM}),
        (b"------edge--\r\n", {"content_type": FORM}),
        (b"------edgeX\r\n", {"content_type": FORM}),
    ],
)
def test_a_body_without_a_whole_file_is_refused(
    browser: Browsers, alice: Person, store: Folder, body: bytes, headers: dict[str, str]
) -> None:
    reply = sent(browser(alice), body, **headers)
    assert (reply.status, reply.headers["content-type"]) == (400, "application/problem+json")
    assert not Attachment.objects.exists()
    assert not store.incoming.exists() or list(store.incoming.iterdir()) == []


def test_an_empty_file_is_refused(browser: Browsers, alice: Person) -> None:
    assert sent(browser(alice), form(b""), content_type=FORM).status == 422


@pytest.fixture
def one_megabyte(settings: Any) -> None:
    settings.CONFIGURATION = settings.CONFIGURATION.model_copy(update={"upload_limit_mb": 1})


def test_the_limit_holds_while_bytes_arrive(
    browser: Browsers, alice: Person, store: Folder, one_megabyte: None
) -> None:
    content = b"x" * (2**20 * 3)
    told = sent(browser(alice), form(content), content_type=FORM)
    assert told.status == 413
    assert NAME in told.json()["detail"]
    assert " 3 M" in told.json()["detail"]
    untold = sent(browser(alice), content, x_file_name="a.bin", content_length="")
    assert untold.status == 413
    just = sent(browser(alice), form(b"x" * 2**20), content_type=FORM)
    assert just.status == 201
    assert list(store.incoming.iterdir()) == []
    assert Attachment.objects.count() == 1


def test_5_gigabytes_are_refused_at_the_first_byte_and_nothing_is_kept(
    browser: Browsers, alice: Person, store: Folder
) -> None:
    head = b"x" * 10_000
    announced = browser(alice).post("/files", head, content_length=str(5 * 2**30), x_file_name="film.mov")
    assert (announced.status, "film.mov" in announced.json()["detail"]) == (413, True)
    assert not Attachment.objects.exists() and list(store.incoming.iterdir()) == []


def test_E15_a_cookie_alone_does_not_write(browser: Browsers, alice: Person, store: Folder) -> None:
    good = {"content_type": FORM}
    assert sent(browser(alice), form(b"x"), **good).status == 201
    for bad in (
        {"x_csrftoken": ""},
        {"x_csrftoken": "d" * 32},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ):
        assert sent(browser(alice), form(b"x"), **good, **bad).status == 403
    assert sent(browser(alice), form(b"x"), **good, origin="http://127.0.0.1").status == 201
    assert Attachment.objects.count() == 2


def test_strangers_are_refused(browser: Browsers, alice: Person) -> None:
    assert sent(browser(), form(b"x"), content_type=FORM).status == 403
    cookies = browser(alice).cookies()
    Person.objects.update(suspended_at=timezone.now())
    assert sent(browser(), form(b"x"), content_type=FORM, cookie=cookies).status == 403
    assert not Attachment.objects.exists()


def test_a_token_writes_if_it_may(browser: Browsers, alice: Person) -> None:
    reading, writing = token(alice, "reads"), token(alice, "writes", scope="write")
    plain = {"content_type": FORM, "x_csrftoken": ""}
    assert sent(browser(), form(b"x"), authorization=writing, **plain).status == 201
    assert sent(browser(), form(b"x"), authorization=reading, **plain).status == 401
    assert sent(browser(alice), form(b"x"), authorization=reading, content_type=FORM).status == 401


def test_R_09_a_full_disk_is_told(
    browser: Browsers, alice: Person, store: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    full_device(monkeypatch)
    reply = sent(browser(alice), form(b"x"), content_type=FORM)
    assert reply.status == 507
    assert NAME in reply.json()["detail"]
    assert list(store.incoming.iterdir()) == []


def scope_of(browser: Browser, **headers: str) -> dict[str, Any]:
    sent = {"host": "127.0.0.1", "cookie": browser.cookies(), "x-csrftoken": "c" * 32, **headers}
    lines = [(name.encode(), value.encode()) for name, value in sent.items()]
    address = {"path": "/files", "query_string": b"", "headers": lines, "scheme": "http", "server": ("127.0.0.1", 80)}
    return {"type": "http", "method": "POST", "http_version": "1.1", "client": ("127.0.0.1", 1), **address}


@pytest.mark.parametrize("cut", range(0, 500_001, 25_000))
def test_R_03_a_sender_who_leaves_at_any_byte_leaves_nothing(
    browser: Browsers, alice: Person, store: Folder, cut: int
) -> None:
    heard: list[Any] = []
    scope = scope_of(browser(alice), **{"content-type": FORM})

    async def broken() -> None:
        waiting: list[dict[str, Any]] = [
            {"type": "http.request", "body": form(b"x" * 500_000)[:cut], "more_body": True},
            {"type": "http.disconnect"},
        ]

        async def receive() -> dict[str, Any]:
            return waiting.pop(0)

        async def send(message: Any) -> None:
            heard.append(message)

        await application(scope, receive, send)

    async_to_sync(broken)()
    assert heard == []
    assert not Attachment.objects.exists()
    assert not store.root.exists() or (list(store.incoming.iterdir()), list(store.digests())) == ([], [])


def test_a_silent_sender_is_let_go(
    browser: Browsers, alice: Person, store: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload, "SILENCE", 0.01)
    heard: list[Any] = []
    scope = scope_of(browser(alice), **{"content-type": FORM})

    async def silent() -> None:
        waiting = [{"type": "http.request", "body": form(b"x")[:20], "more_body": True}]

        async def receive() -> dict[str, Any]:
            if not waiting:
                await asyncio.Event().wait()
            return waiting.pop(0)

        async def send(message: Any) -> None:
            heard.append(message)

        await application(scope, receive, send)

    async_to_sync(silent)()
    assert (heard[0]["status"], json.loads(heard[1]["body"])["status"]) == (408, 408)
    assert list(store.incoming.iterdir()) == []


def test_an_upload_tells_nobody_that_the_content_was_known(browser: Browsers, alice: Person, bob: Person) -> None:
    first = sent(browser(alice), form(b"secret plan"), content_type=FORM)
    second = sent(browser(bob), form(b"secret plan"), content_type=FORM)
    assert first.json().keys() == second.json().keys()
    assert first.json()["key"] != second.json()["key"]
    same = [{**reply.json(), "key": "", "url": ""} for reply in (first, second)]
    assert same[0] == same[1]


def test_one_person_s_many_uploads_hold_one_thread(
    in_this_thread: None, alice: Person, bob: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    most: dict[int, int] = {}
    running: dict[int, int] = {}

    async def slowly(threads: Any, function: Any, *args: Any, **kwargs: Any) -> Any:
        if threads is not upload.KEEPING:
            return await here(threads, function, *args, **kwargs)
        person = args[0].pk
        running[person] = running.get(person, 0) + 1
        most[person] = max(most.get(person, 0), running[person])
        await asyncio.sleep(0)
        kept = await here(threads, function, *args, **kwargs)
        running[person] -= 1
        return kept

    monkeypatch.setattr(upload, "in_thread", slowly)
    scopes = [scope_of(Browser(person), **{"x-file-name": "a.txt"}) for person in (alice, bob, alice, bob, alice)]

    async def all_at_once() -> list[Any]:
        return await asyncio.gather(*[conversation(scope, [b"x"]) for scope in scopes])

    replies = async_to_sync(all_at_once)()
    assert [status for status, _, _ in replies] == [201] * 5
    assert most == {alice.pk: 1, bob.pk: 1}
