"""Who asks, with what in their hands, and which circles they may read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from terreau.foundation.identity.models import Scope, Token
from terreau.foundation.identity.tokens import digest_of, new_secret
from tests.worlds.canaries import CIRCLES, World, revoke

ALL = frozenset(CIRCLES)
INSIDE = ALL - {"own", "proposals", "conversation"}
EMPLOYEE = frozenset({"open", "listing"})

# Actor -> the circles whose canaries they may meet. Everything else is a leak.
READS: dict[str, frozenset[str]] = {
    "anonymous": frozenset(),
    "guest_elsewhere": frozenset({"closed", "listing"}),
    "guest_here": frozenset({"secret"}),
    "never": EMPLOYEE,
    "left": EMPLOYEE,
    "left_open": EMPLOYEE,
    "deactivated": frozenset(),
    "administrator": EMPLOYEE | {"proposals"},
    "abroad": EMPLOYEE | {"proposals"},
    "manager": INSIDE,
    "member": INSIDE | {"conversation"},
    "author": ALL,
}


@dataclass
class Actor:
    """One who asks: a browser or a token, and what they may read."""

    name: str
    client: Client
    reads: frozenset[str]
    token: str = ""

    def forbidden(self, world: World) -> set[str]:
        """The canaries this actor must never meet."""
        return {word for circle in ALL - self.reads for word in world.circles[circle]}

    def ask(self, method: str, path: str, body: Any = None, *, by_token: bool = False) -> Any:
        """One request; an answer of 500 raises where it happened."""
        headers = {"authorization": f"Bearer {self.token}"} if by_token and self.token else {}
        client = Client() if by_token else self.client
        verb: Callable[..., Any] = getattr(client, method.lower())
        if by_token and method not in {"GET", "HEAD", "DELETE"}:
            return verb(path, body or {}, content_type="application/json", headers=headers)
        return verb(path, body or {}, headers=headers)


def gather(world: World) -> dict[str, Actor]:
    """Everyone, signed in while they still could; then rights are taken away."""
    actors = {name: actor_of(world, name) for name in READS}
    for name in ("left_open", "deactivated"):
        assert actors[name].ask("GET", f"/spaces/{world.things['space_secret']}").status_code in {200, 301, 404}
    revoke(world)
    return actors


def actor_of(world: World, name: str) -> Actor:
    client = Client()
    person = world.people.get(name)
    if person is None:
        return Actor(name, client, READS[name])
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    secret = new_secret()
    until = timezone.now() + timedelta(days=1)
    Token.objects.create(person=person, name="matrix", digest=digest_of(secret), scope=Scope.WRITE, expires_at=until)
    return Actor(name, client, READS[name], secret)
