"""Link previews: fetched safely (E05), words and a picture of our own (E03, E04), never wider than the post (A23)."""

from functools import partial
from io import BytesIO

import pytest
from PIL import Image

from terreau.foundation.access import outside
from terreau.foundation.access.outside import PAGE, Fetched, NotFetched
from terreau.foundation.access.tests.test_fetch import REFUSED
from terreau.foundation.jobs.models import Job
from terreau.foundation.storage import queries as files
from terreau.foundation.storage.models import Attachment
from terreau.network.posts import actions, queries
from terreau.network.posts.actions import previews
from terreau.network.posts.models import Post, PostLink, Preview

pytestmark = pytest.mark.django_db
URL = "https://example.org/a"
PAGE_OF = '<meta property="og:title" content="{title}"><meta property="og:image" content="{image}">'


def picture(kind="PNG"):
    whole = BytesIO()
    Image.new("RGB", (40, 30), "green").save(whole, kind)
    return whole.getvalue()


@pytest.fixture
def web(monkeypatch):
    """Pages outside, by address; whatever is not there does not answer. `web.asked` lists what was asked."""

    class Web(dict):
        asked: list[str] = []

    web = Web()
    web.asked = []

    def fetch(url, wanted):
        web.asked.append(url)
        if url not in web:
            raise NotFetched("nothing came")
        return Fetched(url, "text/html" if wanted is PAGE else "image/png", "utf-8", web[url])

    monkeypatch.setattr(previews, "fetch", fetch)
    return web


def linking(person, space, url=URL):
    return actions.publish(person, space=space, title="Un", body=f'<p><a href="{url}">ici</a></p>')


def read(post):
    actions.read_preview.func(PostLink.objects.get(post=post).preview_id, post.pk)
    return queries.posts_by_id(post.author, [post.pk])[0]


def test_words_and_a_picture_of_our_own(alice, bob, charlie, secret, web):
    web[URL] = PAGE_OF.format(title="Bois", image="b.png").encode()
    web["https://example.org/b.png"] = picture()
    post = linking(alice, secret)
    row = read(post)
    assert row.link["title"] == "Bois" and row.link_picture.startswith("/files/")
    kept = Attachment.objects.get(thing_kind="preview")
    assert files.seen(bob, kept) and not files.seen(charlie, kept)
    read(post)
    assert web.asked == [URL, "https://example.org/b.png"]


def test_a_card_follows_the_edit(alice, space, web):
    web[URL] = PAGE_OF.format(title="Bois", image="b.png").encode()
    web["https://example.org/b.png"] = picture()
    first, second = linking(alice, space), linking(alice, space)
    assert read(first).link_picture and read(second).link_picture
    actions.edit(alice, post=second, body=second.body + "<p>encore</p>")
    assert Preview.objects.count() == 2 and Job.objects.filter(task__endswith="read_preview").count() == 2
    actions.edit(alice, post=second, body="<p>rien</p>")
    assert list(PostLink.objects.values_list("post_id", flat=True)) == [first.pk]
    assert Attachment.objects.filter(thing_kind="preview").count() == 1


def test_a_card_never_tells_that_the_address_was_posted_before(alice, charlie, space, secret, web):
    """The same steps, the same answers, the same requests outside, whoever posted the address before and where."""
    web[URL] = PAGE_OF.format(title="Bois", image="b.png").encode()
    web["https://example.org/b.png"] = picture()
    read(linking(alice, secret))
    asked, jobs = list(web.asked), Job.objects.filter(task__endswith="read_preview").count()
    post = linking(alice, space)
    (row,) = queries.posts_by_id(charlie, [post.pk])
    assert row.link is None and not row.link_picture
    assert Job.objects.filter(task__endswith="read_preview").count() == jobs + 1
    assert read(post).link["title"] == "Bois" and web.asked == asked * 2


def test_what_does_not_answer_is_no_card(alice, space, web):
    row = read(linking(alice, space))
    assert row.link is None and Preview.objects.get().failed == "nothing came"


@pytest.mark.parametrize(
    "body", [b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", b"\x89PNG lies", b"<html>"]
)
def test_E03_only_a_true_picture_is_kept(alice, space, web, body):
    web[URL] = PAGE_OF.format(title="Bois", image="b.png").encode()
    web["https://example.org/b.png"] = body
    row = read(linking(alice, space))
    assert row.link["title"] == "Bois" and not row.link_picture and not Attachment.objects.exists()


def test_E04_hostile_words_are_words(alice, space, web, signed_in):
    hostile = "&lt;img src=x onerror=alert(1)&gt;&lt;/a&gt;&lt;iframe srcdoc=x&gt;"
    web[URL] = PAGE_OF.format(title=hostile, image="javascript:alert(1)").encode()
    read(linking(alice, space))
    page = signed_in(alice).get("/").text
    assert "<iframe" not in page and "<img src=x" not in page and "&lt;iframe" in page


def test_E05_no_shape_of_address_is_asked_by_a_preview(alice, space, monkeypatch):
    connections = []
    wire = outside.Wire(resolve=lambda host, port: ["127.0.0.1"], connect=lambda at, _: connections.append(at))
    monkeypatch.setattr(previews, "fetch", partial(outside.fetch, wire=wire))
    for url in REFUSED:
        post = Post.objects.create(space=space, author=alice)
        preview = Preview.objects.create(url=url[:900])
        actions.read_preview.func(preview.pk, post.pk)
    assert connections == [] and Preview.objects.exclude(failed="").count() == len(REFUSED)


def test_E05_the_picture_is_a_second_hop_with_the_same_care(alice, space, monkeypatch):
    connections = []
    wire = outside.Wire(resolve=lambda host, port: ["10.0.0.1"], connect=lambda at, _: connections.append(at))

    def fetch(url, wanted):
        if wanted is PAGE:
            page = PAGE_OF.format(title="Bois", image="http://169.254.169.254/latest/meta-data").encode()
            return Fetched(url, "text/html", "utf-8", page)
        return outside.fetch(url, wanted, wire=wire)

    monkeypatch.setattr(previews, "fetch", fetch)
    row = read(linking(alice, space))
    assert row.link["title"] == "Bois" and not row.link_picture and connections == []


def test_a23_our_own_posts_are_drawn_by_the_right_of_who_looks_and_never_kept(
    alice, bob, charlie, space, secret, settings, web
):
    hidden = actions.publish(alice, space=secret, title="Projet Mésange", body="<p>bleue</p>")
    for url in (f"/posts/{hidden.key}-x", f"{settings.PUBLIC_URL}/posts/{hidden.key}"):
        post = linking(bob, space, url)
        assert [quote.title for quote in queries.posts_by_id(bob, [post.pk])[0].quoted] == ["Projet Mésange"]
        assert queries.posts_by_id(charlie, [post.pk])[0].quoted == []
    assert not Preview.objects.exists()
    actions.withdraw(alice, post=hidden)
    assert queries.posts_by_id(bob, [post.pk])[0].quoted == []


def test_an_address_typed_as_words_is_a_link_too(alice, space, web):
    post = actions.publish(alice, space=space, body=f"<p>voir {URL} et le reste</p>")
    assert f'href="{URL}"' in post.body and Preview.objects.get().url == URL
    assert actions.edit(alice, post=post, body=post.body).body == post.body
