"""A photo is a file on its person: whoever sees the person sees it, nobody else."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from terreau.foundation.access.words import Absent, Refused
from terreau.foundation.activity.models import Activity
from terreau.foundation.storage import actions as storage
from terreau.foundation.storage import queries as files
from terreau.foundation.storage.models import Attachment
from terreau.network.people import actions, queries

pytestmark = pytest.mark.django_db


def picture() -> bytes:
    content = BytesIO()
    Image.new("RGB", (300, 300), "teal").save(content, "PNG")
    return content.getvalue()


def kept(who, content=None, name="me.png"):
    return storage.keep(who, content=content or picture(), name=name)


def test_colleagues_see_it(alice, bob):
    file = kept(alice)
    actions.set_photo(alice, person=alice, key=file.key)
    (row,) = queries.rows(bob, [alice.pk])
    assert row.picture == f"/files/{file.key}?size=96" and row.portrait == f"/files/{file.key}?size=320"
    assert files.attachment(bob, file.key) is not None
    assert Activity.objects.filter(kind="people.photo_set", data={"person_id": alice.pk}).exists()


def test_a02_who_does_not_see_the_person_does_not_see_the_photo(alice, gaby):
    file = kept(alice)
    actions.set_photo(alice, person=alice, key=file.key)
    assert files.attachment(gaby, file.key) is None and files.attachment(None, file.key) is None


def test_a14_another_s_file_does_not_become_my_photo(alice, bob, space):
    loose = kept(bob)
    with pytest.raises(Absent):
        actions.set_photo(alice, person=alice, key=loose.key)
    used = kept(alice)
    Attachment.objects.filter(pk=used.pk).update(thing_kind="post", thing_id=1)
    with pytest.raises(Absent):
        actions.set_photo(alice, person=alice, key=used.key)


def test_a_new_one_takes_the_place_of_the_old(alice):
    first, second = kept(alice), kept(alice, name="newer.png")
    actions.set_photo(alice, person=alice, key=first.key)
    actions.set_photo(alice, person=alice, key=second.key)
    assert list(Attachment.objects.values_list("key", flat=True)) == [second.key]
    actions.set_photo(alice, person=alice)
    assert not Attachment.objects.exists() and queries.rows(alice, [alice.pk])[0].picture == ""


def test_only_pictures_and_only_one_s_own(alice, bob):
    with pytest.raises(Refused):
        actions.set_photo(alice, person=alice, key=kept(alice, b"no picture", "me.txt").key)
    with pytest.raises(Refused):
        actions.set_photo(bob, person=alice, key=kept(bob).key)


def test_own_form(alice, signed_in):
    browser = signed_in(alice)
    sent = {"name": alice.name, "title": "Acheteuse", "photo": SimpleUploadedFile("me.png", picture(), "image/png")}
    assert browser.post("/profile/edition", sent).status_code == 303
    assert "/files/" in browser.get("/profile/edition").content.decode()
    wrong = {
        "name": alice.name,
        "title": "Acheteuse bois",
        "photo": SimpleUploadedFile("me.txt", b"words", "text/plain"),
    }
    answer = browser.post("/profile/edition", wrong)
    assert answer.status_code == 422 and "Acheteuse bois" in answer.content.decode()
    assert browser.post("/profile/photo/removal").status_code == 303
    assert not Attachment.objects.filter(thing_kind="person").exists()
