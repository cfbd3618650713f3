import pytest

from terreau.foundation.mail import outbox as folder
from terreau.network.notifications.actions import send_letter
from terreau.network.notifications.models import Letter
from terreau.network.posts import actions as posts

pytestmark = pytest.mark.django_db


@pytest.fixture
def lying(alice, bob, secret, notice, outbox, awake):
    made = Letter.objects.create(person=bob, channel="mail")
    notice(bob, posts.publish(alice, space=secret, title="Alizé", body="<p>x</p>"), actor=alice, letter=made)
    send_letter.func(made.pk)
    return outbox()[0]


def test_in_a_demo_company_the_operator_reads_them(lying, operator, settings, signed_in):
    settings.DEMO = True
    page = signed_in(operator).get("/administration/outbox")
    assert "Alizé" in page.text and "bob@demo.example" in page.text
    assert "Alizé" in signed_in(operator).get(f"/administration/outbox/{lying.name}").text


def test_elsewhere_only_to_whom_and_when(lying, operator, settings, signed_in):
    settings.DEMO = False
    page = signed_in(operator).get("/administration/outbox")
    assert "Alizé" not in page.text and "bob@demo.example" in page.text
    assert signed_in(operator).get(f"/administration/outbox/{lying.name}").status_code == 404


def test_nobody_else_knows_of_it(lying, bob, signed_in):
    assert signed_in(bob).get("/administration/outbox").status_code == 404
    assert signed_in(bob).get(f"/administration/outbox/{lying.name}").status_code == 404


def test_no_name_leads_out_of_the_folder(outbox, tmp_path):
    (tmp_path / "secret.eml").write_text("x")
    folder.folder().mkdir()
    assert folder.one("../secret") is None
    with pytest.raises(ValueError, match="key"):
        folder.put("<../secret@x>", b"x")
