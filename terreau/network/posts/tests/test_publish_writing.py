import pytest

from terreau.foundation.access.words import Refused
from terreau.network.posts import actions, queries
from terreau.network.posts.models import Draft, Post
from terreau.network.posts.queries.concerned import concerned
from terreau.network.posts.tests.writing import file_of, told, writing

pytestmark = pytest.mark.django_db


def test_the_draft_becomes_a_post_and_is_gone(alice, bob, space, django_assert_max_num_queries):
    said = writing(space, kind="kudos", thanked=[bob.key], files=[file_of(alice)])
    draft = actions.save_draft(alice, said=said)
    with django_assert_max_num_queries(40):
        post = actions.publish_writing(alice, said=actions.writing_of(draft))
    (row,) = queries.posts_by_id(bob, [post.pk])
    assert [person.name for person in row.thanked] == ["Bob Delorme"] and len(row.files) == 1
    assert not Draft.objects.exists() and told("posts.published")[0].data["thanked"] == [bob.pk]


def test_refused_keeps_the_draft_and_its_files(bob, space):
    draft = actions.save_draft(bob, said=writing(space, kind="announcement", files=[file_of(bob)]))
    with pytest.raises(Refused):
        actions.publish_writing(bob, said=actions.writing_of(draft))
    assert actions.writing_of(Draft.objects.get()).files and not Post.objects.exists()


def test_a22_nobody_is_thanked_where_they_see_nothing(alice, bob, charlie, secret):
    said = writing(secret, kind="kudos", thanked=[bob.key, charlie.key])
    post = actions.publish_writing(alice, said=said)
    assert [row.person_id for row in post.thanked.all()] == [bob.pk]


def test_nobody_else_publishes_it(alice, bob, space):
    draft = actions.save_draft(alice, said=writing(space))
    with pytest.raises(Refused):
        actions.publish_writing(bob, said=actions.writing_of(draft))


def test_a_minor_one_names_nobody(alice, bob, space):
    actions.publish_writing(alice, said=writing(space, body="<p>@bob</p>", minor=True))
    assert told("posts.published")[0].data["mentions"] == [] and told("posts.published")[0].data["minor"]
    assert not list(concerned(told("posts.published")[0]))
