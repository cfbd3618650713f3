"""What rules make happen on their own, by the schedule."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from terreau.foundation.activity import chain
from terreau.foundation.policies.names import RETENTION_JOURNAL_DAYS
from terreau.foundation.policies.queries import value


@task(queue_name="slow")
def purge_journal() -> None:
    """Delete the segments of the journal that are older than its term."""
    chain.purge_before(timezone.now() - timedelta(days=value(RETENTION_JOURNAL_DAYS)))
