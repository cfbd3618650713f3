"""A forgotten password: the link is made and sent by a job, so that the page answers alike whoever is asked for."""

import unicodedata

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse
from django_tasks import task

from terreau.foundation.accounts import letters
from terreau.foundation.identity import credentials
from terreau.foundation.identity.models import Person


@task()
def send_reset_link(address: str) -> None:
    """Write to whoever has exactly this address, at the address they gave; to nobody otherwise (D08)."""
    person = credentials.person_by_login(address) if "@" in address else None
    if person is None or not person.is_active or not same(person.email or "", address):
        return
    letters.forgotten(person, reset_path(person))


def reset_path(person: Person) -> str:
    """Where the person chooses a password, once, within `PASSWORD_RESET_TIMEOUT` seconds."""
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "uid", "key": "key"})
    return path.replace("uid-key", key)


def same(stored: str, asked: str) -> bool:
    """The same address, capitals aside: a database may hold more letters for alike than people do."""
    return unicodedata.normalize("NFKC", stored).casefold() == asked.casefold()
