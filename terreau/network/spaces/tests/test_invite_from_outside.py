import pytest
from django.core.mail import EmailMessage

from terreau.foundation.access.words import Refused
from terreau.foundation.identity.models import Invitation as WayIn
from terreau.foundation.identity.models import Kind, Person
from terreau.foundation.jobs.execution import work_off
from terreau.network.spaces import actions
from terreau.network.spaces.models import Invitation, Membership, Role

pytestmark = pytest.mark.django_db
PIA = {"email": "pia@partner.example", "name": "Pia Partner"}


def test_a_guest_gets_a_way_in_and_a_place(alice, secret, mailoutbox: list[EmailMessage]):
    place = actions.invite_from_outside(alice, space=secret, **PIA)
    work_off()
    assert (place.person.kind, place.role, place.person.is_active) == (Kind.GUEST, Role.GUEST, False)
    assert [mail.to for mail in mailoutbox] == [["pia@partner.example"]]
    assert secret.name not in str(mailoutbox[0].body)


def test_a_member_does_not(bob, secret):
    with pytest.raises(Refused):
        actions.invite_from_outside(bob, space=secret, **PIA)
    assert not Person.objects.filter(kind=Kind.GUEST).exists()


def test_a20_whoever_has_the_address_gets_the_place_alone(alice, charlie, secret, mailoutbox):
    place = actions.invite_from_outside(alice, space=secret, email="charlie@demo.example", name="Whoever")
    work_off()
    assert place.person == charlie and place.role == Role.MEMBER and not mailoutbox


def test_b06_without_a_place_there_is_no_way_in(alice, space, secret):
    first = actions.invite_from_outside(alice, space=secret, **PIA)
    actions.invite(alice, space=space, person=first.person)
    actions.revoke_invitation(alice, space=secret, person=first.person)
    assert WayIn.objects.get().revoked_at is None
    actions.revoke_invitation(alice, space=space, person=first.person)
    assert WayIn.objects.get().revoked_at is not None


def test_b06_the_way_in_dies_with_the_keeper_s_role(alice, bob, secret):
    Membership.objects.filter(space=secret, person=bob).update(role=Role.OWNER)
    actions.invite_from_outside(alice, space=secret, **PIA)
    actions.change_role(bob, space=secret, person=alice, role=Role.MEMBER)
    assert WayIn.objects.get().revoked_at is not None
    assert Invitation.objects.get().revoked_at is not None


def test_the_page(alice, secret, signed_in):
    browser = signed_in(alice)
    html = browser.get(f"/spaces/{secret.key}/people?find=pia@partner.example", follow=True).content.decode()
    assert f"/spaces/{secret.key}/guests" in html
    assert browser.post(f"/spaces/{secret.key}/guests", PIA).status_code == 303
    assert browser.post(f"/spaces/{secret.key}/guests", {**PIA, "email": "pía@partner.example"}).status_code == 303
    assert Person.objects.filter(kind=Kind.GUEST).count() == 1
