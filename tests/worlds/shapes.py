"""The shape of a row of the matrix: how one route is walked. The rows stand in tests/worlds/rooms, one file a room."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Route:
    """How one route is walked.

    `kind`: the thing whose key fills the path (`<…:key>`) or a body, and whose presence must not show to those who may
    not see it.
    `fill`: further path parameters by name, with a kind or a fixed word. `methods`: method -> body; a list of bodies
    is sent one after the other. `control`: who surely succeeds (below 400) with these very requests; None where the
    answer depends on more than rights. `path`: the path where the route is a regular expression.
    `token`: asked with a bearer token instead of a session.
    """

    kind: str = ""
    fill: dict[str, str] = field(default_factory=dict)
    methods: dict[str, Any] = field(default_factory=lambda: {"GET": {}})
    control: str | None = "member"
    path: str = ""
    token: bool = False


def asked(control: str | None = "member", *, kind: str = "", **methods: Any) -> Route:
    """`asked("author", kind="post_secret", POST={"title": "x"})`: one row of the table in one line."""
    return Route(kind=kind, methods=methods or {"GET": {}}, control=control)


Body = Callable[[dict[str, str]], dict[str, Any]]


def the(parameter: str, thing: str, /, **more: Any) -> Body:
    """A body that names a thing of the world: `the("space", "space_secret")`."""
    return lambda things: {parameter: things[thing], **more}


def writing(thing: str) -> Body:
    return the("space", thing, kind="message", title="A title", body="<p>A body</p>")


SIGNED_IN = asked("never")
DEEPER = asked(None)


@dataclass(frozen=True)
class Shot:
    """One look at a page of the demo company: `who` sees it (a login; "" is a visitor), `query` and all.

    `fill` names the things of its path: "space:Qualité produit", "post:Condensation", "person:alice", or a plain word.
    `of` tells several looks at one route apart.
    """

    who: str = "alice"
    query: str = ""
    of: str = ""
    fill: dict[str, str] = field(default_factory=dict)


def seen(who: str = "alice", *, query: str = "", of: str = "", **fill: str) -> Shot:
    """`seen("paul", key="space:Projet Alizé")`: one row of a room’s `SHOTS`."""
    return Shot(who, query, of, fill)
