"""What decides a space’s life, spaces that nobody keeps, and the company’s tree, by program."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from terreau.bridges.api.tests.conftest import Program
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs.models import Placement, Unit
from terreau.foundation.text.languages import SPOKEN
from terreau.network.spaces.models import Membership, Role, Space

Api = Callable[..., Program]


@pytest.fixture
def orphan(space: Space, alice: Person) -> Space:
    """A space whose only owner has left; Bob is in it."""
    Person.objects.filter(pk=alice.pk).update(left_at=timezone.now())
    return space


def owners(space: Space) -> list[int]:
    return list(Membership.objects.filter(space=space, role=Role.OWNER).values_list("person_id", flat=True))


def test_all_that_its_settings_take(api: Api, alice: Person, bob: Person, space: Space) -> None:
    Space.objects.filter(pk=space.pk).update(language="fr")
    path, program = f"/spaces/{space.key}", api(alice)
    told = {"meant_for": "Poseurs", "template": "project", "category": "Métiers", "review_on": "2030-02-28"}
    sent = {**told, "sponsor": bob.key, "care_hours": 2.25, "names": {"en": "Quality"}, "purposes": {"en": "Better"}}
    life = program.ask("PATCH", path, sent).json()["life"]
    assert (life["sponsor"]["id"], life["care_hours"], life["review_on"]) == (bob.key, 2.2, "2030-02-28")
    assert (life["names"], life["purposes"], life["template"]) == ({"en": "Quality"}, {"en": "Better"}, "project")
    assert Activity.objects.filter(kind="spaces.edited", actor=alice).count() == 1
    program.ask("PATCH", path, {"sponsor": None, "care_hours": None, "review_on": None, "names": {"en": ""}})
    life = program.read(path)["life"]
    assert [life[name] for name in ("sponsor", "care_hours", "review_on", "names")] == [None, None, None, {}]
    assert (life["purposes"], life["meant_for"]) == ({"en": "Better"}, "Poseurs"), "what is not sent stays"
    assert program.ask("PATCH", path, {"language": "en", "name": "Quality"}).json()["life"]["purposes"] == {}


def test_names_in_every_language_people_work_in(api: Api, alice: Person, space: Space) -> None:
    Space.objects.filter(pk=space.pk).update(language="fr")
    path, program = f"/spaces/{space.key}", api(alice)
    every = {code: f"Qualität {code}" for code in SPOKEN if code != "fr"}
    life = program.ask("PATCH", path, {"names": every, "purposes": {"de": "Besser", "pl": "Lepiej"}}).json()["life"]
    assert life["names"] == every and life["purposes"] == {"de": "Besser", "pl": "Lepiej"}
    life = program.ask("PATCH", path, {"names": dict.fromkeys(every, ""), "purposes": {"pl": ""}}).json()["life"]
    assert (life["names"], life["purposes"]) == ({}, {"de": "Besser"})
    assert program.ask("PATCH", path, {"language": "de", "name": "Qualität"}).json()["language"] == "de"


def test_what_a_space_cannot_say(api: Api, alice: Person, bob: Person, charlie: Person, space: Space) -> None:
    path, program = f"/spaces/{space.key}", api(alice)
    wrong = ({"review_on": "soon"}, {"care_hours": 169}, {"names": {"xx": "?"}}, {"template": "garden"})
    for odd in (*wrong, {"category": None}, {"review_on": 12}):
        assert program.ask("PATCH", path, odd).status_code == 422, odd
    assert program.ask("PATCH", path, {"sponsor": "zzzzzz"}).status_code == 404
    assert program.ask("PATCH", path, {"names": {space.language: "Again"}}).status_code == 403
    assert api(bob).ask("PATCH", path, {"care_hours": 2}).status_code == 403
    assert not Activity.objects.filter(kind="spaces.edited").exists()


def test_begun_whole(api: Api, operator: Person, bob: Person) -> None:
    sent = {"name": "Pose", "sponsor": bob.key, "care_hours": 3, "names": {"en": "Fitting"}, "review_on": "2030-01-01"}
    made = api(operator).ask("POST", "/spaces", sent)
    life = made.json()["life"]
    assert (made.status_code, life["sponsor"]["id"], life["care_hours"], life["names"]) == (
        *(201, bob.key, 3.0),
        {"en": "Fitting"},
    )
    assert api(operator).ask("POST", "/spaces", {"name": "P", "names": {"fr": "P"}}).status_code == 403
    assert api(bob).ask("POST", "/spaces", sent).status_code == 403


def test_a_space_without_a_keeper_finds_one(api: Api, operator: Person, bob: Person, orphan: Space) -> None:
    (row,) = api(operator).read("/keyless")["items"]
    assert (row["id"], row["inside"]) == (orphan.key, True)
    path = f"/keyless/{orphan.key}/keeper"
    for who, method, there in ((bob, "GET", "/keyless"), (bob, "PUT", path)):
        assert api(who).ask(method, there).status_code == 404
    assert api(operator).ask("PUT", path).status_code == 204
    assert owners(orphan) == [bob.pk]
    assert api(operator).ask("PUT", path).status_code == 404, "it is kept now"


def test_an_administrator_names_who_keeps_it(
    api: Api, operator: Person, bob: Person, charlie: Person, orphan: Space
) -> None:
    path, program = f"/keyless/{orphan.key}/owner", api(operator)
    assert api(bob).ask("PUT", path, {"person": bob.key}).status_code == 404
    assert program.ask("PUT", path, {"person": charlie.key}).status_code == 403, "members of it can keep it"
    assert program.ask("PUT", path, {"person": "zzzzzz"}).status_code == 404
    assert program.ask("PUT", path, {"person": bob.key}).status_code == 204
    assert owners(orphan) == [bob.pk]
    assert Activity.objects.filter(kind="spaces.owner_named", actor=operator).count() == 1


def test_the_tree_level_by_level(api: Api, alice: Person, bob: Person, gaby: Person) -> None:
    top = Unit.objects.create(kind="entity", name="Aubier", country="FR")
    Unit.objects.filter(pk=top.pk).update(path=f"/{top.pk}/")
    team = Unit.objects.create(name="Pose", parent=top, path=f"/{top.pk}/")
    Unit.objects.filter(pk=team.pk).update(path=f"/{top.pk}/{team.pk}/")
    Placement.objects.filter(person=bob).update(unit=team)
    program = api(alice)
    (row,) = program.read("/units")["items"]
    assert (row["id"], row["units"], row["people"]) == (top.key, 1, 0)
    assert [one["id"] for one in program.read(f"/units/{top.key}")["below"]] == [team.key]
    page = program.read(f"/units/{team.key}")
    assert ([one["id"] for one in page["above"]], [one["id"] for one in page["people"]]) == ([top.key], [bob.key])
    assert api(gaby).get("/units").status_code == api(gaby).get(f"/units/{top.key}").status_code == 404
