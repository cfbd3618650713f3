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


def test_a_member_or_somebody_new_becomes_owner(operator, bob, charlie, orphan):
    actions.name_owner(operator, space=orphan, person=charlie)
    assert owners(orphan) == [charlie.pk]
    inside = set(Membership.objects.filter(space=orphan).values_list("person_id", flat=True))
    assert inside == {bob.pk, charlie.pk}
    orphan.refresh_from_db()
    assert orphan.member_count == 2
    assert not queries.seen_by(operator).filter(pk=orphan.pk).exists()


def test_the_page_names_by_whole_address_and_says_nothing_of_the_space(operator, bob, orphan, signed_in):
    browser = signed_in(operator)
    page = browser.get("/spaces/keyless").text
    assert orphan.name not in page and f"/spaces/{orphan.key}/owner" in page
    unknown = browser.post(f"/spaces/{orphan.key}/owner", {"person": "Nemo"})
    assert unknown.status_code == 422 and 'value="Nemo"' in unknown.text
    assert browser.post(f"/spaces/{orphan.key}/owner", {"person": operator.name}).status_code == 422
    assert browser.post(f"/spaces/{orphan.key}/owner", {"person": bob.name}).status_code == 303
    assert owners(orphan) == [bob.pk]


def test_the_new_owner_and_every_member_are_told(operator, bob, charlie, orphan):
    actions.name_owner(operator, space=orphan, person=charlie)
    act = Activity.objects.get(kind="spaces.owner_named", actor=operator, data={"person_id": charlie.pk})
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
