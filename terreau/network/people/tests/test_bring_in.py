import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Kind, Person
from terreau.network.people import queries
from terreau.network.people.actions import importing
from terreau.network.people.actions.importing import Newcomer
from terreau.network.people.tests.importing import brought

pytestmark = pytest.mark.django_db


def test_bring_in_people_who_exist_for_nobody_yet(alice: Person) -> None:
    (ada,) = brought(Newcomer("ada22222", "Ada Lovelace", username="ada", email="ada@x.example", title="Engineer"))
    assert (ada.kind, ada.joined_at, ada.is_active, ada.has_usable_password()) == (Kind.SYSTEM, None, False, False)
    assert (ada.username, ada.given_name, ada.profile.title, ada.profile.source) == ("ada", "Ada", "Engineer", "Slack")
    assert not queries.seen_by(alice).filter(pk=ada.pk).exists()
    assert Activity.objects.get(kind="people.brought_in").data == {"person_ids": [ada.pk]}


def test_bring_in_leaves_user_names_to_those_who_bear_them(alice: Person) -> None:
    one, other, third = brought(
        Newcomer("k2222222", "A", username="ALICE"), Newcomer("k3", "B", username="bee"), Newcomer("k4", "C", "Bee")
    )
    assert (one.username, other.username, third.username) == (None, "bee", None)


def test_bring_in_those_who_had_left(db: None) -> None:
    assert brought(Newcomer("k2222222", "Gone", left=True))[0].left_at is not None


def test_bring_in_is_for_administrators(alice: Person) -> None:
    with pytest.raises(Refused):
        importing.bring_in(alice, people=[Newcomer("k2222222", "A")], source="Slack")
