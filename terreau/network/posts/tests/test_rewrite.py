import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.identity.models import Person
from terreau.network.posts.actions import importing
from terreau.network.posts.models import Post
from terreau.network.posts.tests.importing import post
from terreau.network.spaces.models import Space

pytestmark = pytest.mark.django_db


def test_rewrite_texts_cleaned(alice: Person, space: Space, operator: Person) -> None:
    importing.bring_in(operator, things=[post("p2222222", alice, space)])
    made = Post.objects.get()
    importing.rewrite(operator, bodies={("post", made.pk): '<p onclick="x()">see <a href="/posts/p3">it</a></p>'})
    made.refresh_from_db()
    assert made.body == '<p>see <a href="/posts/p3">it</a></p>' and made.edited_at is None


def test_rewrite_is_for_administrators(alice: Person) -> None:
    with pytest.raises(Refused):
        importing.rewrite(alice, bodies={})
