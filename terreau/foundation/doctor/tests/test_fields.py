import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from terreau.foundation.doctor.configuration import Configuration
from terreau.foundation.doctor.fields import FIELD_CHECKS
from terreau.foundation.doctor.findings import State
from terreau.foundation.mail import outbox

LAN = "http://network.example.org"
TLS = "https://network.example.org"


def state(name: str, **given: Any) -> State:
    return FIELD_CHECKS[name](Configuration(**given)).state


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("database_url", {}, State.GOOD),
        ("database_url", {"database_url": "postgresql://u:p@db/terreau"}, State.GOOD),
        ("database_url", {"database_url": "mysql://u:p@db/terreau"}, State.FAILURE),
        ("database_url", {"database_url": "postgresql://u:p@db"}, State.FAILURE),
        ("redis_url", {}, State.GOOD),
        ("redis_url", {"processes": 2}, State.WARNING),
        ("redis_url", {"redis_url": "redis://127.0.0.1:1/0"}, State.FAILURE),
        ("redis_url", {"redis_url": "nonsense"}, State.FAILURE),
        ("public_url", {}, State.GOOD),
        ("public_url", {"public_url": TLS}, State.GOOD),
        ("public_url", {"public_url": LAN}, State.WARNING),
        ("public_url", {"public_url": "http://[::1]:8000"}, State.GOOD),
        ("public_url", {"public_url": "network.example.org"}, State.FAILURE),
        ("public_url", {"public_url": f"{TLS}/social"}, State.FAILURE),
        ("allowed_hosts", {"allowed_hosts": "a.example, b.example"}, State.GOOD),
        ("allowed_hosts", {"allowed_hosts": "*"}, State.FAILURE),
        ("allowed_hosts", {"allowed_hosts": "http://a.example"}, State.FAILURE),
        ("files_url", {}, State.GOOD),
        ("files_url", {"public_url": TLS, "files_url": "https://files.example.org"}, State.GOOD),
        ("files_url", {"public_url": TLS, "files_url": f"{TLS}:8443"}, State.FAILURE),
        ("trusted_proxies", {}, State.GOOD),
        ("trusted_proxies", {"public_url": TLS}, State.WARNING),
        ("trusted_proxies", {"public_url": TLS, "trusted_proxies": "10.0.0.0/8, ::1"}, State.GOOD),
        ("trusted_proxies", {"trusted_proxies": "0.0.0.0/0"}, State.FAILURE),
        ("trusted_proxies", {"trusted_proxies": "proxy.example"}, State.FAILURE),
        ("demo", {"demo": False, "public_url": TLS}, State.GOOD),
        ("demo", {"demo": True}, State.GOOD),
        ("demo", {"demo": True, "public_url": TLS}, State.FAILURE),
        ("debug", {}, State.GOOD),
        ("debug", {"debug": True}, State.WARNING),
        ("debug", {"debug": True, "public_url": TLS}, State.FAILURE),
        ("log_level", {"log_level": "DEBUG"}, State.WARNING),
        ("slow_query_ms", {"slow_query_ms": 0}, State.WARNING),
        ("mail_url", {}, State.GOOD),
        ("mail_url", {"public_url": TLS}, State.WARNING),
        ("mail_url", {"mail_url": "http://mail.example"}, State.FAILURE),
        ("mail_url", {"mail_url": "smtp://127.0.0.1:1"}, State.FAILURE),
        ("mail_from", {}, State.GOOD),
        ("mail_from", {"mail_url": "smtp://mail.example"}, State.WARNING),
        ("mail_from", {"mail_from": "Le Lien <no-reply@aubier.example>"}, State.GOOD),
        ("mail_from", {"mail_from": "nobody"}, State.FAILURE),
        ("outbox_days", {}, State.GOOD),
        ("outbox_mb", {}, State.GOOD),
        ("processes", {"processes": 64}, State.WARNING),
        ("page_threads", {"page_threads": 4}, State.GOOD),
    ],
)
def test_each_setting_is_looked_at(name: str, given: dict[str, Any], expected: State) -> None:
    verdict = FIELD_CHECKS[name](Configuration(**given))
    assert verdict.state == expected
    assert bool(verdict.remedy) == (expected != State.GOOD)


def test_as_many_streams_as_the_system_grants_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("resource.getrlimit", lambda which: (1024, 1024))
    assert state("live_streams", live_streams=3000) == State.WARNING
    assert state("live_streams", live_streams=500) == State.GOOD


def test_a_file_limit_needs_a_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda folder: os.terminal_size((0, 0)) and type("U", (), {"free": 10**8}))
    assert state("upload_limit_mb", upload_limit_mb=100) == State.WARNING
    assert state("upload_limit_mb", upload_limit_mb=5) == State.GOOD


@pytest.fixture
def mail_server() -> Iterator[int]:
    """A server that greets and takes its leave."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        talking, _ = listening.accept()
        with talking, talking.makefile("rwb") as lines:
            lines.write(b"220 mail.example\r\n")
            lines.flush()
            for line in lines:
                lines.write(b"221 bye\r\n" if line.upper().startswith(b"QUIT") else b"250 mail.example\r\n")
                lines.flush()

    serving = threading.Thread(target=serve, daemon=True)
    serving.start()
    yield listening.getsockname()[1]
    listening.close()


def test_a_mail_server_that_answers_is_well(mail_server: int) -> None:
    assert state("mail_url", mail_url=f"smtp://127.0.0.1:{mail_server}") == State.GOOD


def test_an_outbox_that_nobody_tidies_is_named(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    path = outbox.put("<old-mail@x>", b"x" * 2_100_000)
    assert (state("outbox_days"), state("outbox_mb", outbox_mb=2)) == (State.GOOD, State.GOOD)
    assert state("outbox_mb", outbox_mb=1) == State.WARNING
    long_ago = time.time() - 33 * 86_400
    os.utime(path, (long_ago, long_ago))
    assert state("outbox_days") == State.WARNING and state("outbox_days", outbox_days=40) == State.GOOD
