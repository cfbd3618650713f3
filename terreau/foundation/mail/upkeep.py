"""What the room does on its own, by the schedule."""

import logging
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from terreau.foundation.mail import outbox

log = logging.getLogger(__name__)


@task(queue_name="slow")
def tidy_outbox() -> None:
    """Mails that nobody sends do not lie there for ever: as long, and as many megabytes, as the operator says."""
    given = settings.CONFIGURATION
    before = timezone.now() - timedelta(days=given.outbox_days)
    gone = outbox.tidy(before=before, most=given.outbox_mb * 1_000_000)
    if gone:
        log.info("mails taken out of the outbox", extra={"count": gone})
