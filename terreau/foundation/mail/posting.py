"""Mails of the entrance: written at once, sent by a job of the urgent lane, forgotten when they have left."""

import logging

from django_tasks import task

from terreau.foundation.mail.messages import Undeliverable, message_id
from terreau.foundation.mail.models import Waiting
from terreau.foundation.mail.sending import deliver_raw

log = logging.getLogger(__name__)


@task(queue_name="urgent", max_attempts=8)
def post_waiting(waiting_id: int) -> None:
    """Send a mail that waits, unless it has left. Tried for some hours: a mail server may be away for a while."""
    waiting = Waiting.objects.filter(pk=waiting_id).first()
    if waiting is None:
        return
    try:
        deliver_raw(waiting.content.encode(), message_id(waiting.key), waiting.recipients)
    except Undeliverable as error:
        log.warning("a mail of the entrance will not arrive", extra={"mail": waiting.key, "reason": str(error)})
    waiting.delete()
