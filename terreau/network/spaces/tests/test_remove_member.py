import pytest

from terreau.foundation.access.words import Absent, Refused
from terreau.network.spaces import queries, rules
from terreau.network.spaces.actions import change_role, invite, remove_member
from terreau.network.spaces.models import Invitation, Membership, Space
from terreau.network.spaces.tests.journal import counted, kinds, roles

pytestmark = pytest.mark.django_db


def test_it_works_and_everything_ends_at_once(alice, bob, charlie, secret):
    change_role(alice, space=secret, person=bob, role="manager")
    invite(bob, space=secret, person=charlie)
    remove_member(alice, space=secret, person=bob)
    assert roles(secret) == {"alice": "owner"} and counted(secret)
    assert Invitation.objects.get().revoked_at is not None
    for person in (bob, charlie):
        assert not Space.objects.filter(rules.visible(person), pk=secret.pk).exists()
    assert not rules.readers(secret).filter(pk=bob.pk).exists()
    assert kinds(secret) == ["role_changed", "invited", "removed"]


def test_a04_what_changes_later_stays_unseen(alice, bob, secret, signed_in):
    remove_member(alice, space=secret, person=bob)
    Space.objects.filter(pk=secret.pk).update(name="Nouveau nom", member_count=77)
    for tail in ("", "/about", "/people"):
        assert signed_in(bob).get(f"/spaces/{secret.key}{tail}").status_code == 404
    assert "Nouveau nom" not in signed_in(bob).get("/spaces").text


def test_b01_a_removed_member_is_nobodys_audience(alice, bob, secret):
    assert queries.reached(secret.pk, {bob.pk}) == {bob.pk}
    remove_member(alice, space=secret, person=bob)
    assert queries.reached(secret.pk, {bob.pk}) == set()


def test_managers_remove_members_not_keepers(alice, bob, dora, space):
    Membership.objects.create(space=space, person=dora, role="member")
    change_role(alice, space=space, person=bob, role="manager")
    with pytest.raises(Refused):
        remove_member(bob, space=space, person=alice)
    remove_member(bob, space=space, person=dora)
    assert roles(space) == {"alice": "owner", "bob": "manager"}


def test_who_may_not(alice, bob, charlie, operator, space):
    for person in (bob, charlie, operator):
        with pytest.raises(Refused):
            remove_member(person, space=space, person=alice)
    with pytest.raises(Refused):
        remove_member(alice, space=space, person=alice)
    with pytest.raises(Absent):
        remove_member(alice, space=space, person=charlie)


def test_what_it_costs(alice, bob, space, django_assert_max_num_queries):
    with django_assert_max_num_queries(13):
        remove_member(alice, space=space, person=bob)
