"""What leaves nothing to read is answered 422 with the field that is wanting, as the page does."""

from collections.abc import Callable

import pytest

from terreau.bridges.api.tests.conftest import Program
from terreau.foundation.identity.models import Person
from terreau.network.posts import actions
from terreau.network.spaces.models import Space

Api = Callable[..., Program]


@pytest.mark.parametrize("body", ["<p></p>", "<p> <br>&nbsp;</p>", "<script>x</script>", "<p>\u200b</p>"])
def test_words_are_wanting(api: Api, alice: Person, space: Space, body: str) -> None:
    program = api(alice)
    post = actions.publish(alice, space=space, body="<p>Vitrage</p>")
    reply = actions.comment(alice, post=post, body="<p>Oui.</p>")
    for method, path, given in (
        ("POST", "/posts", {"space": space.key, "body": body}),
        ("PATCH", f"/posts/{post.key}", {"body": body}),
        ("POST", f"/posts/{post.key}/comments", {"body": body}),
        ("PATCH", f"/comments/{reply.key}", {"body": body}),
    ):
        refused = program.ask(method, path, given)
        assert refused.status_code == 422, (method, path, refused.content)
        assert [wrong["at"] for wrong in refused.json()["errors"]] == ["body.body"]
        assert refused.json()["errors"][0]["why"]
    titled = program.ask("POST", "/posts", {"space": space.key, "title": "Vitrage", "body": body})
    assert titled.status_code == 201
