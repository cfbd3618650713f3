"""One mail as it leaves: plain text first, the same words as HTML, and what mail programs ask for."""

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import urlsplit

import css_inline
from django.conf import settings
from django.utils import timezone

from terreau.foundation.orgs import queries as orgs


class Undeliverable(Exception):
    """This mail will never arrive: the address is none, or its server refuses it for good."""


@dataclass(frozen=True)
class Mail:
    """`key` makes the Message-ID: the same key is the same mail. `kind` says what sort of mail it is, for the operator.

    `unsubscribe` is the address of one press without signing in (RFC 8058); empty where a mail cannot be refused.
    """

    key: str
    kind: str
    name: str
    address: str
    subject: str
    text: str
    html: str
    language: str
    unsubscribe: str = ""


def domain() -> str:
    """The host of the network’s own address, which no machine’s name betrays."""
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"


def message_id(key: str) -> str:
    return f"<{key}@{domain()}>"


def sender() -> Address:
    """The network, by its name."""
    return address_of(orgs.names()[0], settings.CONFIGURATION.mail_from)


def one_line(words: str) -> str:
    """Without line breaks, so that nothing written by people becomes a header. Narrow spaces stay."""
    return " ".join(words.splitlines()).strip()


def address_of(name: str, address: str) -> Address:
    """A name and an address. Raises Undeliverable for an address that is none."""
    try:
        return Address(display_name=one_line(name), addr_spec=address.strip())
    except (ValueError, IndexError) as error:
        raise Undeliverable("not a mail address") from error


def written(mail: Mail) -> EmailMessage:
    """The message, complete. Line breaks in a name or a subject end up as spaces, never as headers."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender()
    message["To"] = address_of(mail.name, mail.address)
    message["Subject"] = one_line(mail.subject)
    message["Date"] = format_datetime(timezone.now())
    message["Message-ID"] = message_id(mail.key)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["X-Terreau-Mail"] = mail.kind
    if mail.unsubscribe:
        message["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.text)
    message.add_alternative(css_inline.inline(mail.html, load_remote_stylesheets=False), subtype="html")
    message["Content-Language"] = mail.language
    return message
