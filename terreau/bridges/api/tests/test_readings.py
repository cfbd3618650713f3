"""Required readings by program: those asked of oneself, how far one’s own got, and why names are needed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from terreau.bridges.api.tests.conftest import Program
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs.models import Placement, Site
from terreau.network.posts import actions as posts
from terreau.network.posts.models import Post
from terreau.network.posts.schemas import DuePage, Readings
from terreau.network.spaces.models import Membership, Space
from tests.cast import person

Api = Callable[..., Program]
LATER = timezone.now().date() + timedelta(days=30)
PURPOSE = {"purpose": "Relancer", "until": LATER.isoformat()}


def read(program: Program, path: str, shape: Any) -> Any:
    """An answer that keeps to its shape."""
    answer = program.get(path)
    assert answer.status_code == 200, answer.content
    shape.model_validate_json(answer.content, strict=False)
    return answer.json()


@pytest.fixture
def announced(alice: Person, space: Space) -> Post:
    return posts.publish(alice, space=space, title="Consignation", body="", kind="announcement", required_by=LATER)


def test_what_is_asked_of_oneself_until_it_is_confirmed(api: Api, alice: Person, bob: Person, announced: Post) -> None:
    program = api(bob)
    (due,) = read(program, "/me/readings", DuePage)["items"]
    assert (due["post"], due["required_by"], due["late"]) == (announced.key, LATER.isoformat(), False)
    assert program.ask("PUT", f"/posts/{due['post']}/acknowledgement").status_code == 204
    assert program.read("/me/readings")["items"] == api(alice).read("/me/readings")["items"] == []


def test_counts_by_site_for_the_author_names_for_a_purpose(
    api: Api, alice: Person, bob: Person, operator: Person, space: Space, nantes: Site
) -> None:
    people = [person(f"na{number}", f"Na {number}", "FR") for number in range(12)]
    Placement.objects.filter(person__in=people).update(site=nantes)
    Membership.objects.bulk_create([Membership(space=space, person=one) for one in people])
    post = posts.publish(alice, space=space, title="x", body="", kind="announcement", required_by=LATER)
    posts.acknowledge(people[0], post=post)
    path = f"/posts/{post.key}/readings"
    found = read(api(alice), path, Readings)
    assert (found["confirmed"], found["total"], found["missing"]) == (1, 13, None)
    assert [(row["site"], row["confirmed"], row["total"]) for row in found["sites"]] == [(None, 1, 13)]
    theirs = read(api(operator), path, Readings)
    assert (theirs["confirmed"], theirs["sites"], theirs["may_record_purpose"]) == (None, [], True)
    assert api(bob).get(path).status_code == 403
    recorded = api(operator).ask("PUT", f"{path}/purpose", PURPOSE)
    assert (recorded.status_code, recorded.json()["missing"]) == (200, None)
    named = read(api(alice), path, Readings)
    assert named["purpose"] == "Relancer" and bob.key in {one["id"] for one in named["missing"]}
    assert people[0].key not in {one["id"] for one in named["missing"]}
    assert Activity.objects.filter(kind="posts.purpose_recorded", actor=operator).count() == 1


def test_too_few_are_not_counted(api: Api, alice: Person, announced: Post) -> None:
    found = read(api(alice), f"/posts/{announced.key}/readings", Readings)
    assert found["withheld"] and found["confirmed"] is found["total"] is None and found["sites"] == []


def test_who_may_not(
    api: Api, alice: Person, bob: Person, charlie: Person, operator: Person, announced: Post, secret: Space
) -> None:
    path = f"/posts/{announced.key}/readings/purpose"
    for actor in (alice, bob, charlie):
        assert api(actor).ask("PUT", path, PURPOSE).status_code == 403
    for until in (LATER - timedelta(days=60), LATER + timedelta(days=600)):
        refused = api(operator).ask("PUT", path, {**PURPOSE, "until": until.isoformat()})
        assert refused.status_code == 403 and "un an" in refused.json()["detail"]
    assert api(operator).ask("PUT", path, {**PURPOSE, "purpose": " "}).status_code == 422
    hidden = posts.publish(alice, space=secret, title="x", body="", kind="announcement", required_by=LATER)
    assert api(operator).ask("PUT", f"/posts/{hidden.key}/readings/purpose", PURPOSE).status_code == 404
    plain = posts.publish(alice, space=announced.space, title="x", body="")
    assert api(alice).get(f"/posts/{plain.key}/readings").status_code == 404
    assert not Activity.objects.filter(kind="posts.purpose_recorded").exists()
