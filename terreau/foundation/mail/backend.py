"""Django’s door to our mails: what allauth writes takes the same way out as everything else."""

from collections.abc import Sequence
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import translation

from terreau.foundation.mail.dressing import as_html
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
    """The mail as it will leave: from the network by its name, known by our key, as text and as HTML."""
    key = mail_key()
    sender = formataddr((orgs.names()[0], settings.CONFIGURATION.mail_from))
    mail = EmailMultiAlternatives(message.subject, message.body, sender, message.to, headers=message.extra_headers)
    mail.attach_alternative(as_html(str(message.subject), str(message.body)), "text/html")
    mail.extra_headers |= {
        "Message-ID": message_id(key),
        "Auto-Submitted": "auto-generated",
        "Content-Language": translation.get_language() or settings.LANGUAGE_CODE,
        "X-Terreau-Mail": "entrance",
    }
    content = mail.message().as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n").decode()
    waiting = Waiting.objects.create(key=key, recipients=mail.recipients(), content=content)
    post_waiting.enqueue(waiting.pk)
    return waiting
