"""What the room does on its own, by the schedule."""

from django_tasks import task

from terreau.foundation.activity import once


@task(queue_name="slow")
def purge_receipts() -> None:
    """Forget the answers given two days ago."""
    once.purge_receipts()
