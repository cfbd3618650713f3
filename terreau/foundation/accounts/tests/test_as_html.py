"""What accounts write by mail leaves as text and as HTML, in the language of whoever reads it."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from terreau.foundation.accounts.actions import invite
from terreau.foundation.identity.models import Person
from terreau.foundation.jobs.execution import work_off
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def our_door(settings: Any, tmp_path: Path) -> None:
    """Tests keep mails in memory; these send them as the product does, into a folder of their own."""
    settings.EMAIL_BACKEND = "terreau.foundation.mail.backend.Backend"
    settings.DATA = tmp_path


def lying(folder: Path) -> EmailMessage:
    """The one mail that left."""
    while work_off():
        continue
    (path,) = (folder / "outbox").glob("*.eml")
    return message_from_bytes(path.read_bytes(), policy=policy.default)


def test_an_invitation_is_in_the_language_of_who_is_asked_in(operator: Person, tmp_path: Path) -> None:
    invite(operator, email="ada@demo.example", name="Ada <b>Byron</b>", language="fr")
    mail = lying(tmp_path)
    text, html = [str(mail.get_body((kind,)).get_content()) for kind in ("plain", "html")]
    assert mail["Content-Language"] == "fr" and "votre place" in str(mail["Subject"])
    address = re.search(r"http://127\.0\.0\.1:8000/invitations/\S+", text)
    assert address and f'href="{address[0]}"' in html and html.count("http") == 1
    assert "On y pose une question à toute l’entreprise" in text and "On y pose une question" in html
    assert "<b>" not in html and '<html lang="fr"' in html and "style=" in html


def test_a_changed_password_is_told_without_the_host_somebody_named(bob: Person, tmp_path: Path) -> None:
    browser = Client()
    browser.post("/account/login/", {"login": "bob", "password": PASSWORD})
    browser.post("/account/reauthenticate/", {"password": PASSWORD})
    new = "quatre-mots-pas-bien-connus"
    browser.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    mail = lying(tmp_path)
    text, html = [str(mail.get_body((kind,)).get_content()) for kind in ("plain", "html")]
    assert "testserver" not in text + html and "127.0.0.1" in text and mail["Content-Language"] == "fr"
    assert "mot de passe" in text and "mot de passe" in html
