"""The leak matrix (A11 and its kin): every route, asked by everybody, shows nobody what they may not see.

Three proofs a route: no canary of a forbidden circle in any answer; a forbidden thing answers exactly as an absent one,
with the same statements to the database; and who may see it gets through with the very same requests, so that a refusal
never passes because the request itself was wrong. Routes are walked in groups, so that a world serves many of them.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.worlds.actors import READS, Actor, gather
from tests.worlds.answers import body_of, said, statements
from tests.worlds.canaries import CANARY, World, build
from tests.worlds.routes import CIRCLE_OF, ROUTES, requests, walk, without_secrets


def group_of(name: str) -> str:
    """Routes that share a world: those of a room’s pages, of the API those of one resource."""
    return "/".join(name.split("/")[: 3 if name.startswith("api/v1/") else 1])


GROUPS = sorted({group_of(name) for name in ROUTES})
HIDING = sorted({group_of(name) for name, route in ROUTES.items() if route.kind}) or ["hello"]
REFUSALS = {302, 401, 403, 404, 405}


@pytest.fixture(autouse=True)
def as_a_demo(settings: Any) -> None:
    """The pages of a demo are walked too."""
    settings.DEMO = True


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def actors(world: World) -> dict[str, Actor]:
    return gather(world)


def routes_of(group: str) -> list[str]:
    return sorted(name for name in ROUTES if group_of(name) == group)


def ask(actor: Actor, name: str, request: tuple[str, str, Any]) -> Any:
    """One request that leaves no trace in the world."""
    method, path, body = request
    cache.clear()
    with transaction.atomic():
        response = actor.ask(method, path, body, by_token=ROUTES[name].token)
        if response.streaming:
            response.streaming_content = [b"".join(response.streaming_content)]
        transaction.set_rollback(True)
    return response


def some(problems: list[str]) -> str:
    """The first of many, readable."""
    return "\n".join([f"{len(problems)} problems", *problems[:12]])


def test_every_route_is_in_the_matrix() -> None:
    there = {name for name, _ in walk()}
    missing = "\n".join(f'    "{name}": asked(…),' for name in sorted(there - set(ROUTES)))
    assert not missing, f"Routes nobody checks for leaks. Declare them in tests/worlds/rooms:\n{missing}"
    assert not set(ROUTES) - there, f"Declared, but no longer a route: {sorted(set(ROUTES) - there)}"


@pytest.mark.parametrize("group", GROUPS)
def test_a11_no_canary(group: str, world: World, actors: dict[str, Actor]) -> None:
    leaks = [leak for name in routes_of(group) for actor in actors.values() for leak in met(world, actor, name)]
    assert not leaks, some(leaks)


def met(world: World, actor: Actor, name: str) -> Iterator[str]:
    """Each canary that this actor must not meet and met."""
    forbidden = actor.forbidden(world)
    for request in requests(world, name):
        response = ask(actor, name, request)
        heard = set(CANARY.findall(f"{dict(response.items())} {response.cookies} {body_of(response)}")) & forbidden
        if heard:
            origins = sorted(world.canaries[word] for word in heard)
            yield f"{actor.name} meets {origins} at {request[0]} {request[1]} ({name}, {response.status_code})"


@pytest.mark.parametrize("group", HIDING)
def test_a20_forbidden_equals_absent(group: str, world: World, actors: dict[str, Actor]) -> None:
    tells = [tell for name in routes_of(group) if ROUTES[name].kind for tell in told_apart(world, actors, name)]
    assert not tells, some(tells)


def told_apart(world: World, actors: dict[str, Actor], name: str) -> Iterator[str]:
    """Each way in which a forbidden thing differs from an absent one."""
    kind = ROUTES[name].kind
    nowhere = without_secrets(world.things)
    keys = [*world.things.items(), *nowhere.items()]
    for actor in (actor for actor in actors.values() if CIRCLE_OF[kind] not in actor.reads):
        for real, nothing in zip(requests(world, name), requests(world, name, nowhere), strict=True):
            with statements() as asked_for_nothing:
                absent = said(ask(actor, name, nothing), keys)
            with statements() as asked_for_it:
                there = said(ask(actor, name, real), keys)
            where = f"{actor.name}, {real[0]} {real[1]} ({name})"
            if there != absent:
                yield f"{where}: answers {there[0]} where nothing answers {absent[0]}: {difference(there, absent)}"
            if asked_for_it != asked_for_nothing:
                yield f"{where}: other statements: {difference(asked_for_it, asked_for_nothing)}"
            if there[0] not in REFUSALS and world.things[kind] in real[1]:
                yield f"{where}: answered {there[0]}"


def difference(one: Any, other: Any) -> str:
    """Where two sequences begin to differ, in a few words."""
    pairs = [(repr(left), repr(right)) for left, right in zip(one, other, strict=False) if left != right]
    if not pairs:
        return f"{len(one)} against {len(other)}"
    left, right = pairs[0]
    start = next((at for at, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), 0)
    return f"…{left[max(0, start - 40) : start + 80]}… against …{right[max(0, start - 40) : start + 80]}…"


@pytest.mark.parametrize("group", GROUPS)
def test_who_may_gets_through(group: str, world: World, actors: dict[str, Actor]) -> None:
    named = [name for name in routes_of(group) if ROUTES[name].control]
    stopped = [stop for name in named for stop in stops(world, actors[str(ROUTES[name].control)], name)]
    assert not stopped, some(stopped)


def stops(world: World, actor: Actor, name: str) -> Iterator[str]:
    """Each request that should have succeeded and did not (4.5)."""
    for request in requests(world, name):
        response = ask(actor, name, request)
        if response.status_code >= 400:
            yield f"{actor.name}: {request[0]} {request[1]} answered {response.status_code} ({name})"
        elif actor.name != "anonymous" and "/account/login" in response.headers.get("Location", ""):
            yield f"{actor.name}: {request[0]} {request[1]} led to the entrance ({name})"


def test_the_matrix_would_see_a_leak(world: World, actors: dict[str, Actor]) -> None:
    word = next(iter(world.circles["secret"]))
    assert CANARY.findall(f"<h1>{word}</h1>") == [word]
    inside = {name for name, actor in actors.items() if word not in actor.forbidden(world)}
    assert inside == {"member", "manager", "author", "guest_here"}
    assert set(READS) == set(actors)


def test_every_circle_has_its_canaries(world: World) -> None:
    assert all(world.circles.values())
    assert len(set(world.canaries.values())) > 25
