"""Django’s door to our mails: what allauth writes takes the same way out as everything else."""

from collections.abc import Sequence
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from terreau.foundation.mail.messages import message_id
from terreau.foundation.mail.models import Waiting, mail_key
from terreau.foundation.mail.posting import post_waiting
from terreau.foundation.orgs import queries as orgs


class Backend(BaseEmailBackend):
    """Keeps each mail and leaves a job in the urgent lane, in the transaction of whoever sends."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            keep(message)
        return len(email_messages)


@transaction.atomic
def keep(message: EmailMessage) -> Waiting:
    """The mail as it will leave: from the network by its name, known by our key."""
    key = mail_key()
    message.from_email = formataddr((orgs.names()[0], settings.CONFIGURATION.mail_from))
    message.extra_headers |= {
        "Message-ID": message_id(key),
        "Auto-Submitted": "auto-generated",
        "X-Terreau-Mail": "entrance",
    }
    content = message.message().as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n").decode()
    waiting = Waiting.objects.create(key=key, recipients=message.recipients(), content=content)
    post_waiting.enqueue(waiting.pk)
    return waiting
