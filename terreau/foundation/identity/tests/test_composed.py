"""A question composed once answers as the question itself would."""

from datetime import timedelta

import pytest
from django.utils import timezone

from terreau.foundation.identity.composed import Composed
from terreau.foundation.identity.models import Person, Session

pytestmark = pytest.mark.django_db


def test_things_with_what_is_selected_beside_them(alice, django_assert_num_queries):
    until = timezone.now() + timedelta(days=1)
    Session.objects.create(session_key="abc", session_data="", expire_date=until, person=alice)
    ask = Composed(
        lambda key, now: Session.objects.select_related("person").filter(session_key=key, expire_date__gt=now)
    )
    with django_assert_num_queries(2):
        assert [row.person.name for row in ask("abc", timezone.now())] == [alice.name]
        assert ask("abc", until + timedelta(seconds=1)) == []
    assert ask("other", timezone.now()) == []


def test_tuples_single_values_and_lists_of_ids(alice, bob):
    both = Composed(lambda ids: Person.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "name"))
    assert both([alice.pk, bob.pk]) == sorted([(alice.pk, alice.name), (bob.pk, bob.name)])
    assert both([bob.pk]) == [(bob.pk, bob.name)]
    assert both([]) == []
    keys = Composed(lambda name: Person.objects.filter(name=name).values_list("key", flat=True))
    assert keys(alice.name) == [alice.key]
    assert keys("100 % %s O'Neil") == []


def test_it_is_composed_once(alice, bob):
    asked = []

    def question(pk):
        asked.append(pk)
        return Person.objects.filter(pk=pk)

    ask = Composed(question)
    assert ask(alice.pk) == [alice] and ask(bob.pk) == [bob]
    assert len(asked) == 1


def test_a_value_that_the_sql_does_not_hold_is_refused(alice):
    with pytest.raises(ValueError, match="does not stand"):
        Composed(lambda pk: Person.objects.filter(pk=pk + 1))(alice.pk)
