"""A photo stands beside its person’s name wherever that is drawn, and costs no question of its own."""

from io import BytesIO

import pytest
from PIL import Image

from terreau.foundation.storage import actions as storage
from terreau.network.people import actions, queries
from terreau.network.posts import queries as posts
from terreau.network.posts.models import Comment, Post
from terreau.network.search import actions as search

pytestmark = pytest.mark.django_db


def kept(who):
    content = BytesIO()
    Image.new("RGB", (300, 300), "teal").save(content, "PNG")
    return storage.keep(who, content=content.getvalue(), name="me.png")


def test_the_photo_stands_wherever_the_person_does_at_no_further_question(
    alice, bob, space, signed_in, django_assert_num_queries
):
    post = Post.objects.create(space=space, author=alice, title="Bois", body="<p>Bonjour</p>")
    Comment.objects.create(post=post, author=alice, body="<p>Oui</p>")
    file = kept(alice)
    actions.set_photo(alice, person=alice, key=file.key)
    shown = f'<img src="/files/{file.key}?size=96" alt="" width="40" height="40" loading="lazy">'
    search.index("person", [alice.pk])
    actions.list_in_directory([alice.pk])
    browser = signed_in(bob)
    with django_assert_num_queries(4):
        (row,) = posts.home(bob).posts
    assert row.author.picture == row.comments[0].author.picture == f"/files/{file.key}?size=96"
    for page in ("/", row.url, f"{row.space.url}/people", "/people", "/search?q=alice"):
        assert shown in browser.get(page).text.replace('width="28" height="28"', 'width="40" height="40"'), page
    assert signed_in(alice).get("/").text.count(f"/files/{file.key}?size=96") >= 2
    (found,) = browser.get("/people/mentions?q=alice").json()["items"]
    assert found["picture"] == f"/files/{file.key}?size=96"


def test_without_a_photo_the_initials_stay(alice, bob, space, signed_in):
    Post.objects.create(space=space, author=alice, body="<p>Bonjour</p>")
    text = signed_in(bob).get("/").text
    assert "size=96" not in text and "AV</span>" in text
    actions.set_photo(alice, person=alice, key=kept(alice).key)
    actions.set_photo(alice, person=alice)
    assert queries.rows(bob, [alice.pk])[0].picture == ""
