"""A company of two countries, and who administers each of them."""

from dataclasses import dataclass

import pytest

from terreau.foundation.identity.models import Person
from terreau.foundation.orgs.models import Duty, Placement, Unit
from tests.cast import person, with_duty


@dataclass
class Tree:
    group: Unit
    france: Unit
    nantes: Unit
    germany: Unit


def unit(name: str, parent: Unit | None = None, kind: str = "unit", country: str = "") -> Unit:
    made = Unit.objects.create(name=name, parent=parent, kind=kind, country=country)
    made.path = f"{parent.path if parent else '/'}{made.pk}/"
    made.save(update_fields=["path"])
    return made


@pytest.fixture
def tree(db: None) -> Tree:
    group = unit("Aubier", kind="entity")
    france = unit("Aubier France", group, "entity", "FR")
    return Tree(group, france, unit("Nantes", france), unit("Aubier Deutschland", group, "entity", "DE"))


def administrator(login: str, name: str, country: str, branch: Unit) -> Person:
    made = person(login, name, country)
    Placement.objects.filter(person=made).update(unit=branch)
    return with_duty(made, Duty.ADMINISTRATOR, branch)


@pytest.fixture
def fanny(tree: Tree) -> Person:
    """Administers France."""
    return administrator("fanny", "Fanny Morel", "FR", tree.france)


@pytest.fixture
def greta(tree: Tree) -> Person:
    """Administers Germany."""
    return administrator("greta", "Greta Lenz", "DE", tree.germany)


@pytest.fixture
def whole(db: None) -> Person:
    """Administers the whole network, and operates nothing."""
    return with_duty(person("wanda", "Wanda Ross", "FR"), Duty.ADMINISTRATOR)


@pytest.fixture
def bob_in_nantes(bob: Person, tree: Tree) -> Person:
    Placement.objects.filter(person=bob).update(unit=tree.nantes)
    return bob
