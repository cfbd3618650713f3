"""Every route of the URLconf, and how the matrix walks it. A route that is not declared here fails the matrix.

A row says what its path parameters are filled with, which methods it answers, and who surely may. With `kind` the
matrix also proves that the thing, where it may not be seen, cannot be told from one that does not exist.
Add your route here in the commit that adds it to `urls.py`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from terreau.foundation.text.keys import new_key
from tests.worlds.canaries import World

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
# Kind of thing -> the circle one must read to see it. `<kind>_<space>` is its key in `World.things`.
CIRCLE_OF = {
    "space_secret": "secret",
    "post_secret": "secret",
    "comment_secret": "secret",
    "file_secret": "secret",
    "draft_secret": "own",
    "post_closed": "closed",
    "comment_closed": "closed",
    "space_closed": "listing",
    "person": "open",
}


@dataclass(frozen=True)
class Route:
    """How one route is walked.

    `kind`: the thing whose key fills the path, and whose presence must not show to those who may not see it.
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


def the(parameter: str, thing: str, /, **more: Any) -> Callable[[World], dict[str, Any]]:
    """A body that names a thing of the world: `the("space", "space_secret")`."""
    return lambda world: {parameter: world.things[thing], **more}


def told(**more: Any) -> dict[str, Any]:
    """What a form about a space asks for."""
    said = {"purpose": "A purpose", "meant_for": "Everybody", "sponsor": "Never Actor", "care_hours": "2", **more}
    return {"name": "A new name", "template": "community", "openness": "secret", "joining": "invitation", **said}


def about(whom: str, control: str | None = "author", **methods: Any) -> Route:
    """Something done in the secret space about a person."""
    return Route(kind="space_secret", fill={"person": whom}, methods=methods, control=control)


def writing(kind: str) -> Callable[[World], dict[str, Any]]:
    return the("space", kind, kind="message", title="A title", body="<p>A body</p>")


SIGNED_IN = asked("never")
DEEPER = asked(None)
ROUTES: dict[str, Route] = {
    "hello": asked("anonymous"),
    "manifest.webmanifest": asked("anonymous"),
    "sw.js": asked("anonymous"),
    "offline": asked("anonymous"),
    "appearance": asked("anonymous", POST={"theme": "dark"}),
    "language": asked("anonymous", POST={"language": "fr"}),
    # Feeds and reading.
    "": SIGNED_IN,
    "bookmarks": SIGNED_IN,
    "tags/<str:tag>": Route(fill={"tag": "nothing"}, control="member"),
    "reads": asked("member", POST=[{"all": "1"}, the("read", "post_secret")]),
    "spaces/<keyed:key>": asked("member", kind="space_secret"),
    "spaces/<keyed:key>/reads": asked("member", kind="space_secret", POST={}),
    # Spaces.
    "spaces": asked("never", GET=[{}, {"only": "mine"}, {"only": "archived"}, {"openness": "secret"}]),
    "spaces/new": asked("never", GET=[{}, {"template": "project"}], POST=[told(), told(seen="1")]),
    "spaces/proposals": SIGNED_IN,
    "spaces/proposals/<keyed:key>/answer": Route(
        fill={"key": "proposal"}, methods={"POST": [{"accept": "1"}, {"refusal": "No"}]}, control="administrator"
    ),
    "spaces/glass": asked("administrator", GET={}, POST=the("space", "space_secret", reason="A reason")),
    "spaces/<keyed:key>/about": asked("member", kind="space_secret"),
    "spaces/<keyed:key>/edit": asked("author", kind="space_secret", GET={}, POST=told(language="fr")),
    "spaces/<keyed:key>/discovery": asked("author", kind="space_secret", POST=[{}, {"countries": ["FR"]}]),
    "spaces/<keyed:key>/archive": asked("author", kind="space_secret", POST={}),
    "spaces/<keyed:key>/restoration": asked("author", kind="space_secret", POST={}),
    "spaces/<keyed:key>/mark": asked(None, kind="space_secret", POST=[{}, {"off": "1"}]),
    "spaces/<keyed:key>/people": asked("member", kind="space_secret", GET=[{}, {"q": "actor"}, {"find": "actor"}]),
    "spaces/<keyed:key>/people/<keyed:person>/role": about("insider", POST={"role": "manager"}),
    "spaces/<keyed:key>/people/<keyed:person>/removal": about("insider", POST={}),
    "spaces/<keyed:key>/people/<keyed:person>/keys": about("insider", POST={}),
    "spaces/<keyed:key>/membership": asked(None, kind="space_secret", POST={}),
    "spaces/<keyed:key>/departure": asked("member", kind="space_secret", POST={}),
    "spaces/<keyed:key>/level": asked("member", kind="space_secret", POST={"level": "all"}),
    "spaces/<keyed:key>/star": asked("member", kind="space_secret", POST=[{}, {"off": "1"}]),
    "spaces/<keyed:key>/request": asked(None, kind="space_secret", POST=[{"words": "A word"}, {"off": "1"}]),
    "spaces/<keyed:key>/requests/<keyed:person>": about("asking", POST=[{"accept": "1"}, {}]),
    "spaces/<keyed:key>/invitation": asked(None, kind="space_secret", POST=[{}, {"off": "1"}]),
    "spaces/<keyed:key>/invitations/<keyed:person>": about("asking", POST=[{}, {"off": "1"}]),
    # Writing.
    "posts/new": asked("member", GET=[{}, the("space", "space_secret")], POST=writing("space_secret")),
    "posts/<keyed:key>": asked("member", kind="post_secret"),
    "posts/<keyed:key>/edit": asked("author", kind="post_secret", GET={}, POST={"title": "New", "body": "<p>New</p>"}),
    "posts/<keyed:key>/versions": asked("member", kind="post_secret"),
    "posts/<keyed:key>/comments": asked("member", kind="post_secret", POST={"body": "<p>A reply</p>"}),
    "posts/<keyed:key>/reaction": asked("member", kind="post_secret", POST=[{"kind": "thanks"}, {"kind": ""}]),
    "posts/<keyed:key>/bookmark": asked("member", kind="post_secret", POST=[{}, {"off": "1"}]),
    "posts/<keyed:key>/subscription": asked("member", kind="post_secret", POST=[{}, {"wish": "mute"}]),
    "posts/<keyed:key>/acknowledgement": asked(None, kind="post_secret", POST={}),
    "posts/<keyed:key>/withdrawal": asked("author", kind="post_secret", POST={}),
    "posts/<keyed:key>/restoration": asked(None, kind="post_secret", POST={}),
    "posts/<keyed:key>/pin": asked("manager", kind="post_secret", POST=[{}, {"off": "1"}]),
    "comments/<keyed:key>/edit": asked("member", kind="comment_secret", GET={}, POST={"body": "<p>New</p>"}),
    "comments/<keyed:key>/reaction": asked("manager", kind="comment_secret", POST={"kind": "agree"}),
    "comments/<keyed:key>/withdrawal": asked("member", kind="comment_secret", POST={}),
    "comments/<keyed:key>/acceptance": asked("author", kind="comment_secret", POST=[{}, {"off": "1"}]),
    # Imports: for administrators of the whole network, absent for everybody else.
    "imports": asked("administrator"),
    "imports/<slug:key>": Route(fill={"key": "none"}, control=None),
    "imports/<slug:key>/taking": Route(fill={"key": "none"}, methods={"POST": {}}, control=None),
    "imports/<slug:key>/showing": Route(fill={"key": "none"}, methods={"POST": {}}, control=None),
    "imports/<slug:key>/undoing": Route(fill={"key": "none"}, methods={"POST": {}}, control=None),
    # The entrance: allauth’s own pages. Those behind a fresh proof of identity (DEEPER) answer with a detour to it.
    "account/login/": asked("anonymous", GET={}, POST={"login": "alice", "password": "no"}),
    "account/logout/": asked("never", GET={}, POST={}),
    "account/inactive/": asked("anonymous"),
    "account/signup/": asked("anonymous", GET={}, POST={"email": "new@example.org", "password1": "no"}),
    "account/reauthenticate/": asked(None, GET={}, POST={"password": "no"}),
    "account/email/": DEEPER,
    "account/confirm-email/": asked("anonymous"),
    r"account/^confirm-email/(?P<key>[-:\w]+)/$": Route(path="account/confirm-email/none/", control=None),
    "account/password/change/": DEEPER,
    "account/password/set/": DEEPER,
    "account/password/reset/": asked("anonymous", GET={}, POST={"email": "never@demo.example"}),
    "account/password/reset/done/": asked("anonymous"),
    r"account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": Route(
        path="account/password/reset/key/1-none/", control="anonymous"
    ),
    "account/password/reset/key/done/": asked("anonymous"),
    "account/login/code/confirm/": DEEPER,
    "account/2fa/": SIGNED_IN,
    "account/2fa/authenticate/": DEEPER,
    "account/2fa/reauthenticate/": DEEPER,
    "account/2fa/totp/activate/": DEEPER,
    "account/2fa/totp/deactivate/": DEEPER,
    "account/2fa/recovery-codes/": DEEPER,
    "account/2fa/recovery-codes/generate/": DEEPER,
    "account/2fa/recovery-codes/download/": DEEPER,
    "account/2fa/webauthn/": SIGNED_IN,
    "account/2fa/webauthn/add/": DEEPER,
    "account/2fa/webauthn/reauthenticate/": DEEPER,
    "account/2fa/webauthn/login/": DEEPER,
    "account/2fa/webauthn/keys/<int:pk>/remove/": Route(fill={"pk": "1"}, control=None),
    "account/2fa/webauthn/keys/<int:pk>/edit/": Route(fill={"pk": "1"}, control=None),
}


def walk(patterns: list[Any] | None = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route of the URLconf as Django joins it, includes resolved."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from walk(entry.url_patterns, route)
        else:
            yield route, entry


def requests(world: World, name: str, *, absent: bool = False) -> Iterator[tuple[str, str, Any]]:
    """Method, path and body of every request of a route: with the real thing, or with keys that belong to nothing."""
    route = ROUTES[name]
    words = {"key": route.kind, "address": route.kind, **route.fill}
    path = "/" + (route.path or PARAMETER.sub(lambda found: filled(world, words.get(found[1], ""), absent), name))
    for method, bodies in route.methods.items():
        for body in bodies if isinstance(bodies, list) else [bodies]:
            yield method, path, body(world) if callable(body) else body


def filled(world: World, what: str, absent: bool) -> str:
    if absent and what in CIRCLE_OF:
        return new_key()
    return world.things.get(what, what)
