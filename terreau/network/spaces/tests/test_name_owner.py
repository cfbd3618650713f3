"""A space that nobody keeps: an administrator names its owner and sees nothing of it; its members are told."""

import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.concern import concerns_of
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.network.spaces import actions, queries
from terreau.network.spaces.models import Membership, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def orphan(alice, bob, secret):
    """A secret space whose owner has left."""
    Person.objects.filter(pk=alice.pk).update(left_at=timezone.now())
    return secret


def owners(space):
    rows = Membership.objects.filter(space=space, role=Role.OWNER)
    return list(rows.values_list("person_id", flat=True))


def inside(space):
    return set(Membership.objects.filter(space=space).values_list("person_id", flat=True))


def test_one_of_the_members_becomes_owner(operator, bob, charlie, orphan):
    with pytest.raises(Refused) as refused:
        actions.name_owner(operator, space=orphan, person=charlie)
    assert "membres" in refused.value.why or "Members" in refused.value.why
    assert owners(orphan) and inside(orphan) > {bob.pk} and charlie.pk not in inside(orphan)
    actions.name_owner(operator, space=orphan, person=bob)
    assert owners(orphan) == [bob.pk] and inside(orphan) == {bob.pk}
    assert Activity.objects.get(kind="spaces.owner_named").data == {"person_id": bob.pk, "from_outside": False}
    assert not queries.seen_by(operator).filter(pk=orphan.pk).exists()


@pytest.fixture
def empty(bob, gaby, orphan):
    """Nobody is left in it but a guest and somebody who was shut out."""
    Membership.objects.create(space=orphan, person=gaby, role=Role.GUEST)
    Person.objects.filter(pk=bob.pk).update(suspended_at=timezone.now())
    return orphan


def test_somebody_from_outside_only_where_nobody_is_left(operator, bob, charlie, gaby, empty, signed_in):
    page = signed_in(operator).get("/spaces/keyless").text
    assert f"/spaces/{empty.key}/owner" in page and f"/spaces/{empty.key}/keeper" not in page
    actions.name_owner(operator, space=empty, person=charlie)
    assert owners(empty) == [charlie.pk] and inside(empty) == {bob.pk, gaby.pk, charlie.pk}
    empty.refresh_from_db()
    assert empty.member_count == 2
    act = Activity.objects.get(kind="spaces.owner_named")
    assert act.data == {"person_id": charlie.pk, "from_outside": True}
    told = {one.kind: set(one.people) for one in concerns_of(act)}
    assert told == {"role": {charlie.pk}, "glass": {bob.pk, gaby.pk, charlie.pk}}


def test_who_runs_the_network_and_is_alone_inside_names_somebody_else(operator, charlie, empty):
    Membership.objects.create(space=empty, person=operator)
    actions.name_owner(operator, space=empty, person=charlie)
    assert owners(empty) == [charlie.pk]


def test_the_page_names_by_whole_address_and_says_nothing_of_the_space(operator, bob, charlie, orphan, signed_in):
    browser = signed_in(operator)
    page = browser.get("/spaces/keyless").text
    assert orphan.name not in page and f"/spaces/{orphan.key}/owner" in page
    outside = browser.post(f"/spaces/{orphan.key}/owner", {"person": "charlie"})
    assert outside.status_code == 422 and "membres" in outside.text and not owners(orphan)[1:]
    unknown = browser.post(f"/spaces/{orphan.key}/owner", {"person": "Nemo"})
    assert unknown.status_code == 422 and 'value="Nemo"' in unknown.text
    assert browser.post(f"/spaces/{orphan.key}/owner", {"person": operator.name}).status_code == 422
    assert browser.post(f"/spaces/{orphan.key}/owner", {"person": bob.name}).status_code == 303
    assert owners(orphan) == [bob.pk]


def test_the_new_owner_and_every_member_are_told(operator, bob, charlie, orphan):
    Membership.objects.create(space=orphan, person=charlie)
    actions.name_owner(operator, space=orphan, person=charlie)
    act = Activity.objects.get(kind="spaces.owner_named", actor=operator, data__person_id=charlie.pk)
    told = {one.kind: set(one.people) for one in concerns_of(act)}
    assert told == {"role": {charlie.pk}, "glass": {bob.pk, charlie.pk}}


def test_only_where_nobody_keeps_it_and_only_a_colleague(operator, alice, bob, gaby, space, orphan):
    Person.objects.filter(pk=alice.pk).update(left_at=None)
    with pytest.raises(Refused):
        actions.name_owner(operator, space=space, person=bob)
    Person.objects.filter(pk=alice.pk).update(left_at=timezone.now())
    for person in (operator, gaby):
        with pytest.raises(Refused):
            actions.name_owner(operator, space=orphan, person=person)


def test_others_do_not(bob, charlie, orphan, signed_in):
    for person in (bob, charlie):
        with pytest.raises(Refused):
            actions.name_owner(person, space=orphan, person=charlie)
        assert signed_in(person).post(f"/spaces/{orphan.key}/owner", {"person": "Bob"}).status_code == 404
