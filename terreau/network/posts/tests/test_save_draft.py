from dataclasses import replace

import pytest

from terreau.foundation.access.words import Absent, Refused
from terreau.foundation.storage import queries as storage
from terreau.network.posts import actions, queries
from terreau.network.posts.models import Draft
from terreau.network.posts.tests.writing import file_of, told, writing

pytestmark = pytest.mark.django_db


def test_kept_as_one_types_and_nobody_is_told(alice, space, django_assert_max_num_queries):
    first = actions.save_draft(alice, said=writing(space, files=[file_of(alice)], thanked=["k"]))
    with django_assert_max_num_queries(16):
        again = actions.save_draft(alice, said=replace(actions.writing_of(first), title="Autre", draft=first))
    assert Draft.objects.get().title == "Autre" and again.pk == first.pk
    assert [file.name for file in storage.attachments_of("draft", [first.pk])[first.pk]] == ["plan.txt"]
    assert actions.writing_of(again).thanked == ["k"] and not told("posts.published")


def test_what_is_kept_is_clean(alice, space):
    draft = actions.save_draft(alice, said=writing(space, body="<p onclick=x>a<script>b</script></p>"))
    assert "script" not in draft.body and "onclick" not in draft.body


def test_only_ones_own(alice, bob, space):
    draft = actions.save_draft(alice, said=writing(space))
    with pytest.raises(Refused):
        actions.save_draft(bob, said=writing(space, draft=draft))
    assert not queries.drafts(bob) and [row.key for row in queries.drafts(alice)] == [draft.key]


def test_a14_a_file_of_somebody_else_is_not_taken_along(alice, bob, space):
    with pytest.raises(Absent):
        actions.save_draft(bob, said=writing(space, files=[file_of(alice)]))
