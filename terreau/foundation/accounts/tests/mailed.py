"""The links in the mails that the jobs of this room send."""

import re
from collections.abc import Callable

from django.core.mail import EmailMessage
from django.test import Client

from terreau.foundation.identity.models import Person
from tests.cast import PASSWORD

LINK = re.compile(r"http://127\.0\.0\.1:8000(/\S+)")
SignIn = Callable[[Person], Client]


def links(mails: list[EmailMessage]) -> dict[str, str]:
    """The path in the newest mail to each address."""
    return {mail.to[0]: path for mail in mails for path in LINK.findall(str(mail.body))}


def come_in(login: str) -> Client:
    """A browser that has just given its password."""
    browser = Client()
    assert browser.post("/account/login/", {"login": login, "password": PASSWORD}).status_code == 302
    assert browser.post("/account/reauthenticate/", {"password": PASSWORD}).status_code == 302
    return browser
