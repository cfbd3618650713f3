from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model

from terreau.foundation.access.words import Absent
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions, queries
from terreau.foundation.storage.models import Attachment


def kept(actor: Person, *names: str) -> list[str]:
    return [actions.keep(actor, content=name.encode(), name=name).key for name in names]


def names_on(thing: Model) -> list[str]:
    return [file.name for file in queries.attachments_of("space", [thing.pk]).get(thing.pk, [])]


def test_loose_files_hang_on_the_thing_in_the_order_asked(alice: Person, space: Model) -> None:
    a, b, c = kept(alice, "a.txt", "b.txt", "c.txt")
    with transaction.atomic():
        actions.attach(alice, [c, a, c], space)
        actions.attach(alice, [a, b], space)
    assert names_on(space) == ["c.txt", "a.txt", "b.txt"]
    assert list(Attachment.objects.order_by("position").values_list("position", flat=True)) == [0, 1, 2]


@pytest.mark.parametrize("whose", ["bob's loose", "hanging elsewhere", "nobody's"])
def test_A14_nothing_but_ones_own_loose_files(
    alice: Person, bob: Person, space: Model, closed: Model, whose: str
) -> None:
    (mine,) = kept(alice, "mine.txt")
    (other,) = kept(bob, "secret.txt")
    if whose == "hanging elsewhere":
        (other,) = kept(alice, "secret.txt")
        with transaction.atomic():
            actions.attach(alice, [other], closed)
    key = "zzzzzz" if whose == "nobody's" else other
    with pytest.raises(Absent), transaction.atomic():
        actions.attach(alice, [mine, key], space)
    assert names_on(space) == []
    with transaction.atomic():
        actions.attach(alice, [mine], space)
    assert names_on(space) == ["mine.txt"]


def test_files_are_hung_in_the_transaction_of_the_thing_only(alice: Person, space: Model) -> None:
    (key,) = kept(alice, "a.txt")
    with pytest.raises(ChangedMind), transaction.atomic():
        actions.attach(alice, [key], space)
        raise ChangedMind
    assert names_on(space) == []
    assert queries.loose_files(alice, [key])[0].name == "a.txt"


class ChangedMind(Exception):
    pass


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_nothing_is_hung(alice: Person, space: Model) -> None:
    (key,) = kept(alice, "a.txt")
    with pytest.raises(RuntimeError):
        actions.attach(alice, [key], space)
    assert names_on(space) == []


def test_files_of_many_things_cost_one_query(
    alice: Person, space: Model, closed: Model, django_assert_num_queries: Any
) -> None:
    a, b = kept(alice, "a.txt", "rapport été.pdf")
    with transaction.atomic():
        actions.attach(alice, [a], space)
        actions.attach(alice, [b], closed)
    with django_assert_num_queries(1):
        files = queries.attachments_of("space", [space.pk, closed.pk, 999])
    assert set(files) == {space.pk, closed.pk}
    (file,) = files[closed.pk]
    assert file.url == f"/files/{b}-rapport%20%C3%A9t%C3%A9.pdf"
    assert (file.size, file.is_image, file.media_type) == (17, False, "text/plain")
    assert queries.words_of("space", [space.pk]) == {space.pk: "a.txt"}
