"""How a mail leaves: by the operator’s mail server, or into the outbox folder when there is none."""

import smtplib
import ssl
from collections.abc import Sequence
from contextlib import suppress
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from django.conf import settings

from terreau.foundation.mail import outbox
from terreau.foundation.mail.messages import Undeliverable, domain

PATIENCE = 15.0  # seconds for each answer of the server
FOR_GOOD = range(500, 600)
LOCAL = {"localhost", "127.0.0.1", "::1"}


def deliver(message: EmailMessage) -> None:
    """Send it now. Raises Undeliverable when it never will arrive, anything else when it may later."""
    recipients = [address.addr_spec for address in message["To"].addresses]
    deliver_raw(message.as_bytes(), str(message["Message-ID"]), recipients)


def deliver_raw(content: bytes, message_id: str, recipients: Sequence[str]) -> None:
    """The same for a mail that is already written."""
    url = settings.CONFIGURATION.mail_url
    if not url:
        outbox.put(message_id, content)
        return
    server = connected(url)
    try:
        hand_over(server, content, recipients)
    finally:
        # Accepted is accepted: a server that is slow to say good-bye does not get the mail twice.
        with suppress(OSError, smtplib.SMTPException):
            server.quit()


def connected(url: str) -> smtplib.SMTP:
    """A greeting exchanged, encrypted where the server can, signed in where the address says so."""
    parts = urlsplit(url)
    host, encrypted = parts.hostname or "", parts.scheme == "smtps"
    safe = ssl.create_default_context()
    if encrypted:
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, parts.port or 465, local_hostname=domain(), timeout=PATIENCE, context=safe
        )
    else:
        server = smtplib.SMTP(host, parts.port or 587, local_hostname=domain(), timeout=PATIENCE)
    try:
        greet(server, encrypted=encrypted, trusted=host in LOCAL, context=safe)
        if parts.username and not isinstance(server.sock, ssl.SSLSocket) and host not in LOCAL:
            raise smtplib.SMTPNotSupportedError("the mail server offers no encryption; its password stays here")
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def greet(server: smtplib.SMTP, *, encrypted: bool, trusted: bool, context: ssl.SSLContext) -> None:
    server.ehlo()
    if not encrypted and not trusted and server.has_extn("starttls"):
        server.starttls(context=context)
        server.ehlo()


def hand_over(server: smtplib.SMTP, content: bytes, recipients: Sequence[str]) -> None:
    """One envelope. A refusal for good (5xx) of the recipient or of the mail is told apart from one for now (4xx)."""
    try:
        server.sendmail(settings.CONFIGURATION.mail_from, list(recipients), content)
    except smtplib.SMTPRecipientsRefused as error:
        if all(code in FOR_GOOD for code, _said in error.recipients.values()):
            raise Undeliverable("the server refuses the recipient") from error
        raise
    except smtplib.SMTPDataError as error:
        if error.smtp_code in FOR_GOOD:
            raise Undeliverable(f"the server refuses the mail: {error.smtp_code}") from error
        raise
