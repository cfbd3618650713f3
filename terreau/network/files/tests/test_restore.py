from datetime import timedelta

import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.network.files import actions, queries
from terreau.network.files.models import Document
from terreau.network.files.tests.filing import again, filed, names, these, told

pytestmark = pytest.mark.django_db


def test_it_comes_out_where_it_was_with_what_went_in_with_it(alice, bob, space):
    folder = actions.make_folder(alice, space=space, name="Guide")
    before, inside = filed(alice, space, "avant.txt", folder), filed(alice, space, "avec.txt", folder)
    actions.withdraw(alice, what=these(space, before))
    actions.withdraw(alice, what=these(space, folder))
    assert sorted(row.name for row in queries.gone_in(alice, space)) == ["Guide", "avant.txt"]
    actions.restore(alice, what=these(space, folder))
    assert names(bob, space, folder) == ["avec.txt"] and again(inside).folder == folder
    assert told("files.restored")[0].data["document_ids"] == [inside.pk]


def test_out_of_a_folder_that_is_gone_it_comes_among_the_first(alice, space):
    folder = actions.make_folder(alice, space=space, name="Guide")
    document = filed(alice, space, "un.txt", folder)
    actions.withdraw(alice, what=these(space, document))
    actions.withdraw(alice, what=these(space, folder))
    actions.restore(alice, what=these(space, document))
    assert again(document).folder is None


def test_where_its_name_was_given_to_another_it_waits_and_says_so(alice, space, signed_in):
    document = filed(alice, space)
    actions.withdraw(alice, what=these(space, document))
    filed(alice, space, "PLAN.txt")
    with pytest.raises(actions.Taken):
        actions.restore(alice, what=these(space, document))
    answer = signed_in(alice).post(f"/spaces/{space.key}/files/restoration", {"d": document.key})
    assert answer.status_code == 409 and "PLAN.txt" in answer.text and again(document).withdrawn_at


def test_who_put_it_there_and_keepers_for_thirty_days(alice, bob, charlie, space, signed_in):
    document = filed(bob, space)
    actions.withdraw(alice, what=these(space, document))
    for actor in (bob, charlie):
        with pytest.raises(Refused):
            actions.restore(actor, what=these(space, document))
        assert queries.gone_in(actor, space) == []
    assert "plan.txt" in signed_in(alice).get(f"/spaces/{space.key}/files/bin").text
    Document.objects.update(withdrawn_at=timezone.now() - timedelta(days=31))
    with pytest.raises(Refused):
        actions.restore(alice, what=these(space, document))
