from dataclasses import dataclass
from typing import Any

from terreau.foundation.access.words import Absent
from terreau.foundation.administration import rules
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import queries as orgs


@dataclass(frozen=True, slots=True)
class Told:
    """What the forms of the network begin with."""

    names: dict[str, Any]
    languages: dict[str, Any]
    logo: str


def network(viewer: Person) -> Told:
    """The network’s own words; absent for whoever may not change them."""
    if not rules.may_brand(viewer):
        raise Absent
    found = orgs.network(viewer)
    names = {"name": found.name, "company": found.company, "accent": found.accent_light}
    offered = orgs.house(viewer).languages
    return Told(names, {"languages": list(offered), "default": found.default_language}, found.logo)
