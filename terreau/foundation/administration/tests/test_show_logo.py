import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from terreau.foundation.access.words import Refused
from terreau.foundation.administration.actions import show_logo
from terreau.foundation.orgs import queries
from terreau.foundation.storage.models import Attachment
from terreau.foundation.storage.queries import attachment
from terreau.foundation.storage.refusals import NotAPicture


def picture(name="sceau.png"):
    drawn = io.BytesIO()
    Image.new("RGB", (128, 128), (31, 107, 58)).save(drawn, "PNG")
    return SimpleUploadedFile(name, drawn.getvalue(), content_type="image/png")


def test_a_visitor_sees_it_and_a_second_takes_its_place(operator):
    show_logo(operator, file=picture())
    show_logo(operator, file=picture("autre.png"))
    (row,) = Attachment.objects.filter(thing_kind="network")
    assert queries.house(None).logo == f"/files/{row.key}-logo?size=64"
    assert attachment(None, row.key) == row


def test_what_is_no_picture_is_refused_and_nothing_stays(operator):
    with pytest.raises(NotAPicture):
        show_logo(operator, file=SimpleUploadedFile("logo.png", b"<svg onload=alert(1)>"))
    assert queries.house(None).logo == "" and not Attachment.objects.exists()


def test_who_may_not(alice):
    with pytest.raises(Refused):
        show_logo(alice, file=picture())
    assert not Attachment.objects.exists()


def test_what_it_costs(operator, django_assert_max_num_queries):
    with django_assert_max_num_queries(36):
        show_logo(operator, file=picture())
