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
    place = actions.invite_from_outside(alice, space=secret, **PIA).place
    work_off()
    assert (place.person.kind, place.role, place.person.is_active) == (Kind.GUEST, Role.GUEST, False)
    assert [mail.to for mail in mailoutbox] == [["pia@partner.example"]]
    assert secret.name not in str(mailoutbox[0].body)


def test_a_member_does_not(bob, secret):
    with pytest.raises(Refused):
        actions.invite_from_outside(bob, space=secret, **PIA)
    assert not Person.objects.filter(kind=Kind.GUEST).exists()


def test_a20_whoever_has_the_address_gets_the_place_alone(alice, charlie, secret, mailoutbox):
    place = actions.invite_from_outside(alice, space=secret, email="charlie@demo.example", name="Whoever").place
    work_off()
    assert place.person == charlie and place.role == Role.MEMBER and not mailoutbox


def test_b06_without_a_place_there_is_no_way_in(alice, space, secret):
    first = actions.invite_from_outside(alice, space=secret, **PIA).place
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


def test_inviting_again_says_when_the_mail_went_and_sends_none(alice, bob, secret, space, mailoutbox, signed_in):
    Membership.objects.filter(space=space, person=bob).update(role=Role.OWNER)
    first = actions.invite_from_outside(alice, space=secret, **PIA)
    again = actions.invite_from_outside(alice, space=secret, **PIA)
    elsewhere = actions.invite_from_outside(bob, space=space, **PIA)
    work_off()
    assert len(mailoutbox) == WayIn.objects.count() == 1
    assert first.now and not again.now and not elsewhere.now
    assert first.mailed_at == again.mailed_at == elsewhere.mailed_at == WayIn.objects.get().created_at
    assert again.place == first.place and elsewhere.place.space == space
    browser = signed_in(alice)
    browser.post(f"/spaces/{secret.key}/guests", PIA)
    assert "rien n’est envoyé deux fois" in browser.get(f"/spaces/{secret.key}/people", follow=True).text


def test_whoever_is_here_hears_of_no_mail(alice, charlie, secret):
    asked = actions.invite_from_outside(alice, space=secret, email="charlie@demo.example", name="Whoever")
    assert asked.mailed_at is None and not asked.now
