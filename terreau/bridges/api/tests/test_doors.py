"""Coming into a space by program: asking, being invited, receiving the key."""

from collections.abc import Callable

from terreau.bridges.api.tests.conftest import Program
from terreau.foundation.identity.models import Person
from terreau.network.spaces.models import Membership, Space

Api = Callable[..., Program]


def test_a_request_is_made_listed_and_answered(
    api: Api, alice: Person, bob: Person, charlie: Person, closed: Space
) -> None:
    asks, keeps, path = api(charlie), api(alice), f"/spaces/{closed.key}"
    assert asks.ask("PUT", f"{path}/request", {"words": "Vitrage"}).status_code == 204
    assert asks.read(path)["waiting"]
    (waiting,) = keeps.read(f"{path}/requests")["items"]
    assert (waiting["person"]["id"], waiting["words"]) == (charlie.key, "Vitrage")
    assert asks.get(f"{path}/requests").status_code == api(bob).get(f"{path}/requests").status_code == 403
    answer = f"{path}/requests/{charlie.key}"
    assert api(bob).ask("PUT", answer, {"accept": True}).status_code == 403
    assert keeps.ask("PUT", answer, {"accept": True}).status_code == 204
    assert Membership.objects.get(space=closed, person=charlie).role == "member"
    assert keeps.ask("PUT", answer, {"accept": True}).status_code == 404, "it is answered"


def test_a_request_is_taken_back(api: Api, alice: Person, charlie: Person, closed: Space, secret: Space) -> None:
    asks, path = api(charlie), f"/spaces/{closed.key}"
    asks.ask("PUT", f"{path}/request", {})
    assert asks.ask("DELETE", f"{path}/request").status_code == 204
    assert api(alice).read(f"{path}/requests")["items"] == []
    assert asks.ask("PUT", f"/spaces/{secret.key}/request", {}).status_code == 404


def test_an_invitation_is_made_accepted_declined_and_taken_back(
    api: Api, alice: Person, charlie: Person, dora: Person, paul: Person, secret: Space
) -> None:
    keeps, path = api(alice), f"/spaces/{secret.key}"
    for person in (charlie, dora, paul):
        Membership.objects.filter(space=secret, person=person).delete()
        assert keeps.ask("PUT", f"{path}/invitations/{person.key}", {}).status_code == 204
    told = [one["person"]["id"] for one in keeps.read(f"{path}/invitations")["items"]]
    assert set(told) == {charlie.key, dora.key, paul.key}
    assert keeps.ask("DELETE", f"{path}/invitations/{paul.key}").status_code == 204
    assert api(charlie).ask("PUT", f"{path}/invitation").status_code == 204
    assert api(charlie).read(path)["role"] == "member"
    assert api(dora).ask("DELETE", f"{path}/invitation").status_code == 204
    assert keeps.read(f"{path}/invitations")["items"] == []
    assert api(paul).ask("PUT", f"{path}/invitation").status_code == 404


def test_the_key_is_handed_over(api: Api, alice: Person, bob: Person, space: Space) -> None:
    assert api(bob).ask("PUT", f"/spaces/{space.key}/keys/{bob.key}").status_code == 403
    assert api(alice).ask("PUT", f"/spaces/{space.key}/keys/{bob.key}").status_code == 204
    roles = dict(Membership.objects.filter(space=space).values_list("person__username", "role"))
    assert (roles["alice"], roles["bob"]) == ("manager", "owner")
