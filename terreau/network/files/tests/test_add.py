import pytest

from terreau.foundation.access.words import Absent, Refused
from terreau.foundation.storage.models import Attachment, Blob
from terreau.network.files import actions, queries
from terreau.network.files.models import Document, DocumentVersion, Shelf
from terreau.network.files.tests.filing import again, filed, names, sent, told

pytestmark = pytest.mark.django_db


def test_a_file_is_there_with_its_first_version(bob, charlie, space):
    document = filed(bob, space, "Plan de pose.txt", content=b"Poser")
    assert (document.name, document.number, document.created_by) == ("Plan de pose.txt", 1, bob)
    assert DocumentVersion.objects.get().attachment == document.attachment
    assert names(charlie, space) == ["Plan de pose.txt"] and Shelf.objects.get().used == 5
    (activity,) = told("files.added")
    assert (activity.thing_kind, activity.thing_id, activity.space_id) == ("document", document.pk, space.pk)


def test_members_put_files_in_and_nobody_else(charlie, gaby, space, closed):
    for actor, place in ((charlie, space), (gaby, space), (charlie, closed)):
        with pytest.raises(Refused):
            filed(actor, place)
    assert not Document.objects.exists()


def test_an_archived_space_takes_no_file(alice, space):
    space.archived_at = space.created_at
    space.save()
    with pytest.raises(Refused):
        filed(alice, space)


def test_A14_nobody_puts_in_what_another_person_sent_nor_what_hangs_elsewhere(alice, bob, space, secret):
    key = sent(alice)
    with pytest.raises(Absent):
        actions.add(bob, space=space, folder=None, key=key)
    held = filed(alice, secret, "secret.txt")
    for thief in (alice, bob):
        with pytest.raises(Absent):
            actions.add(thief, space=space, folder=None, key=held.attachment.key)
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    "raw,name",
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\plan.pdf", "plan.pdf"),
        ("facture\u202efdp.exe", "facturefdp.exe"),
        ("a\x00b\x07.txt", "ab.txt"),
        ("%2e%2e%2fsecret.txt", "secret.txt"),
        ("con.txt", "_con.txt"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_E14_a_name_is_never_a_path_nor_a_trick(alice, space, raw, name):
    assert filed(alice, space, raw).name == name


def test_a_name_that_is_there_is_answered_by_choice_and_nothing_is_lost(alice, bob, space):
    filed(alice, space, "plan.txt", content=b"1")
    key = sent(bob, b"22", "PLAN.txt")
    with pytest.raises(actions.Taken):
        actions.add(bob, space=space, folder=None, key=key)
    (arriving,) = queries.arriving_in(bob, space, None, [key])
    assert (arriving.clash.name, arriving.clash.size, arriving.free) == ("plan.txt", 1, "PLAN (2).txt")
    other = actions.add(bob, space=space, folder=None, key=key, name=arriving.free)
    assert other.name == again(other).attachment.name == "PLAN (2).txt"


def test_of_two_sent_at_once_under_one_name_the_second_is_asked_about(alice, space):
    keys = [sent(alice, b"1", "plan.txt"), sent(alice, b"2", "plan.txt"), sent(alice, b"3", "plan (2).txt")]
    first, second, third = queries.arriving_in(alice, space, None, keys)
    assert (first.free, second.free, third.free) == ("plan.txt", "plan (2).txt", "plan (2) (2).txt")


def test_the_same_content_is_stored_once_and_each_place_is_its_own(alice, space, closed):
    one, two = filed(alice, space, content=b"same"), filed(alice, closed, content=b"same")
    assert Blob.objects.count() == 1 and one.attachment.key != two.attachment.key
    assert [shelf.used for shelf in Shelf.objects.all()] == [4, 4]


def test_F02_a_quota_is_kept_to_the_byte_and_what_was_sent_waits(bob, space, settings, monkeypatch):
    settings.CONFIGURATION = settings.CONFIGURATION.model_copy(update={"space_files_mb": 1})
    filed(bob, space, "un.bin", content=bytes(2**20 - 3))
    filed(bob, space, "deux.bin", content=b"123")
    key = sent(bob, b"4", "trois.bin")
    with pytest.raises(actions.Full):
        actions.add(bob, space=space, folder=None, key=key)
    assert Shelf.objects.get().used == 2**20 and names(bob, space) == ["deux.bin", "un.bin"]
    assert Attachment.objects.get(key=key).thing_kind == ""
    assert queries.room_of_space(bob, space) == queries.Room(2**20, 2**20)


def test_what_putting_a_file_in_costs(bob, space, django_assert_num_queries):
    filed(bob, space, "un.txt")
    key = sent(bob, b"2", "deux.txt")
    with django_assert_num_queries(19):
        actions.add(bob, space=space, folder=None, key=key)
