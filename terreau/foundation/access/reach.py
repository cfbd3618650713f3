"""Which addresses outside may be asked at all: the public internet on its usual ports, and nothing of our own.

The list of networks is the IANA special-purpose registries (RFC 6890 and what was added since), written out: what the
standard library calls global has changed between its versions.
"""

import re
import unicodedata
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urlsplit

PORTS = {"http": 80, "https": 443}
OURS_4 = """
    0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
    192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24
    203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 168.63.129.16/32
"""  # the last one is a cloud’s own control plane
# Of IPv6 only the global unicast block is asked; everything that wraps an IPv4 address in it is left out.
GLOBAL_6 = IPv6Network("2000::/3")
OURS_6 = "2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 2d00::/8 2e00::/7 3000::/4"
NETWORKS_4 = [IPv4Network(network) for network in OURS_4.split()]
NETWORKS_6 = [IPv6Network(network) for network in OURS_6.split()]
LOCAL_ENDINGS = re.compile(
    r"(^|\.)(localhost|localdomain|local|internal|intranet|private|corp|home|lan|home\.arpa|test|invalid|example|onion)$"
)
LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
AMBIGUOUS = set("ßς\u200c\u200d")  # two standards read these letters differently: another host than the one shown
LONGEST = 2048
AS_IT_IS = "/%:@!$&'()*+,;=~-._"


class NotOutside(ValueError):
    """This address is not asked; the reason is for logs, never for the person who wrote it."""


@dataclass(frozen=True)
class Target:
    """A checked address, taken apart once and never read again from its text."""

    scheme: str
    host: str
    path: str

    @property
    def port(self) -> int:
        return PORTS[self.scheme]

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}{self.path}"


def target_of(url: str) -> Target:
    """The address in `url`, if it may be asked as far as its text tells. Raises NotOutside."""
    if len(url) > LONGEST or any(letter <= " " or letter in '\\<>"\x7f' for letter in url):
        raise NotOutside("letters that no address holds")
    try:
        parts = urlsplit(url)
        scheme, port = parts.scheme.lower(), parts.port
    except ValueError as error:
        raise NotOutside(str(error)) from error
    if scheme not in PORTS:
        raise NotOutside("neither http nor https")
    if "@" in parts.netloc or "%" in parts.netloc:
        raise NotOutside("a user, a password or an escape in the host")
    if port not in (None, PORTS[scheme]) or parts.netloc.endswith(":"):
        raise NotOutside("an unusual port")
    path = quote(parts.path or "/", safe=AS_IT_IS)
    query = "?" + quote(parts.query, safe=AS_IT_IS + "?") if parts.query else ""
    return Target(scheme, host_of(parts.hostname or "", bracketed="[" in parts.netloc), path + query)


def host_of(host: str, *, bracketed: bool) -> str:
    """The host in its one plain form. Raises NotOutside for what is local, or a number in disguise."""
    if bracketed:
        return str(public(host))
    plain = unicodedata.normalize("NFKC", host).lower().replace("。", ".").removesuffix(".")
    if AMBIGUOUS & set(host):
        raise NotOutside("letters that name two hosts")
    try:
        name = plain.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise NotOutside("no host name") from error
    labels = name.split(".")
    if not all(LABEL.fullmatch(label) for label in labels) or len(name) > 253:
        raise NotOutside("no host name")
    if re.fullmatch(r"\d+|0x[0-9a-f]*", labels[-1]):
        return str(public(name))
    if len(labels) < 2 or LOCAL_ENDINGS.search(name):
        raise NotOutside("a name of this machine or this network")
    return name


def public(address: str) -> IPv4Address | IPv6Address:
    """The address, if it belongs to the public internet. Raises NotOutside, also for unusual spellings of numbers."""
    try:
        found = ip_address(address)
    except ValueError as error:
        raise NotOutside("a number that is no plain address") from error
    if isinstance(found, IPv4Address):
        inside = any(found in network for network in NETWORKS_4)
    else:
        inside = bool(found.scope_id) or found not in GLOBAL_6 or any(found in network for network in NETWORKS_6)
    if inside:
        raise NotOutside("an address of this machine, this network or nobody")
    return found
