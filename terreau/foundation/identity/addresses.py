"""Where a request comes from, which host it names, and where it may be sent on to.

Only the operator's own proxies may speak for somebody else.
"""

from collections.abc import MutableMapping
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.http.request import split_domain_port, validate_host

Network = IPv4Network | IPv6Network
LONGEST_NEXT = 2000
NAMED_BY_PROXIES = {b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host", b"x-forwarded-port", b"forwarded"}


@lru_cache(maxsize=8)
def networks(text: str) -> tuple[Network, ...]:
    """Addresses and networks separated by commas: “10.0.0.0/8, 192.0.2.7”."""
    return tuple(ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())


@lru_cache(maxsize=4096)
def trusted(address: str) -> bool:
    """Is this one of the operator's own proxies (setting `trusted_proxies`)?"""
    proxies = networks(settings.CONFIGURATION.trusted_proxies)
    if not proxies:
        return False
    try:
        one = plain(address)
    except ValueError:
        return False
    return any(one in network for network in proxies)


def plain(address: str) -> Any:
    """The address itself: an IPv4 address in IPv6 clothes (::ffff:192.0.2.7) counts as IPv4."""
    one = ip_address(address.strip().strip("[]"))
    return one.ipv4_mapped or one if isinstance(one, IPv6Address) else one


def arrived(scope: MutableMapping[str, Any]) -> None:
    """Settle who asks: `client` and `scheme` as our proxies say; what anybody could have sent is dropped."""
    claims = {name: value for name, value in scope["headers"] if name in NAMED_BY_PROXIES}
    if not claims:
        return
    scope["headers"] = [(name, value) for name, value in scope["headers"] if name not in NAMED_BY_PROXIES]
    peer = (scope.get("client") or ("", 0))[0]
    if not trusted(peer):
        return
    scope["client"] = (nearest_stranger(peer, claims.get(b"x-forwarded-for", b"").decode("latin1")), 0)
    if claims.get(b"x-forwarded-proto", b"").strip().lower() == b"https":
        scope["scheme"] = "https"


def nearest_stranger(peer: str, forwarded: str) -> str:
    """Reading X-Forwarded-For from the right: the first address that is not one of our proxies."""
    nearest = peer
    for claim in reversed(forwarded.split(",")):
        try:
            nearest = str(plain(claim))
        except ValueError:
            return nearest
        if not trusted(nearest):
            return nearest
    return nearest


def group_of(address: str) -> str:
    """What a rate limit counts: the IPv4 address, or the /64 an IPv6 address lives in."""
    try:
        one = plain(address)
    except ValueError:
        return "unknown"
    return str(one) if one.version == 4 else str(ip_network((one, 64), strict=False))


@lru_cache(maxsize=256)
def host_allowed(host: str) -> bool:
    """Does the Host header name one of ours?"""
    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def shortened(address: str) -> str:
    """Enough of an address to recognise a place, and no more: 192.0.2.…, 2001:db8:1:…"""
    try:
        one = plain(address)
    except ValueError:
        return ""
    if one.version == 4:
        return f"{str(one).rpartition('.')[0]}.…"
    return ":".join(part.lstrip("0") or "0" for part in one.exploded.split(":")[:3]) + ":…"


def own_path(target: str) -> bool:
    """Is this a path on this very site, as every browser reads it? Anything else is nobody’s `next` (D05)."""
    read = unquote(unquote(target))
    return len(target) <= LONGEST_NEXT and all(
        path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
        for path in (target, read)
    )
