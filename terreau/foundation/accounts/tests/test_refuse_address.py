from django.core.mail import EmailMessage
from django.test import Client

from terreau.foundation.accounts.actions import ask_new_address, refuse_address
from terreau.foundation.accounts.tests.journal import last_activity
from terreau.foundation.accounts.tests.mailed import SignIn, links
from terreau.foundation.identity.models import Person, Session
from terreau.foundation.jobs.execution import work_off


def test_d10_the_old_address_refuses_and_signs_everybody_out(
    bob: Person, signed_in: SignIn, mailoutbox: list[EmailMessage]
) -> None:
    signed_in(bob)
    ask_new_address(bob, person=bob, address="thief@new.example")
    work_off()
    mailed = links(mailoutbox)
    page = Client().post(mailed["bob@demo.example"], {"answer": "refuse"}).content.decode()
    assert "/account/password/reset/" in page
    assert not Session.objects.filter(person=bob).exists()
    assert last_activity() == ("accounts.address_refused", None, bob.pk, {"person_id": bob.pk})
    assert Client().get(mailed["thief@new.example"]).status_code == 404


def test_the_new_side_refuses_nothing(bob: Person, mailoutbox: list[EmailMessage]) -> None:
    change = ask_new_address(bob, person=bob, address="thief@new.example")
    work_off()
    assert Client().post(links(mailoutbox)["thief@new.example"], {"answer": "refuse"}).status_code == 404
    refuse_address(None, change=change)
    change.refresh_from_db()
    assert change.ended_at is not None and change.done_at is None
