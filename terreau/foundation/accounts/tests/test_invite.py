from collections.abc import Callable
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.accounts.actions import invite
from terreau.foundation.accounts.tests.journal import last_activity
from terreau.foundation.accounts.tests.mailed import SignIn, links
from terreau.foundation.identity.models import Invitation, Kind, Person
from terreau.foundation.jobs.execution import work_off
from terreau.foundation.orgs.models import Duty, Placement, Unit
from tests.cast import person, with_duty

ADA = {"email": "ada@demo.example", "name": "Ada Lovelace", "language": "en"}


@pytest.fixture
def branches(db: None) -> tuple[Unit, Unit]:
    """Two entities, France and Poland."""
    made = [Unit.objects.create(kind=Unit.ENTITY, name=name, country=name) for name in ("FR", "PL")]
    for unit in made:
        Unit.objects.filter(pk=unit.pk).update(path=f"/{unit.pk}/")
        unit.refresh_from_db()
    return made[0], made[1]


@pytest.fixture
def local(branches: tuple[Unit, Unit]) -> Person:
    """Administrator of the French entity."""
    return with_duty(person("laure", "Laure Petit", "FR"), Duty.ADMINISTRATOR, branches[0])


def test_a_colleague_is_asked_in_by_mail(operator: Person, mailoutbox: list[EmailMessage]) -> None:
    made = invite(operator, **ADA)
    work_off()
    assert (made.person.name, made.person.is_active, made.person.has_usable_password()) == (
        "Ada Lovelace",
        False,
        False,
    )
    (mail,) = mailoutbox
    assert mail.to == ["ada@demo.example"] and "Ada, your place in" in str(mail.subject)
    assert last_activity()[0] == "accounts.invited"
    assert Client().get(links(mailoutbox)["ada@demo.example"]).status_code == 200


def test_no_row_and_no_job_carries_the_link(operator: Person, mailoutbox: list[EmailMessage]) -> None:
    invite(operator, **ADA)
    work_off()
    secret = links(mailoutbox)["ada@demo.example"].rpartition("/")[2]
    assert secret not in str(list(Invitation.objects.values()))


def test_an_administrator_invites_into_their_branch_only(local: Person, branches: tuple[Unit, Unit]) -> None:
    made = invite(local, unit=branches[0], **ADA)
    assert Placement.objects.get(person=made.person).unit == branches[0]
    for unit in (branches[1], None):
        with pytest.raises(Refused):
            invite(local, unit=unit, **{**ADA, "email": "eve@demo.example"})
    assert not Person.objects.filter(email="eve@demo.example").exists()


@pytest.mark.parametrize("who", ["alice", "gaby", "dora"])
def test_others_do_not(request: Any, who: str) -> None:
    with pytest.raises(Refused):
        invite(request.getfixturevalue(who), **ADA)
    assert not Invitation.objects.exists()


def test_somebody_from_an_import_takes_their_profile_over(operator: Person) -> None:
    known = Person.objects.create(name="ada l.", username="ada", kind=Kind.MEMBER)
    made = invite(operator, person=known, **ADA)
    known.refresh_from_db()
    assert made.person == known and known.email == "ada@demo.example"
    assert Person.objects.filter(email__iexact="ada@demo.example").count() == 1


def test_who_has_the_address_and_is_not_here_is_the_same_person(operator: Person) -> None:
    known = Person.objects.create(name="Ada", email="ADA@demo.example")
    assert invite(operator, **ADA).person == known


@pytest.mark.parametrize("state", ["joined_at", "left_at", "suspended_at"])
def test_who_is_here_or_gone_is_not_invited(operator: Person, state: str) -> None:
    Person.objects.create(name="Ada", email="ada@demo.example", **{state: timezone.now()})
    with pytest.raises(Refused):
        invite(operator, **ADA)


def test_inviting_again_ends_the_first_link(operator: Person) -> None:
    first, second = invite(operator, **ADA), invite(operator, **ADA)
    first.refresh_from_db()
    assert first.revoked_at is not None and second.digest != first.digest


def test_it_costs_a_fixed_number_of_queries(operator: Person, django_assert_num_queries: Callable[[int], Any]) -> None:
    invite(operator, **ADA)
    with django_assert_num_queries(13):
        invite(operator, **ADA)


def test_the_page_is_for_administrators(operator: Person, alice: Person, signed_in: SignIn) -> None:
    assert signed_in(alice).get("/invitations").status_code == 404
    browser = signed_in(operator)
    assert browser.post("/invitations", {**ADA, "unit": ""}).status_code == 303
    assert "Ada Lovelace" in browser.get("/invitations").content.decode()
    again = browser.post("/invitations", {**ADA, "email": "alice@demo.example", "unit": ""})
    assert again.status_code == 422 and "alice@demo.example" in again.content.decode()
