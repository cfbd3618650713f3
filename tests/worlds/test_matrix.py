"""The leak matrix (A11 and its kin): every route, asked by everybody, shows nobody what they may not see.

Three proofs a route: no canary of a forbidden circle in any answer; a forbidden thing answers exactly as an absent one,
with the same statements to the database; and who may see it gets through with the very same requests, so that a refusal
never passes because the request itself was wrong. One world serves them all; routes are walked in groups.
"""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.worlds.actors import READS, Actor
from tests.worlds.answers import body_of, said, statements
from tests.worlds.canaries import CANARY, World
from tests.worlds.routes import CIRCLE_OF, ROUTES, requests, walk, without_secrets


def group_of(name: str) -> str:
    """Routes that share a world: those of a room’s pages, of the API those of one resource."""
    return "/".join(name.split("/")[: 3 if name.startswith("api/v1/") else 1])


GROUPS = sorted({group_of(name) for name in ROUTES})
REFUSALS = {302, 401, 403, 404, 405}
Asked = tuple[str, str, Any]  # method, path, body
Heard = tuple[tuple[int, str, str], list[str]]  # an answer, and what it asked the database


@pytest.fixture(autouse=True)
def as_a_demo(settings: Any) -> None:
    """The pages of a demo are walked too."""
    settings.DEMO = True


def routes_of(group: str) -> list[str]:
    return sorted(name for name in ROUTES if group_of(name) == group)


def ask(actor: Actor, name: str, request: Asked) -> Any:
    """One request that leaves no trace in the world, nor in the browser."""
    method, path, body = request
    cookies = deepcopy(actor.client.cookies)
    cache.clear()
    with transaction.atomic():
        response = actor.ask(method, path, body, by_token=ROUTES[name].token)
        if response.streaming:
            response.streaming_content = [b"".join(response.streaming_content)]
        transaction.set_rollback(True)
    actor.client.cookies = cookies
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
def test_a11_a20_nobody_learns_and_who_may_gets_through(group: str, world: World, actors: dict[str, Actor]) -> None:
    """Each request is sent once by everybody; what it answers is held against all three."""
    problems = [wrong for name in routes_of(group) for actor in actors.values() for wrong in heard(world, actor, name)]
    assert not problems, some(problems)


def heard(world: World, actor: Actor, name: str) -> Iterator[str]:
    """What is wrong with the answers that this actor gets from a route."""
    nowhere = without_secrets(world.things)
    keys, hidden = [*world.things.items(), *nowhere.items()], is_hidden(actor, name)
    for request, absent in zip(requests(world, name), requests(world, name, nowhere), strict=True):
        with statements() as asked:
            response = ask(actor, name, request)
        yield from met(world, actor, name, request, response)
        if ROUTES[name].control == actor.name:
            yield from stopped(actor, name, request, response)
        if hidden:
            nothing = absent_of(actor, name, absent, keys)
            where = f"{actor.name}, {request[0]} {request[1]} ({name})"
            yield from told_apart(world, name, (said(response, keys), asked), nothing, where)


def is_hidden(actor: Actor, name: str) -> bool:
    """Does the route lead to a thing that this actor must not know of?"""
    kind = ROUTES[name].kind
    return bool(kind) and CIRCLE_OF[kind] not in actor.reads


def absent_of(actor: Actor, name: str, request: Asked, keys: list[tuple[str, str]]) -> Heard:
    """The same request for a thing that does not exist."""
    with statements() as asked:
        response = ask(actor, name, request)
    return said(response, keys), asked


def met(world: World, actor: Actor, name: str, request: Asked, response: Any) -> Iterator[str]:
    """The canaries that this actor must not meet and met."""
    words = set(CANARY.findall(f"{dict(response.items())} {response.cookies} {body_of(response)}"))
    if found := words & actor.forbidden(world):
        origins = sorted(world.canaries[word] for word in found)
        yield f"{actor.name} meets {origins} at {request[0]} {request[1]} ({name}, {response.status_code})"


def told_apart(world: World, name: str, there: Heard, absent: Heard, where: str) -> Iterator[str]:
    """Each way in which a forbidden thing differs from an absent one."""
    (answer, asked), (nothing, asked_for_nothing) = there, absent
    if answer != nothing:
        yield f"{where}: answers {answer[0]} where nothing answers {nothing[0]}: {difference(answer, nothing)}"
    if asked != asked_for_nothing:
        yield f"{where}: other statements: {difference(asked, asked_for_nothing)}"
    if answer[0] not in REFUSALS and world.things[ROUTES[name].kind] in where:
        yield f"{where}: answered {answer[0]}"


def stopped(actor: Actor, name: str, request: Asked, response: Any) -> Iterator[str]:
    """A request that should have succeeded and did not (4.5)."""
    if response.status_code >= 400:
        yield f"{actor.name}: {request[0]} {request[1]} answered {response.status_code} ({name})"
    elif actor.name != "anonymous" and "/account/login" in response.headers.get("Location", ""):
        yield f"{actor.name}: {request[0]} {request[1]} led to the entrance ({name})"


def difference(one: Any, other: Any) -> str:
    """Where two sequences begin to differ, in a few words."""
    pairs = [(repr(left), repr(right)) for left, right in zip(one, other, strict=False) if left != right]
    if not pairs:
        return f"{len(one)} against {len(other)}"
    left, right = pairs[0]
    start = next((at for at, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), 0)
    return f"…{left[max(0, start - 40) : start + 80]}… against …{right[max(0, start - 40) : start + 80]}…"


def test_the_matrix_would_see_a_leak(world: World, actors: dict[str, Actor]) -> None:
    word = next(iter(world.circles["secret"]))
    assert CANARY.findall(f"<h1>{word}</h1>") == [word]
    inside = {name for name, actor in actors.items() if word not in actor.forbidden(world)}
    assert inside == {"member", "manager", "author", "guest_here"}
    assert set(READS) == set(actors)


def test_every_circle_has_its_canaries(world: World) -> None:
    assert all(world.circles.values())
    assert len(set(world.canaries.values())) > 25
