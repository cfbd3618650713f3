"""The refusal of lazy loading (tests/loading.py) bites where it should and nowhere else."""

from typing import Any

import jinja2
import pytest

from terreau.foundation.identity.models import Person
from terreau.network.spaces.models import Membership, Space
from tests.loading import OURS, LoadedLazily, answering, lazy_loading_allowed


def evaluate(code: str, where: str, **names: Any) -> Any:
    """`code` as if it stood in the file `where`, while a request is being answered."""
    token = answering.set(True)
    try:
        return eval(compile(code, where, "eval"), names)
    finally:
        answering.reset(token)


HOUSE = f"{OURS}/network/spaces/views.py"


def test_a_foreign_key_is_not_fetched_by_the_way(space: Space) -> None:
    membership = Membership.objects.filter(space=space).first()
    with pytest.raises(LoadedLazily, match=r"Membership\.person"):
        evaluate("membership.person", HOUSE, membership=membership)


def test_a_deferred_field_is_not_fetched_by_the_way(space: Space) -> None:
    thin = Space.objects.only("id").get(pk=space.pk)
    with pytest.raises(LoadedLazily, match=r"Space\.name"):
        evaluate("thin.name", HOUSE, thin=thin)


def test_what_was_loaded_is_there(space: Space, alice: Person) -> None:
    membership = Membership.objects.select_related("person").filter(space=space, person=alice).get()
    assert evaluate("membership.person", HOUSE, membership=membership) == alice


def test_the_code_of_others_may_load(space: Space, alice: Person) -> None:
    membership = Membership.objects.filter(space=space, person=alice).get()
    assert evaluate("membership.person", "/elsewhere/allauth/account/views.py", membership=membership) == alice


def test_a_test_may_allow_it(space: Space, alice: Person) -> None:
    membership = Membership.objects.filter(space=space, person=alice).get()
    token = answering.set(True)
    with lazy_loading_allowed():
        assert eval(compile("membership.person", HOUSE, "eval"), {"membership": membership}) == alice
    answering.reset(token)


def test_a_page_does_not_query(space: Space) -> None:
    page = jinja2.Template("{% for space in spaces %}{{ space }}{% endfor %}")
    with pytest.raises(LoadedLazily, match="queried while it rendered"):
        evaluate("page.render(spaces=spaces)", HOUSE, page=page, spaces=Space.objects.all())
    assert evaluate("page.render(spaces=spaces)", HOUSE, page=page, spaces=[space.name]) == space.name
