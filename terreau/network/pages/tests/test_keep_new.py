import pytest

from terreau.foundation.access.words import Refused
from terreau.network.pages import actions, queries
from terreau.network.pages.models import PageDraft
from terreau.network.spaces.models import Membership

pytestmark = pytest.mark.django_db
SAID = actions.Written("Un début", "<p>Une phrase</p>")


def test_a_new_page_is_kept_as_it_is_typed_for_its_writer_alone(alice, bob, space):
    draft = actions.keep_new(bob, space=space, said=SAID)
    assert actions.keep_new(bob, space=space, said=actions.Written("Un titre"), draft=draft).pk == draft.pk
    assert [row.title for row in queries.begun_in(bob, space.pk)] == ["Un titre"]
    assert queries.begun_in(alice, space.pk) == []


def test_nothing_written_keeps_nothing(bob, space):
    assert actions.keep_new(bob, space=space, said=actions.Written(" ", "<p> </p>")) is None
    begun = actions.keep_new(bob, space=space, said=SAID)
    assert actions.keep_new(bob, space=space, said=actions.Written(), draft=begun) is None
    assert not PageDraft.objects.exists()


def test_nobody_keeps_words_where_they_may_not_write_nor_in_another_s_draft(alice, bob, charlie, space):
    draft = actions.keep_new(bob, space=space, said=SAID)
    for actor, more in ((charlie, {}), (alice, {"draft": draft})):
        with pytest.raises(Refused):
            actions.keep_new(actor, space=space, said=SAID, **more)


def test_who_left_the_space_finds_nothing_of_it(bob, secret):
    actions.keep_new(bob, space=secret, said=SAID)
    Membership.objects.filter(person=bob).delete()
    assert not queries.drafts_of(bob)
