"""Links into the community, as readers leave them (`href="ref:kind/id"`), made links to the new addresses."""

import html
import re
from urllib.parse import unquote

from terreau.bridges.imports.staging.known import Known, Place

_REFERENCE = re.compile(r'<a href="ref:(person|space|message)/([^"]*)">(.*?)</a>', re.DOTALL)


def resolved(body: str, known: Known) -> tuple[str, bool]:
    """The text with its references made links; one that leads nowhere keeps its words. And whether one did not."""
    left = False

    def made(match: re.Match[str]) -> str:
        nonlocal left
        kind, label = match[1], match[3]
        place = place_of(kind, html.unescape(match[2]), known)
        left = left or place is None
        return _anchor(kind, place, label) if place else label

    return (_REFERENCE.sub(made, body), left) if "ref:" in body else (body, False)


def place_of(kind: str, quoted: str, known: Known) -> Place | None:
    """Where what a reference names is now, if it is here."""
    source_id = unquote(quoted)
    return known.message(source_id) if kind == "message" else known.find(kind, source_id)


def _anchor(kind: str, place: Place, label: str) -> str:
    if kind == "person":
        return f'<a class="mention" data-person="{place.key}" href="{place.address}">{label}</a>'
    return f'<a href="{place.address}">{label}</a>'
