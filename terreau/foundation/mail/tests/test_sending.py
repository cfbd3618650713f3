"""Letters leave through a mail server that behaves in every way a mail server behaves."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from terreau.foundation.mail import outbox, sending
from terreau.foundation.mail.messages import Mail, Undeliverable, written
from terreau.foundation.mail.sending import deliver

pytestmark = pytest.mark.django_db
MAIL = Mail(
    "notice-abcdef", "mention", "Zoé\nX", "zoe@example.org", "Objet : é", "Texte", "<p>Texte</p>", "fr", "https://x/y"
)


class Server(socketserver.ThreadingTCPServer):
    """Says to each command what the test wants: a line, or nothing and hangs up."""

    allow_reuse_address = daemon_threads = True
    says: dict[str, str]
    got: list[str]


class Conversation(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        self.say(self.server.says.get("HELLO", "220 here"))
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            if verb == "DATA":
                self.say(self.server.says.get("DATA", "354 go on"))
                self.take()
            elif not self.say(self.server.says.get(verb, "250 fine")):
                return

    def take(self) -> None:
        lines = []
        while (line := self.rfile.readline().decode()) not in (".\r\n", ""):
            lines.append(line)
        self.server.got.append("".join(lines))
        self.say(self.server.says.get("END", "250 taken"))

    def say(self, line: str) -> bool:
        if line:
            self.wfile.write(f"{line}\r\n".encode())
        return bool(line)


@pytest.fixture
def server(settings: Any) -> Iterator[Callable[..., Server]]:
    running: list[Server] = []

    def start(**says: str) -> Server:
        made = Server(("127.0.0.1", 0), Conversation)
        made.says, made.got = says, []
        threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True).start()
        running.append(made)
        url = f"smtp://127.0.0.1:{made.server_address[1]}"
        settings.CONFIGURATION = settings.CONFIGURATION.model_copy(update={"mail_url": url})
        return made

    yield start
    for one in running:
        one.shutdown()
        one.server_close()


def test_a_mail_is_handed_over_once_with_its_key(server: Callable[..., Server]) -> None:
    there = server()
    deliver(written(MAIL))
    (content,) = there.got
    assert "Message-ID: <notice-abcdef@127.0.0.1>" in content and "List-Unsubscribe: <https://x/y>" in content


def test_slow_to_say_goodbye_is_no_reason_to_send_it_again(server: Callable[..., Server]) -> None:
    there = server(QUIT="")
    deliver(written(MAIL))
    assert len(there.got) == 1


@pytest.mark.parametrize("says", [{"RCPT": "550 nobody"}, {"END": "552 too large"}])
def test_refused_for_good_is_said_so(server: Callable[..., Server], says: dict[str, str]) -> None:
    server(**says)
    with pytest.raises(Undeliverable):
        deliver(written(MAIL))


@pytest.mark.parametrize("says", [{"HELLO": "421 busy"}, {"RCPT": "451 later"}, {"END": "451 later"}, {"END": ""}])
def test_refused_for_now_may_be_tried_again(
    server: Callable[..., Server], says: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "PATIENCE", 0.3)
    server(**says)
    with pytest.raises(OSError):
        deliver(written(MAIL))


def test_a_server_that_says_nothing_holds_nobody_for_long(
    server: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "PATIENCE", 0.2)
    server(HELLO="")
    with pytest.raises(OSError):
        deliver(written(MAIL))


def test_without_a_server_it_lands_in_the_outbox_and_twice_is_once(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    deliver(written(MAIL))
    deliver(written(MAIL))
    (lying,), count = outbox.newest()
    assert (lying.subject, lying.kind, count) == ("Objet : é", "mention", 1)
    assert (outbox.folder() / "notice-abcdef.eml").stat().st_mode & 0o777 == 0o600


def test_an_address_that_is_none_is_undeliverable() -> None:
    with pytest.raises(Undeliverable):
        written(Mail("k", "mention", "Zoé", "no address", "x", "x", "<p>x</p>", "fr"))
