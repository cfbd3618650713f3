import pytest

from terreau.network.posts import actions
from terreau.network.posts.models import Post
from terreau.network.spaces import actions as spaces

pytestmark = pytest.mark.django_db


def test_a_line_says_where_one_stopped(alice, bob, space, signed_in):
    browser = signed_in(bob)
    actions.publish(alice, space=space, title="Ancien", body="")
    spaces.mark_all_read(bob)
    assert "lastread" not in browser.get("/").text
    actions.publish(alice, space=space, title="Nouveau", body="")
    for path in ("/", f"/spaces/{space.key}"):
        page = browser.get(path, follow=True).text
        assert page.index("Nouveau") < page.index('class="lastread"') < page.index("Ancien")
    assert "Votre dernière lecture" in browser.get("/").text


def test_unread_alone_and_all_read(alice, bob, space, signed_in):
    browser = signed_in(bob)
    spaces.mark_all_read(bob)
    for title in ("Alpha", "Omega"):
        actions.publish(alice, space=space, title=title, body="")
    actions.mark_read(bob, keys=[Post.objects.get(title="Alpha").key])
    page = browser.get("/?only=unread").text
    assert "Omega" in page and "Alpha" not in page
    browser.post("/reads", {"all": "1"})
    assert "Omega" not in browser.get("/?only=unread").text
