import pytest

from terreau.foundation.access.words import Refused
from terreau.network.spaces import rules
from terreau.network.spaces.actions import archive, change_role, invite
from terreau.network.spaces.models import Invitation, Space
from terreau.network.spaces.tests.journal import kinds, roles

pytestmark = pytest.mark.django_db


def test_it_works_and_the_space_begins_to_exist_for_them(alice, charlie, secret):
    invite(alice, space=secret, person=charlie)
    invite(alice, space=secret, person=charlie)
    assert Invitation.objects.get().role == "member" and kinds(secret) == ["invited"]
    assert Space.objects.filter(rules.visible(charlie), pk=secret.pk).exists()
    assert not rules.may_read(charlie, secret)


def test_guests_come_in_as_guests(alice, gaby, space):
    assert invite(alice, space=space, person=gaby).role == "guest"


def test_c02_guests_get_nothing_else(alice, bob, gaby, charlie, space):
    for role in ("member", "manager", "owner"):
        with pytest.raises(Refused):
            invite(alice, space=space, person=gaby, role=role)
    for role in ("guest", "owner"):
        with pytest.raises(Refused):
            invite(alice, space=space, person=charlie, role=role)
    change_role(alice, space=space, person=bob, role="manager")
    with pytest.raises(Refused):
        invite(bob, space=space, person=charlie, role="manager")
    assert not Invitation.objects.exists()


def test_who_may_not(alice, bob, charlie, gaby, operator, dora, space):
    for person in (bob, charlie, gaby, operator):
        with pytest.raises(Refused):
            invite(person, space=space, person=dora)
    with pytest.raises(Refused):
        invite(alice, space=space, person=bob)
    space = archive(alice, space=space)
    with pytest.raises(Refused):
        invite(alice, space=space, person=dora)


def test_from_the_page(alice, charlie, secret, signed_in):
    browser = signed_in(alice)
    for find in ("charlie now", "charlie@demo.example"):
        page = browser.get(f"/spaces/{secret.key}-projet-alize/people", {"find": find}).text
        assert f"/spaces/{secret.key}/invitations/{charlie.key}" in page
    assert browser.post(f"/spaces/{secret.key}/invitations/{charlie.key}").status_code == 303
    assert browser.post(f"/spaces/{secret.key}/invitations/{charlie.key}", {"role": "owner"}).status_code == 404
    assert "charlie" not in roles(secret)


def test_what_it_costs(alice, charlie, space, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        invite(alice, space=space, person=charlie)
