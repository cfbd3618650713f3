"""A program changes nothing in an archived space either."""

from collections.abc import Callable

import pytest

from terreau.bridges.api.tests.conftest import Program
from terreau.foundation.identity.models import Person
from terreau.network.posts import actions
from terreau.network.spaces import actions as spaces
from terreau.network.spaces.models import Space

CHANGES = (
    ("POST", "/posts", {"space": "SPACE", "title": "x"}),
    ("PATCH", "/posts/POST", {"title": "x"}),
    ("PUT", "/posts/POST/reaction", {"kind": "useful"}),
    ("PUT", "/posts/POST/pin", None),
    ("PUT", "/posts/POST/space", {"space": "OTHER"}),
    ("POST", "/posts/POST/comments", {"body": "<p>x</p>"}),
    ("PATCH", "/comments/REPLY", {"body": "<p>x</p>"}),
    ("PUT", "/comments/REPLY/reaction", {"kind": "useful"}),
    ("PUT", "/comments/REPLY/acceptance", None),
)


@pytest.mark.parametrize(("method", "path", "given"), CHANGES)
def test_nothing_changes(
    api: Callable[..., Program], alice: Person, space: Space, closed: Space, method: str, path: str, given: object
) -> None:
    post = actions.publish(alice, space=space, title="Vitrage", body="<p>?</p>", kind="question")
    reply = actions.comment(alice, post=post, body="<p>Oui.</p>")
    program = api(alice)
    keys = {"SPACE": space.key, "POST": post.key, "REPLY": reply.key, "OTHER": closed.key}
    for name, key in keys.items():
        path = path.replace(f"/{name}", f"/{key}")
        given = (
            {field: key if value == name else value for field, value in given.items()}
            if isinstance(given, dict)
            else given
        )
    spaces.archive(alice, space=space)
    assert program.ask(method, path, given).status_code == 403
    spaces.restore(alice, space=space)
    assert program.ask(method, path, given).status_code in (200, 201, 204)
