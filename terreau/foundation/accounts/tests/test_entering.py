"""The entrance under attack: where it leads (D05), how often one may try (D06), what it lets slip (D07)."""

import pytest
from django.contrib.auth.hashers import get_hasher
from django.test import Client
from django.utils import timezone

from terreau.foundation.access.addresses import back
from terreau.foundation.identity.models import Person
from tests.cast import PASSWORD
from tests.worlds.answers import statements

ELSEWHERE = [
    "https://evil.example/",
    "http://evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "\\/evil.example",
    "/%5cevil.example",
    "/%2fevil.example",
    "/%2f%2fevil.example",
    "/%255cevil.example",
    "/\tevil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "\t//evil.example",
    " //evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>",
    "vbscript:x",
    "evil.example",
    "@evil.example",
    "http://127.0.0.1@evil.example/",
    "//127.0.0.1@evil.example/",
    "https:evil.example",
    "https:/evil.example",
    "http://localhost/",
    "http://127.0.0.1.evil.example/",
    "//evil%E3%80%82example",
    "/\u200b/evil.example",
    "/" + "a" * 3000,
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_d05_signing_in_leads_nowhere_else(alice: Person, target: str) -> None:
    browser = Client()
    for path in ("/account/login/", f"/account/login/?next={target}"):
        answer = browser.post(path, {"login": "alice", "password": PASSWORD, "next": target})
        assert answer.status_code == 302 and answer["Location"] == "/", target
        browser.post("/account/logout/")


@pytest.mark.parametrize("target", ELSEWHERE)
def test_d05_no_form_leads_elsewhere(rf: object, target: str) -> None:
    request = rf.post("/", {"next": target})  # type: ignore[attr-defined]  # pytest-django’s factory
    assert back(request, "/fallback")["Location"] == "/fallback"


@pytest.mark.parametrize("target", ["/spaces", "/posts/m3x9qa-é?only=unread#c2", "/people?text=a%20b"])
def test_d05_on_this_site_it_leads_where_one_wanted(alice: Person, target: str) -> None:
    answer = Client().post("/account/login/", {"login": "alice", "password": PASSWORD, "next": target})
    assert answer.status_code == 302 and answer["Location"].startswith(target[:7])


def tries(login: str, address: str, **headers: str) -> str:
    browser = Client(REMOTE_ADDR=address)
    return browser.post("/account/login/", {"login": login, "password": "not this"}, headers=headers).content.decode()


def is_refused(html: str) -> bool:
    return "five minutes" in html or "cinq minutes" in html


def test_d06_an_account_is_tried_five_times_from_anywhere(alice: Person) -> None:
    pages = [tries("alice", f"203.0.113.{number}") for number in range(8)]
    assert [is_refused(page) for page in pages[5:]] == [True, True, True]
    right = Client(REMOTE_ADDR="198.51.100.9").post("/account/login/", {"login": "ALICE", "password": PASSWORD})
    assert right.status_code == 200, "the pause holds for whoever comes, right or wrong"


def test_d06_a_network_tries_ten_times_whatever_it_forwards(db: None) -> None:
    pages = [
        tries(f"nobody{number}", f"2001:db8:1:2::{number:x}", x_forwarded_for=f"198.51.100.{number}")
        for number in range(1, 14)
    ]
    assert not any(is_refused(page) for page in pages[:5]) and all(is_refused(page) for page in pages[10:])
    assert not is_refused(tries("somebody", "2001:db8:1:3::1"))


def test_d07_unknown_known_and_deactivated_ask_the_same(alice: Person, bob: Person) -> None:
    Person.objects.filter(pk=bob.pk).update(suspended_at=timezone.now())
    seen = []
    for number, login in enumerate(("alice", "bob", "nobody")):
        with statements() as asked:
            answer = Client(REMOTE_ADDR=f"203.0.113.{number}").post(
                "/account/login/", {"login": login, "password": "not this"}
            )
        seen.append((asked, answer.status_code))
    assert seen[0] == seen[1] == seen[2]


def test_d07_the_password_is_hashed_for_nobody_too(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    hasher = type(get_hasher())
    for name in ("encode", "verify"):
        original = getattr(hasher, name)
        monkeypatch.setattr(hasher, name, lambda self, *given, _of=original: hashed.append("x") or _of(self, *given))
    counts = []
    for login in ("alice", "nobody", "nobody@demo.example"):
        hashed.clear()
        Client(REMOTE_ADDR="203.0.113.77").post("/account/login/", {"login": login, "password": "not this"})
        counts.append(bool(hashed))
    assert counts == [True, True, True]
