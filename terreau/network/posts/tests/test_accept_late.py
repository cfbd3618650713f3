import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.identity.models import Person
from terreau.network.posts.actions import importing
from terreau.network.posts.actions.late import accept_late
from terreau.network.posts.models import Post
from terreau.network.posts.tests.importing import answer, post
from terreau.network.spaces.models import Space

pytestmark = pytest.mark.django_db


def test_accept_late_where_no_answer_is_accepted(alice: Person, bob: Person, space: Space, operator: Person) -> None:
    things = [
        *(post("p2", alice, space), answer("c2", bob, "p2"), answer("c3", alice, "p2")),
        *(post("p3", alice, space), answer("c4", bob, "p3", accepted=True), answer("c5", bob, "p3")),
    ]
    made = importing.bring_in(operator, things=things)
    wanted = [made["c2"].pk, made["c3"].pk, made["c5"].pk]
    assert accept_late(operator, comments=wanted) == {made["c2"].pk}
    found = dict(Post.objects.values_list("key", "accepted__key"))
    assert found == {"p2": "c2", "p3": "c4"} and Post.objects.filter(kind="question").count() == 2


def test_accept_late_is_for_administrators(alice: Person) -> None:
    with pytest.raises(Refused):
        accept_late(alice, comments=[])
