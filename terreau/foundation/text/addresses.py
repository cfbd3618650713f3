"""Addresses in rich text: which may stand in a link, which in a picture, and which are found in plain words."""

import re
from functools import lru_cache
from urllib.parse import quote

EXTERNAL_REL = "noopener nofollow ugc"
_LONGEST = 2000
_IGNORED = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_UNSAFE = re.compile(r"""[\s"'<>\\^`{|}]""")
_HTTP = re.compile(r"(https?)://([^/?#]+)(.*)", re.IGNORECASE | re.DOTALL)
_MAIL = re.compile(r"mailto:[^\s@?]+@[^\s@?]+(?:\?.*)?", re.IGNORECASE | re.DOTALL)
_HOST = re.compile(r"(?:\[[0-9a-fA-F:.]+\]|[^\s\[\]@:\\\"'<>^`{|}%]+)(?::[0-9]{0,5})?")
_DOTS = re.compile(r"/(?:\.|%2e)+(?:[/?#]|$)", re.IGNORECASE)
_FOUND = re.compile(r"(?<![^\W_])(?:https?://|www\.)[^\s<>\"“”«»]+", re.IGNORECASE)
_FINAL = ".,;:!?'’*_~…"


def safe_link(address: str) -> str:
    """The address as it may stand in a link (http, https, mailto or a path of this site), else nothing."""
    made = _safe_link(address) if len(address) <= _LONGEST else ""
    return made if len(made) <= _LONGEST else ""


def safe_picture(address: str) -> str:
    """The address of a picture kept here (`/files/…`), else nothing."""
    address = safe_link(address)
    return address if address.startswith("/files/") and not _DOTS.search(address) else ""


def is_external(address: str) -> bool:
    return address.startswith(("http://", "https://"))


def find(text: str) -> list[tuple[int, int, str]]:
    """Where web addresses stand in plain text: start, end, and the address to link to."""
    found = []
    for match in _FOUND.finditer(text):
        shown = _without_closing(match.group())
        address = safe_link(shown if "://" in shown[:8] else f"https://{shown}")
        if address and ("://" in shown[:8] or "." in shown[4:]):
            found.append((match.start(), match.start() + len(shown), address))
    return found


@lru_cache(maxsize=1024)
def _safe_link(address: str) -> str:
    address = _IGNORED.sub("", address).strip()
    if address.startswith("/"):
        return "" if address[1:2] in ("/", "\\") else _encoded(address)
    web = _HTTP.fullmatch(address)
    if web:
        scheme, host, rest = web.groups()
        return f"{scheme.lower()}://{host}{_encoded(rest)}" if _HOST.fullmatch(host) else ""
    return _encoded("mailto" + address[6:]) if _MAIL.fullmatch(address) else ""


def _without_closing(shown: str) -> str:
    """Without the full stop or the bracket that belongs to the sentence; brackets that pair inside are kept."""
    surplus = shown.count(")") - shown.count("(")
    end = len(shown)
    while end:
        last = shown[end - 1]
        if last == ")" and surplus > 0:
            surplus -= 1
        elif last not in _FINAL and last not in "]}":
            break
        end -= 1
    return shown[:end]


def _encoded(rest: str) -> str:
    return _UNSAFE.sub(lambda unsafe: quote(unsafe.group()), rest)
