"""Where a request comes from: only the operator's own proxies may speak for somebody else (D06, D09)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import RequestFactory

from terreau.foundation.identity import addresses
from terreau.foundation.identity.entrance import Adapter


@pytest.fixture
def proxied(settings: Any) -> Iterator[None]:
    """An install behind 10.0.0.0/8 and ::1."""
    settings.CONFIGURATION = settings.CONFIGURATION.model_copy(update={"trusted_proxies": "10.0.0.0/8, ::1"})
    addresses.trusted.cache_clear()
    yield
    addresses.trusted.cache_clear()


def asked(peer: str, **headers: str) -> dict[str, Any]:
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"client": (peer, 4000), "scheme": "http", "headers": named}
    addresses.arrived(scope)
    return scope


def test_d06_a_stranger_cannot_name_another_address() -> None:
    scope = asked("203.0.113.9", x_forwarded_for="198.51.100.1", x_forwarded_proto="https", x_forwarded_host="evil")
    assert scope["client"][0] == "203.0.113.9"
    assert scope["scheme"] == "http"
    assert scope["headers"] == []


@pytest.mark.parametrize(
    ("forwarded", "client"),
    [
        ("198.51.100.1", "198.51.100.1"),
        ("6.6.6.6, 198.51.100.1", "198.51.100.1"),
        ("198.51.100.1, 10.2.3.4", "198.51.100.1"),
        ("10.2.3.4", "10.2.3.4"),
        ("", "10.0.0.1"),
        ("rubbish, 10.2.3.4", "10.2.3.4"),
        ("::ffff:198.51.100.1", "198.51.100.1"),
        ("[2001:db8::7]", "2001:db8::7"),
    ],
)
def test_d06_a_trusted_proxy_names_the_nearest_stranger(proxied: None, forwarded: str, client: str) -> None:
    assert asked("10.0.0.1", x_forwarded_for=forwarded)["client"][0] == client


def test_a_trusted_proxy_says_that_the_way_was_encrypted(proxied: None) -> None:
    assert asked("::1", x_forwarded_proto="https")["scheme"] == "https"


def test_d06_an_ipv6_client_counts_by_its_network() -> None:
    assert addresses.group_of("2001:db8:1:2:3::4") == addresses.group_of("2001:db8:1:2::9")
    assert addresses.group_of("2001:db8:1:3::9") != addresses.group_of("2001:db8:1:2::9")
    assert addresses.group_of("::ffff:192.0.2.1") == "192.0.2.1"
    assert addresses.group_of("nonsense") == "unknown"


@pytest.mark.parametrize("host", ["evil.example", "", "127.0.0.1.evil.example", "127.0.0.1@evil.example"])
def test_d09_a_foreign_host_is_refused(host: str) -> None:
    assert not addresses.host_allowed(host)


def test_our_own_host_is_answered_on_any_port() -> None:
    assert addresses.host_allowed("127.0.0.1:8131")


def test_d06_rate_limits_count_networks_not_headers() -> None:
    adapter, requests = Adapter(), RequestFactory()
    asked = [
        requests.get("/", REMOTE_ADDR="2001:db8:1:2::1", headers={"x-forwarded-for": "198.51.100.1"}),
        requests.get("/", REMOTE_ADDR="2001:db8:1:2:ffff::9", headers={"x-forwarded-for": "198.51.100.2"}),
    ]
    assert {adapter.get_client_ip(request) for request in asked} == {"2001:db8:1:2::/64"}
