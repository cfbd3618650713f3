"""The cast: the same eight people in every test.

Alice runs the space “Qualité”, Bob is in it, Charlie is outside, Gaby is a guest of a partner firm, Dora leads the
programme, Paul is its sponsor, Mathilde is the data-protection officer, Rita represents the employees.
"""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from terreau.foundation.identity.models import Kind, Person
from terreau.foundation.orgs.models import Duty, Mandate, Placement, Site, Unit
from terreau.network.spaces.models import Membership, Role, Space

PASSWORD = "terreau-demo"


def person(login: str, name: str, country: str, **more: object) -> Person:
    made = Person(
        username=login,
        email=f"{login}@demo.example",
        name=name,
        given_name=name.split(maxsplit=1)[0],
        joined_at=timezone.now(),
        **{"language": "fr", "time_zone": "Europe/Paris", **more},
    )
    made.set_password(PASSWORD)
    made.save()
    Placement.objects.create(person=made, country=country)
    return made


@pytest.fixture
def alice(db: None) -> Person:
    return person("alice", "Alice Vasseur", "FR")


@pytest.fixture
def bob(db: None) -> Person:
    return person("bob", "Bob Delorme", "FR")


@pytest.fixture
def charlie(db: None) -> Person:
    return person("charlie", "Charlie Nowak", "PL", language="en", time_zone="Europe/Warsaw")


@pytest.fixture
def gaby(db: None) -> Person:
    return person("gaby", "Gaby Roussel", "FR", kind=Kind.GUEST)


@pytest.fixture
def dora(db: None) -> Person:
    return with_duty(person("dora", "Dora Lindqvist", "FR"), Duty.PROGRAMME_LEAD)


@pytest.fixture
def paul(db: None) -> Person:
    return with_duty(person("paul", "Paul Ménard", "FR"), Duty.SPONSOR)


@pytest.fixture
def mathilde(db: None) -> Person:
    return with_duty(person("mathilde", "Mathilde Aubry", "FR"), Duty.DATA_PROTECTION)


@pytest.fixture
def rita(db: None) -> Person:
    return with_duty(person("rita", "Rita Almeida", "BR"), Duty.EMPLOYEE_REPRESENTATIVE)


@pytest.fixture
def operator(db: None) -> Person:
    """Who runs the install: settings, jobs, journal. No sight of closed content."""
    return with_duty(person("oscar", "Oscar Opera", "FR"), Duty.OPERATOR)


def with_duty(who: Person, duty: str, unit: Unit | None = None) -> Person:
    Mandate.objects.create(person=who, duty=duty, unit=unit)
    return who


@pytest.fixture
def nantes(db: None) -> Site:
    return Site.objects.create(name="Nantes", country="FR", time_zone="Europe/Paris")


def space_of(owner: Person, *members: Person, name: str = "Qualité produit", **fields: object) -> Space:
    """A space with its owner and members, written straight to the tables (the actions have their own tests)."""
    space = Space.objects.create(name=name, created_by=owner, member_count=1 + len(members), **fields)
    Membership.objects.create(space=space, person=owner, role=Role.OWNER)
    for member in members:
        role = Role.GUEST if member.kind == Kind.GUEST else Role.MEMBER
        Membership.objects.create(space=space, person=member, role=role)
    return space


@pytest.fixture
def space(alice: Person, bob: Person) -> Space:
    """An open space that Alice runs, with Bob in it."""
    return space_of(alice, bob)


@pytest.fixture
def closed(alice: Person, bob: Person) -> Space:
    return space_of(alice, bob, name="Direction", openness="closed", joining="request")


@pytest.fixture
def secret(alice: Person, bob: Person) -> Space:
    return space_of(alice, bob, name="Projet Alizé", openness="secret", joining="invitation")


@pytest.fixture
def signed_in(client: Client) -> Callable[[Person], Client]:
    """A browser in which this person is signed in: `signed_in(alice).get("/")`."""

    def sign_in(who: Person) -> Client:
        fresh = Client()
        fresh.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
        return fresh

    return sign_in
