import pytest

from terreau.foundation.access.words import Absent, Refused
from terreau.network.files import actions, queries
from terreau.network.files.models import DocumentVersion, Shelf
from terreau.network.files.tests.filing import again, filed, sent, these, told

pytestmark = pytest.mark.django_db


def test_the_newest_version_stands_at_the_same_address_and_the_one_before_is_kept(alice, bob, space):
    document = filed(alice, space, content=b"1")
    renewed = actions.renew(bob, document=document, key=sent(bob, b"333", "autre nom.txt"))
    assert (renewed.key, renewed.name, renewed.number, renewed.changed_by) == (document.key, "plan.txt", 2, bob)
    assert renewed.attachment.name == "plan.txt" and Shelf.objects.get().used == 4
    newest, first = queries.versions_of(alice, again(document))
    assert (newest.number, newest.file.size, newest.more, newest.by.name) == (2, 3, 2, bob.name)
    assert (first.number, first.file.size, first.more) == (1, 1, None)
    assert told("files.renewed")[0].data == {"number": 2, "post_ids": []}


def test_whoever_is_in_the_space_and_nobody_else(alice, bob, charlie, gaby, space):
    document = filed(alice, space)
    for actor in (charlie, gaby):
        with pytest.raises(Refused):
            actions.renew(actor, document=document, key=sent(alice))
    assert actions.renew(bob, document=document, key=sent(bob)).number == 2


def test_A14_only_what_one_sent_oneself(alice, bob, space):
    document = filed(alice, space)
    with pytest.raises(Absent):
        actions.renew(bob, document=document, key=sent(alice))
    assert DocumentVersion.objects.count() == 1


def test_the_ending_follows_what_it_is_now_where_that_name_is_free(alice, space):
    document = filed(alice, space, "plan.docx")
    actions.renew(alice, document=document, key=sent(alice, b"%PDF-1.4", "x.pdf"))
    assert again(document).name == again(document).attachment.name == "plan.pdf"
    other = filed(alice, space, "plan.txt")
    with pytest.raises(actions.Taken):
        actions.renew(alice, document=other, key=sent(alice, b"%PDF-1.5", "x.pdf"))


def test_what_is_in_the_bin_is_not_renewed(alice, space):
    document = filed(alice, space)
    actions.withdraw(alice, what=these(space, document))
    with pytest.raises(Refused):
        actions.renew(alice, document=document, key=sent(alice))


def test_a_full_space_keeps_the_version_that_stands(alice, space, settings):
    document = filed(alice, space, content=b"1")
    settings.CONFIGURATION = settings.CONFIGURATION.model_copy(update={"space_files_mb": 1})
    with pytest.raises(actions.Full):
        actions.renew(alice, document=document, key=sent(alice, bytes(2**20)))
    assert again(document).number == 1 and again(document).attachment.blob.size == 1


def test_the_page_takes_one_file_and_says_what_is_missing(bob, space, signed_in):
    document, browser = filed(bob, space), signed_in(bob)
    assert browser.post(f"/documents/{document.key}/versions").status_code == 422
    answer = browser.post(f"/documents/{document.key}/versions", {"attached": sent(bob, b"2")})
    assert answer.status_code == 303 and again(document).number == 2
    newest = browser.get(f"/documents/{document.key}/content")
    assert newest.status_code == 302 and newest.url.startswith(f"/files/{again(document).attachment.key}-")
