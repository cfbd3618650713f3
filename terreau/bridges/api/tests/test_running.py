"""What decides a space’s life, by program: proposals, who finds it, official mark, glass, guests from outside."""

from collections.abc import Callable
from typing import Any

import pytest

from terreau.bridges.api.tests.conftest import Program
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Kind, Person
from terreau.foundation.orgs.models import Unit
from terreau.network.spaces.models import GlassBreak, Invitation, Membership, Role, Space
from terreau.network.spaces.schemas import Broken, Discovery, Invited, LookPage, Proposal, ProposalPage, SpacePage

Api = Callable[..., Program]
SAID = {"name": "Colle", "purpose": "Coller mieux", "meant_for": "Ateliers", "care_hours": 2.5}


def shaped(answer: Any, shape: Any, status: int = 200) -> Any:
    """An answer that keeps to its shape."""
    assert answer.status_code == status, answer.content
    shape.model_validate_json(answer.content, strict=False)
    return answer.json()


def done(kind: str) -> list[tuple[int, dict[str, Any]]]:
    """Who did this, with what."""
    return list(Activity.objects.filter(kind=f"spaces.{kind}").values_list("actor_id", "data"))


@pytest.fixture
def entity(db: None) -> Unit:
    unit = Unit.objects.create(name="Aubier Polska", kind=Unit.ENTITY, country="PL")
    Unit.objects.filter(pk=unit.pk).update(path=f"/{unit.pk}/")
    return unit


def test_a_space_is_proposed_and_created(
    api: Api, bob: Person, paul: Person, charlie: Person, operator: Person, space: Space
) -> None:
    asks, answers = api(bob), api(operator)
    made = asks.ask("POST", "/proposals", {**SAID, "sponsor": paul.key, "openness": "secret"})
    told = shaped(made, Proposal, 201)
    path = f"/proposals/{told['id']}"
    assert made["Location"] == f"/api/v1{path}" and told["state"] == "open"
    assert (told["sponsor"]["id"], told["care_hours"], told["language"]) == (paul.key, 2.5, "fr")
    assert api(charlie).get(path).status_code == 404 and api(charlie).read("/proposals")["items"] == []
    (waiting,) = shaped(answers.get("/proposals"), ProposalPage)["items"]
    assert waiting["id"] == told["id"]
    assert asks.ask("PUT", f"{path}/answer", {"accept": True}).status_code == 403
    assert shaped(answers.ask("PUT", f"{path}/answer", {"accept": True}), Proposal)["space"] is None, "it is secret"
    mine = shaped(asks.get(path), Proposal)
    assert mine["state"] == "created"
    assert asks.read(f"/spaces/{mine['space']['id']}")["joining"] == "invitation"
    assert answers.ask("PUT", f"{path}/answer", {"accept": True}).status_code == 404, "it is answered"


def test_a_refusal_says_why(api: Api, bob: Person, paul: Person, operator: Person) -> None:
    asks, answers = api(bob), api(operator)
    path = f"/proposals/{asks.ask('POST', '/proposals', {**SAID, 'sponsor': paul.key}).json()['id']}"
    assert answers.ask("PUT", f"{path}/answer", {"accept": False}).status_code == 403
    refused = answers.ask("PUT", f"{path}/answer", {"accept": False, "refusal": "Existe déjà"})
    assert refused.json()["state"] == "refused"
    (mine,) = asks.read("/proposals")["items"]
    assert (mine["refusal"], mine["space"]) == ("Existe déjà", None)


def test_a_proposal_does_not_tell_what_became_of_its_space(
    api: Api, bob: Person, paul: Person, operator: Person
) -> None:
    asks = api(bob)
    body = {**SAID, "sponsor": paul.key, "openness": "secret"}
    path = f"/proposals/{asks.ask('POST', '/proposals', body).json()['id']}"
    api(operator).ask("PUT", f"{path}/answer", {"accept": True})
    Membership.objects.all().delete()
    Space.objects.update(name="Renamed in secret")
    assert asks.read(path)["space"] is None and "renamed" not in str(asks.read("/proposals")).lower()


def test_guests_and_half_a_proposal_are_refused(api: Api, gaby: Person, bob: Person) -> None:
    assert api(gaby).ask("POST", "/proposals", {**SAID, "sponsor": gaby.key}).status_code in (403, 404)
    for left in ("purpose", "meant_for", "care_hours"):
        half = {name: value for name, value in SAID.items() if name != left}
        assert api(bob).ask("POST", "/proposals", {**half, "sponsor": bob.key}).status_code == 422
    assert not done("proposed")


def test_spaces_that_are_alike(api: Api, bob: Person, charlie: Person, space: Space, secret: Space) -> None:
    Space.objects.filter(pk=space.pk).update(words="qualite vitrage")
    Space.objects.filter(pk=secret.pk).update(words="vitrage alize")
    found = shaped(api(charlie).get("/spaces/similar?q=Vitrages"), SpacePage)["items"]
    assert [one["id"] for one in found] == [space.key]
    assert len(api(bob).read("/spaces/similar?q=Vitrages")["items"]) == 2


def test_who_finds_a_space(
    api: Api, alice: Person, bob: Person, charlie: Person, dora: Person, entity: Unit, space: Space
) -> None:
    path, owner = f"/spaces/{space.key}/discovery", api(alice)
    assert shaped(owner.get(path), Discovery)["choices"] == {
        "countries": ["PL"],
        "units": [{"id": entity.key, "name": "Aubier Polska"}],
    }
    assert shaped(api(bob).get(path), Discovery)["choices"] is None
    limits = {"countries": ["PL"], "units": [entity.key]}
    assert api(bob).ask("PUT", path, limits).status_code == 403
    set_to = shaped(owner.ask("PUT", path, limits), Discovery)
    assert (set_to["countries"], [one["id"] for one in set_to["units"]]) == (["PL"], [entity.key])
    assert api(charlie).get(path).status_code == 200 and api(dora).get(path).status_code == 404
    for wrong in ({"countries": ["BR"], "units": []}, {"countries": [], "units": [space.key]}):
        assert owner.ask("PUT", path, wrong).status_code == 403
    assert owner.ask("PUT", path, {"countries": ["pl"], "units": []}).status_code == 422
    assert owner.ask("PUT", path, {"countries": [], "units": []}).json()["countries"] == []
    assert api(dora).get(path).status_code == 200 and len(done("discovery_set")) == 2


def test_the_official_mark(api: Api, alice: Person, operator: Person, space: Space, secret: Space) -> None:
    path, runs = f"/spaces/{space.key}/mark", api(operator)
    assert api(alice).ask("PUT", path).status_code == 403
    assert runs.ask("PUT", path).status_code == 204 and api(alice).read(f"/spaces/{space.key}")["official"]
    assert runs.ask("DELETE", path).status_code == 204
    assert runs.ask("PUT", f"/spaces/{secret.key}/mark").status_code == 404
    assert len(done("made_official")) == len(done("unmade_official")) == 1


def test_the_glass_is_broken_recorded_and_told(
    api: Api, alice: Person, bob: Person, charlie: Person, operator: Person, space: Space, secret: Space
) -> None:
    runs, body = api(operator), {"space": secret.key, "reason": "Plainte 12"}
    assert runs.get(f"/spaces/{secret.key}").status_code == 404
    for actor in (alice, charlie):
        assert api(actor).ask("POST", "/glass", body).status_code == 404
    assert runs.ask("POST", "/glass", {**body, "reason": " "}).status_code == 422
    assert runs.ask("POST", "/glass", {**body, "space": space.key}).status_code == 404, "an open space has no glass"
    made = runs.ask("POST", "/glass", body, **{"Idempotency-Key": "one"})
    again = runs.ask("POST", "/glass", body, **{"Idempotency-Key": "one"})
    told = shaped(made, Broken, 201)
    assert (again.json(), GlassBreak.objects.count(), len(done("glass_broken"))) == (told, 1, 1)
    assert told["space"] == secret.key and runs.get(f"/spaces/{secret.key}/posts").status_code == 200
    (look,) = shaped(api(bob).get(f"/spaces/{secret.key}/glass"), LookPage)["items"]
    assert (look["by"], look["reason"]) == (operator.name, "Plainte 12")
    assert api(charlie).get(f"/spaces/{secret.key}/glass").status_code == 404
    assert api(charlie).get(f"/spaces/{space.key}/glass").status_code == 403


def test_somebody_from_outside(api: Api, alice: Person, bob: Person, secret: Space) -> None:
    keeps, path = api(alice), f"/spaces/{secret.key}/guests"
    body = {"email": "pia@partner.example", "name": "Pia Partner"}
    assert api(bob).ask("POST", path, body).status_code == 403
    for email in ("pía@partner.example", "pia.partner"):
        assert keeps.ask("POST", path, {**body, "email": email}).status_code == 403
    made = keeps.ask("POST", path, body)
    told = shaped(made, Invited, 201)
    pia = Person.objects.get(kind=Kind.GUEST)
    assert (told["person"]["id"], told["by"]) == (pia.key, alice.name)
    assert Invitation.objects.get(space=secret).role == Role.GUEST
    assert keeps.ask("DELETE", made["Location"].removeprefix("/api/v1")).status_code == 204
