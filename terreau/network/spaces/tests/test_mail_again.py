"""A guest who did not come is mailed again by an explicit press, twelve hours later at the earliest."""

from datetime import timedelta

import pytest
from django.utils import timezone

from terreau.foundation.access.words import Absent, Refused
from terreau.foundation.identity.models import Invitation as WayIn
from terreau.foundation.jobs.execution import work_off
from terreau.network.spaces import actions, queries

pytestmark = pytest.mark.django_db
PIA = {"email": "pia@partner.example", "name": "Pia Partner"}


@pytest.fixture
def pia(alice, secret):
    return actions.invite_from_outside(alice, space=secret, **PIA).place.person


def hours_ago(hours: float) -> None:
    """The mail went out that long ago."""
    WayIn.objects.update(created_at=timezone.now() - timedelta(hours=hours))


def test_after_twelve_hours_the_new_link_takes_the_place_of_the_old(alice, secret, pia, mailoutbox):
    old = WayIn.objects.get()
    hours_ago(12.1)
    actions.mail_again(alice, space=secret, person=pia)
    work_off()
    new = WayIn.objects.exclude(pk=old.pk).get()
    old.refresh_from_db()
    assert old.revoked_at is not None and new.revoked_at is None and len(mailoutbox) == 1


def test_before_that_nothing_is_sent(alice, secret, pia):
    hours_ago(11.9)
    with pytest.raises(Refused):
        actions.mail_again(alice, space=secret, person=pia)
    assert WayIn.objects.get().revoked_at is None


def test_taking_back_and_inviting_anew_sends_three_a_day(alice, secret):
    for _round in range(3):
        person = actions.invite_from_outside(alice, space=secret, **PIA).place.person
        actions.revoke_invitation(alice, space=secret, person=person)
    with pytest.raises(Refused):
        actions.invite_from_outside(alice, space=secret, **PIA)
    assert WayIn.objects.count() == 3
    hours_ago(25)
    assert actions.invite_from_outside(alice, space=secret, **PIA).now


def test_only_those_who_look_after_the_space_and_only_for_its_own(alice, bob, secret, space, pia):
    hours_ago(13)
    with pytest.raises(Refused):
        actions.mail_again(bob, space=secret, person=pia)
    with pytest.raises(Absent):
        actions.mail_again(alice, space=space, person=pia)
    assert WayIn.objects.count() == 1


def test_the_page_says_when_and_offers_it_in_time(alice, secret, pia, signed_in):
    browser, address = signed_in(alice), f"/spaces/{secret.key}/people"
    assert 'name="again"' not in browser.get(address, follow=True).text
    hours_ago(13)
    page = browser.get(address, follow=True).text
    assert 'name="again"' in page and "envoyée" in page
    assert browser.post(f"/spaces/{secret.key}/invitations/{pia.key}", {"again": "1"}).status_code == 303
    assert WayIn.objects.count() == 2
    (row,) = queries.at_the_door(alice, space=secret).invitations
    assert row.mailed_at == WayIn.objects.get(revoked_at=None).created_at and not row.may_mail_again
