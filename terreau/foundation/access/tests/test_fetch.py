"""What is asked outside, and what never is (SECURITY_CASES E04, E05)."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from terreau.foundation.access.outside import PAGE, PICTURE, NotFetched, Wire, fetch
from terreau.foundation.access.reach import NotOutside, public, target_of

REFUSED = """
http://localhost/ http://LOCALHOST/ http://localhost./ http://a.localhost/ http://ip6-localhost/ http://intranet/
http://printer.local/ http://wiki.internal/ http://nas.lan/ http://db.corp/ http://router.home.arpa/ http://x.onion/
http://127.0.0.1/ http://127.0.0.1./ http://127.1/ http://127.000.000.001/ http://2130706433/ http://017700000001/
http://0x7f000001/ http://0x7f.0.0.1/ http://0177.0.0.1/ http://127.0.0.1.0x0/ http://0/ http://0.0.0.0/ http://0x/
http://10.0.0.1/ http://172.16.0.1/ http://172.31.255.255/ http://192.168.1.1/ http://169.254.169.254/latest/meta-data
http://100.64.0.1/ http://100.100.100.200/ http://168.63.129.16/ http://192.0.0.192/ http://192.0.2.1/ http://198.18.0.1/
http://198.51.100.7/ http://203.0.113.9/ http://192.88.99.1/ http://224.0.0.1/ http://255.255.255.255/ http://240.0.0.1/
http://[::]/ http://[::1]/ http://[0:0:0:0:0:0:0:1]/ http://[::ffff:127.0.0.1]/ http://[::ffff:7f00:1]/
http://[::127.0.0.1]/ http://[64:ff9b::7f00:1]/ http://[64:ff9b:1::a00:1]/ http://[2002:7f00:1::]/ http://[2001::1]/
http://[2001:db8::1]/ http://[fe80::1]/ http://[fe80::1%25eth0]/ http://[fc00::1]/ http://[fd00:ec2::254]/
http://[fec0::1]/ http://[ff02::1]/ http://[100::1]/ http://[3fff::1]/ http://[5f00::1]/ http://[::ffff:8.8.8.8]/
http://①②⑦.⓪.⓪.①/ http://１２７.0.0.1/ http://127。0。0。1/ http://ⓛocalhost/ http://loc%61lhost/ http://exa%2emple.org/
http://user@example.org/ http://user:pw@example.org/ http://example.org@127.0.0.1/ http://@example.org/
http://127.0.0.1#@example.org/ http://127.0.0.1?@example.org/ http://example.org\\@127.0.0.1/ http:\\\\127.0.0.1/
http://example.org:22/ http://example.org:6379/ http://example.org:443/ https://example.org:80/ http://example.org:0/
http://example.org:99999/ http://example.org:/ http://example.org:８０/ http://[::1/ http://::1/ http://[example.org]/
ftp://example.org/ file:///etc/passwd gopher://example.org/ javascript:alert(1) data:text/html,x //example.org/
http:/example.org http:example.org http:///example.org example.org http:// https:// http://./ http://../ http://-a.org/
http://a..org/ http://straße.de/ http://example.org/<script> http://exa_mple/ http://xn--/ dict://example.org:11211/
""".split()  # noqa: SIM905 - a table of shapes reads better so


def test_E05_there_are_sixty_shapes_and_more() -> None:
    assert len(set(REFUSED)) >= 60


@pytest.mark.parametrize(
    "url", [*REFUSED, "http://exam\tple.org/", "http://example.org/\r\nHost: x", " http://example.org/", ""]
)
def test_E05_no_shape_of_address_leads_inside(url: str) -> None:
    connections: list[object] = []
    wire = Wire(resolve=lambda host, port: ["127.0.0.1"], connect=lambda address, _: connections.append(address))  # type: ignore[arg-type, return-value]  # never reached
    with pytest.raises(NotFetched):
        fetch(url, PAGE, wire=wire)
    with pytest.raises(NotOutside):
        target_of(url)
    assert connections == []


@pytest.mark.parametrize(
    "url,host,path",
    [
        ("http://example.org", "example.org", "/"),
        ("HTTPS://EXAMPLE.org:443/a?b=c#d", "example.org", "/a?b=c"),
        ("http://example.org./a b".replace(" ", "%20"), "example.org", "/a%20b"),
        ("https://bücher.example.org/é?q=é|x", "xn--bcher-kva.example.org", "/%C3%A9?q=%C3%A9%7Cx"),
        ("http://8.8.8.8/", "8.8.8.8", "/"),
        ("https://[2606:4700::1111]/", "2606:4700::1111", "/"),
        ("https://fr.wikipedia.org/wiki/Sapin_(arbre)", "fr.wikipedia.org", "/wiki/Sapin_(arbre)"),
    ],
)
def test_ordinary_addresses_pass(url: str, host: str, path: str) -> None:
    target = target_of(url)
    assert (target.host, target.path) == (host, path)


@pytest.mark.parametrize("address", ["8.8.8.8", "193.51.208.13", "2a01:e0a::1", "2606:4700:4700::1111"])
def test_public_addresses_are_public(address: str) -> None:
    assert str(public(address)) == address


@dataclass
class World:
    """A server of ours under made-up names, and what was asked of whom."""

    port: int
    names: dict[str, list[list[str]]] = field(default_factory=dict)
    resolved: list[str] = field(default_factory=list)
    connected: list[str] = field(default_factory=list)
    heard: list[bytes] = field(default_factory=list)
    authorities: str = ""

    def resolve(self, host: str, port: int) -> list[str]:
        self.resolved.append(host)
        answers = self.names.get(host, [["93.184.216.34"]])
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def connect(self, address: tuple[str, int], timeout: float) -> socket.socket:
        self.connected.append(address[0])
        return socket.create_connection(("127.0.0.1", self.port), timeout)

    @property
    def wire(self) -> Wire:
        made = Wire(resolve=self.resolve, connect=self.connect)
        return replace(made, authorities=self.authorities) if self.authorities else made


Answers = Callable[[str], bytes]


@contextmanager
def serving(answers: Answers, *, safely: ssl.SSLContext | None = None, drip: float = 0) -> Iterator[World]:
    """A server that answers each path with these bytes, one byte at a time if it drips."""
    listener = socket.create_server(("127.0.0.1", 0))
    world = World(listener.getsockname()[1])
    ending = threading.Event()

    def talk(line: socket.socket) -> None:
        with line:
            try:
                inner = safely.wrap_socket(line, server_side=True) if safely else line
                asked = inner.recv(65_536)
                world.heard.append(asked)
                reply = answers(asked.split(b" ")[1].decode())
                for piece in [reply[at : at + 1] for at in range(len(reply))] if drip else [reply]:
                    inner.sendall(piece)
                    if drip and ending.wait(drip):
                        return
            except OSError:
                return

    def listen() -> None:
        while not ending.is_set():
            try:
                line, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=talk, args=(line,), daemon=True).start()

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    try:
        yield world
    finally:
        ending.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def reply(
    body: bytes = b"<title>ok</title>", kind: str = "text/html; charset=ISO-8859-1", status: str = "200 OK", **more: str
) -> bytes:
    headers = {
        "Content-Type": kind,
        "Content-Length": str(len(body)),
        **{key.replace("_", "-"): value for key, value in more.items()},
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def moved(to: str) -> bytes:
    return reply(b"", status="302 Found", location=to)


def test_a_page_is_fetched_by_its_name_from_the_address_checked() -> None:
    with serving(lambda path: reply()) as world:
        found = fetch("http://example.org/a?b=c", PAGE, wire=world.wire)
    assert (found.url, found.media_type, found.charset) == ("http://example.org/a?b=c", "text/html", "iso-8859-1")
    assert found.body == b"<title>ok</title>"
    assert world.connected == ["93.184.216.34"]
    (heard,) = world.heard
    assert heard.startswith(b"GET /a?b=c HTTP/1.1\r\n")
    assert b"\r\nHost: example.org\r\n" in heard
    assert b"ookie" not in heard and b"eferer" not in heard and b"gzip" not in heard


def test_E05_a_name_that_changes_its_mind_is_resolved_once() -> None:
    """DNS rebinding: public when checked, local when connected to."""
    with serving(lambda path: reply()) as world:
        world.names["rebind.org"] = [["93.184.216.34"], ["127.0.0.1"]]
        fetch("http://rebind.org/", PAGE, wire=world.wire)
        assert (world.resolved, world.connected) == (["rebind.org"], ["93.184.216.34"])
        with pytest.raises(NotFetched):
            fetch("http://rebind.org/", PAGE, wire=world.wire)
    assert world.connected == ["93.184.216.34"]


@pytest.mark.parametrize(
    "addresses", [["127.0.0.1"], ["93.184.216.34", "10.0.0.1"], ["::1"], ["::ffff:10.0.0.1"], ["fe80::1%eth0"], []]
)
def test_E05_a_name_with_one_address_inside_is_not_asked(addresses: list[str]) -> None:
    with serving(lambda path: reply()) as world:
        world.names["mixed.org"] = [addresses]
        with pytest.raises(NotFetched):
            fetch("http://mixed.org/", PAGE, wire=world.wire)
    assert world.connected == []


def test_redirects_are_followed_three_times() -> None:
    chain = {"/0": "/1", "/1": "http://other.org/2", "/2": "//third.org/3"}
    with serving(lambda path: moved(chain[path]) if path in chain else reply()) as world:
        assert fetch("http://example.org/0", PAGE, wire=world.wire).url == "http://third.org/3"
        assert world.resolved == ["example.org", "example.org", "other.org", "third.org"]
        chain["/3"] = "/4"
        with pytest.raises(NotFetched, match="too many"):
            fetch("http://example.org/0", PAGE, wire=world.wire)


@pytest.mark.parametrize(
    "to",
    [
        "http://127.0.0.1/", "http://[::1]/", "http://localhost/", "//169.254.169.254/", "http://inside.org/",
        "http://example.org:6379/", "file:///etc/passwd", "gopher://example.org/", "http://a@example.org/", "http://0x7f.1/",
    ],
)  # fmt: skip
def test_E05_a_redirect_leads_nowhere_inside(to: str) -> None:
    with serving(lambda path: moved(to)) as world:
        world.names["inside.org"] = [["10.1.2.3"]]
        with pytest.raises(NotFetched, match="not asked"):
            fetch("http://example.org/", PAGE, wire=world.wire)
    assert world.connected == ["93.184.216.34"]


def test_a_page_is_cut_and_a_picture_refused_at_the_limit() -> None:
    with serving(lambda path: reply(b"x" * (6 << 20), "image/png" if path == "/p" else "text/html")) as world:
        assert len(fetch("http://example.org/", PAGE, wire=world.wire).body) == 1 << 20
        with pytest.raises(NotFetched, match="too large"):
            fetch("http://example.org/p", PICTURE, wire=world.wire)


@pytest.mark.parametrize(
    "answer",
    [
        reply(kind="image/svg+xml"),
        reply(kind="application/json"),
        reply(kind=""),
        reply(status="404 Not Found"),
        reply(status="206 Partial Content"),
        reply(content_encoding="gzip"),
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000,
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://[\r\n\r\n",
    ],
)
def test_anything_else_is_nothing(answer: bytes) -> None:
    with serving(lambda path: answer) as world, pytest.raises(NotFetched):
        fetch("http://example.org/", PAGE, wire=world.wire)


@pytest.mark.parametrize("answer", [reply(), reply(b"x" * 100), b"HTTP/1.1 200 OK\r\n" + b"X-Y: z\r\n" * 90])
def test_a_server_that_drips_is_left(answer: bytes) -> None:
    """Whole, the answer would take five seconds, with never a pause that a time-out of the socket would notice."""
    with serving(lambda path: answer, drip=0.05) as world, pytest.raises(NotFetched):
        fetch("http://example.org/", replace(PAGE, seconds=0.3), wire=world.wire)


def test_a_resolver_that_hangs_is_left() -> None:
    free = threading.Event()
    wire = Wire(resolve=lambda host, port: [str(free.wait(10))])
    with pytest.raises(NotFetched, match="the name took too long"):
        fetch("http://example.org/", replace(PAGE, seconds=0.1), wire=wire)
    free.set()


def certificate_for(name: str, folder: Path) -> tuple[ssl.SSLContext, str]:
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key()).serial_number(1)
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    signed = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(
        key, hashes.SHA256()
    )
    public_file, private_file = folder / "cert.pem", folder / "key.pem"
    public_file.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    private_file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public_file, private_file)
    return context, str(public_file)


def test_over_tls_the_name_is_asked_for_and_the_certificate_must_be_its_own(tmp_path: Path) -> None:
    context, authorities = certificate_for("example.org", tmp_path)
    names: list[str | None] = []
    context.sni_callback = lambda line, name, _: names.append(name)
    with serving(lambda path: reply(), safely=context) as world:
        with pytest.raises(NotFetched, match="CERTIFICATE_VERIFY_FAILED"):
            fetch("https://example.org/", PAGE, wire=world.wire)
        world.authorities = authorities
        assert fetch("https://example.org/", PAGE, wire=world.wire).body == b"<title>ok</title>"
        assert names[-1] == "example.org"
        with pytest.raises(NotFetched, match="CERTIFICATE_VERIFY_FAILED"):
            fetch("https://other.org/", PAGE, wire=world.wire)
    assert set(world.connected) == {"93.184.216.34"}
