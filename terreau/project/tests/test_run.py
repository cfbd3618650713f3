"""The real thing: `bin/run` as an operator starts it, with its processes, its port and its signals."""

import json
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from terreau.project import prepare
from terreau.project.tests.processes import Network, Stream, running, until

# What they start lives on SQLite, whichever engine the tests run on.
pytestmark = [pytest.mark.slow, pytest.mark.only("sqlite")]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that an earlier start has made a network."""
    folder = tmp_path_factory.mktemp("network") / "made"
    with running(Network(folder)):
        pass
    return folder


@pytest.fixture(scope="module")
def network(made: Path) -> Iterator[Network]:
    """One running network, for the tests that leave it running."""
    folder = made.with_name("shared")
    shutil.copytree(made, folder)
    with running(Network(folder)) as started:
        yield started


@pytest.fixture
def own(made: Path, tmp_path: Path) -> Iterator[Network]:
    """A running network for a test that ends or breaks it."""
    shutil.copytree(made, tmp_path / "own")
    with running(Network(tmp_path / "own")) as started:
        yield started


def test_one_port_answers_pages_streams_and_static_files(network: Network) -> None:
    assert network.get("/hello") == (200, b"hello")
    assert network.get("/live")[0] == 401
    assert network.get("/static/nothing.css")[0] == 404
    assert set(network.processes().values()) == {"server", "app", "worker"}


def test_the_address_stands_alone_on_standard_output(own: Network) -> None:
    until(own.said)
    assert own.said() == f"\nTerreau answers on http://127.0.0.1:{own.port}  (Ctrl-C ends it)\n\n"


def test_an_open_page_hears_within_a_second(network: Network) -> None:
    there = network.hand("people", 1)
    stream = Stream(network, there["sessions"][0]).opened()
    activity = network.hand("happen", there["space"])
    assert until(stream.ids, 5) < 2
    assert stream.ids() == [network.hand("number", activity)]


@pytest.mark.parametrize("loss", ["end", "suspend"])
def test_a03_b02_an_open_page_ends_with_its_session_and_its_account(network: Network, loss: str) -> None:
    there = network.hand("people", 2)
    lost, kept = [Stream(network, session).opened() for session in there["sessions"]]
    network.hand(loss, there["sessions"][0])
    assert until(lost.ended, 5) < 2.5
    assert not kept.ended()


def test_a03_b02_an_open_stream_ends_with_its_token(network: Network) -> None:
    there = network.hand("people", 1)
    session = there["sessions"][0]
    lost = Stream(network, "", token=network.hand("token", session)).opened()
    kept = Stream(network, session).opened()
    network.hand("revoke", session)
    assert until(lost.ended, 5) < 2.5
    assert not kept.ended()


def test_a03_b02_who_loses_the_space_hears_no_more(network: Network) -> None:
    there = network.hand("people", 2)
    lost, kept = [Stream(network, session).opened() for session in there["sessions"]]
    network.hand("leave", there["sessions"][0])
    network.hand("happen", there["space"])
    assert until(kept.ids, 5) < 2
    assert lost.ids() == []


def test_two_hundred_streams_hear_the_same_and_pages_go_on(network: Network) -> None:
    there = network.hand("people", 200)
    streams = [Stream(network, session) for session in there["sessions"]]
    for stream in streams:
        stream.opened()
    activity = network.hand("happen", there["space"])
    until(lambda: all(stream.ids() for stream in streams))
    seq = network.hand("number", activity)
    assert {tuple(stream.ids()) for stream in streams} == {(seq,)}
    assert network.get("/hello", timeout=5)[0] == 200
    for stream in streams:
        stream.close()


def test_slow_senders_hold_no_page(network: Network) -> None:
    senders = []
    for _ in range(12):
        sender = socket.create_connection(("127.0.0.1", network.port))
        sender.sendall(b"POST /account/login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n\r\nlogin=")
        senders.append(sender)
    assert network.get("/hello", timeout=5)[0] == 200
    for sender in senders:
        sender.close()


def test_d09_a_foreign_host_is_refused_everywhere(network: Network) -> None:
    for path in ("/hello", "/live", "/static/x"):
        with socket.create_connection(("127.0.0.1", network.port)) as asker:
            asker.sendall(f"GET {path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n".encode())
            assert asker.recv(1000).startswith(b"HTTP/1.1 400")


def test_a_taken_port_is_said(network: Network, tmp_path: Path) -> None:
    other = Network(tmp_path / "other", network.port)
    done = subprocess.run(other.words, env=other.environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert str(network.port) in done.stderr and "Traceback" not in done.stderr


def test_ctrl_c_ends_everything_with_streams_open(own: Network) -> None:
    there = own.hand("people", 20)
    streams = [Stream(own, session).opened() for session in there["sessions"]]
    assert own.interrupt() < 5
    assert own.processes() == {}
    assert all(stream.ended() for stream in streams)


def stalled_downloads(network: Network, session: str, count: int) -> list[socket.socket]:
    """Browsers that ask for a large file and do not read it."""
    key = network.hand("file", session, 64_000_000)
    asked = f"GET /files/{key}-large.bin HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: terreau_session={session}\r\n\r\n"
    stalled = []
    for _ in range(count):
        browser = socket.create_connection(("127.0.0.1", network.port))
        browser.sendall(asked.encode())
        assert browser.recv(12) == b"HTTP/1.1 200"
        stalled.append(browser)
    return stalled


def test_stalled_downloads_hold_no_page_and_ctrl_c_ends_them_too(own: Network) -> None:
    there = own.hand("people", 5)
    streams = [Stream(own, session).opened() for session in there["sessions"]]
    stalled = stalled_downloads(own, there["sessions"][0], 12)
    assert own.get("/hello", timeout=5)[0] == 200
    own.hand("happen", there["space"])
    until(lambda: all(stream.ids() for stream in streams))
    assert own.interrupt() < 5
    assert own.processes() == {}
    for browser in stalled:
        browser.close()


def test_a_restart_loses_and_doubles_no_event(own: Network) -> None:
    there = own.hand("people", 1)
    session, space = there["sessions"][0], there["space"]
    before = Stream(own, session).opened()
    first = own.hand("happen", space)
    until(before.ids)
    own.interrupt()
    missed = own.hand("happen", space)
    own.start()
    after = Stream(own, session, before.ids()[-1]).opened()
    until(lambda: own.hand("number", missed))
    last = own.hand("happen", space)
    until(lambda: own.hand("number", last) in after.ids())
    assert before.ids() + after.ids() == [own.hand("number", one) for one in (first, missed, last)]


@pytest.mark.parametrize("module", ["app", "worker"])
def test_what_is_killed_is_started_again(own: Network, module: str) -> None:
    before = until(lambda: own.one(module)) and own.one(module)
    os.kill(before, signal.SIGKILL)
    until(lambda: own.one(module) not in (0, before))
    until(own.answers)
    there = own.hand("people", 1)
    stream = Stream(own, there["sessions"][0]).opened()
    own.hand("happen", there["space"])
    until(stream.ids)


def test_the_killed_watcher_leaves_no_orphan(own: Network) -> None:
    assert own.run is not None
    os.kill(own.one("server"), signal.SIGKILL)
    assert until(lambda: not own.processes()) < 6


def test_a_second_start_has_nothing_to_prepare(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(made, tmp_path / "again")
    with running(Network(tmp_path / "again")):
        monkeypatch.setattr(prepare, "run_module", lambda *words: pytest.fail(f"ran {words}"))
        prepare.prepare_code()
        assert prepare.prepare_data(tmp_path / "again") is False


def test_r25_a_running_network_goes_into_a_file_and_comes_back(network: Network, tmp_path: Path) -> None:
    there = network.hand("people", 3)
    until(lambda: network.hand("number", network.hand("happen", there["space"])))
    archive, again = tmp_path / "network.tar", tmp_path / "again"
    assert network.terminal("backup", str(archive), "--json")[0] == 0
    code, said = network.terminal("verify", str(archive), "--json")
    assert code == 0 and json.loads(said)["problems"] == []
    assert network.terminal("restore", str(archive), "--data", str(again))[0] == 0
    assert network.terminal("restore", str(archive), "--data", str(again))[0] == 1
    with running(Network(again)) as other:
        Stream(other, there["sessions"][0]).opened().close()
    archive.write_bytes(archive.read_bytes()[:-20_000])
    assert network.terminal("verify", str(archive))[0] == 1
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["again"]


def test_a_missing_folder_becomes_an_empty_network(tmp_path: Path) -> None:
    network = Network(tmp_path / "new")
    code, said = network.terminal("jobs", "list", "--json")
    assert (code, json.loads(said)) == (0, [])
    assert (tmp_path / "new" / "terreau.sqlite3").stat().st_mode & 0o077 == 0
