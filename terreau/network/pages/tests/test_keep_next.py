import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.storage import actions as storage
from terreau.network.pages import actions, queries
from terreau.network.pages.models import PageDraft
from terreau.network.pages.tests.writing import written

pytestmark = pytest.mark.django_db
SAID = actions.Written("Guide", "<p>La suite</p>")


def test_one_next_version_a_person_with_the_version_it_began_at(alice, bob, space):
    page = written(alice, space)
    actions.keep_next(bob, page=page, since=1, said=SAID)
    actions.keep_next(bob, page=page, since=1, said=actions.Written("Guide", "<p>La suite, encore</p>"))
    actions.keep_next(alice, page=page, since=1, said=SAID)
    assert PageDraft.objects.count() == 2
    assert (queries.draft_for(bob, page).body, queries.draft_for(bob, page).number) == ("<p>La suite, encore</p>", 1)


def test_files_of_the_page_stay_on_it(bob, space):
    there = storage.keep(bob, content=b"1", name="un.txt").key
    page = written(bob, space, files=[there])
    new = storage.keep(bob, content=b"2", name="deux.txt").key
    draft = actions.keep_next(bob, page=page, since=1, said=actions.Written("T", "<p>x</p>", [there, new]))
    assert [file.key for file in queries.files_of(bob, page)] == [there]
    assert [file.key for file in queries.files_of_writing(bob, draft.attached, page, draft)] == [there, new]


def test_nothing_written_throws_away_what_was_kept(bob, space):
    page = written(bob, space)
    actions.keep_next(bob, page=page, since=1, said=SAID)
    assert actions.keep_next(bob, page=page, since=1, said=actions.Written()) is None
    assert not PageDraft.objects.exists()


def test_who_may_not_change_the_page_keeps_nothing(alice, charlie, space):
    with pytest.raises(Refused):
        actions.keep_next(charlie, page=written(alice, space), since=1, said=SAID)
