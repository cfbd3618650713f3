import pytest
from django.apps import apps
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.identity.models import Person
from terreau.network.people.actions import importing
from terreau.network.people.actions.importing import Newcomer
from terreau.network.people.tests.importing import brought

pytestmark = pytest.mark.django_db


def test_take_out_those_of_whom_nothing_stays(space, operator: Person) -> None:
    gone, came, wrote = brought(Newcomer("k2", "Gone"), Newcomer("k3", "Came"), Newcomer("k4", "Wrote"))
    Person.objects.filter(pk=came.pk).update(joined_at=timezone.now())
    apps.get_model("posts", "Post").objects.create(space=space, author=wrote, body="<p>x</p>")
    assert importing.take_out(operator, people=[gone.pk, came.pk, wrote.pk]) == {came.pk, wrote.pk}
    assert not Person.objects.filter(pk=gone.pk).exists() and Person.objects.filter(pk=wrote.pk).exists()


def test_take_out_is_for_administrators(alice: Person) -> None:
    with pytest.raises(Refused):
        importing.take_out(alice, people=[])
