"""What the room does on its own, by the schedule."""

from django_tasks import task

from terreau.foundation.activity import chain, once


@task(queue_name="slow")
def purge_receipts() -> None:
    """Forget the answers given two days ago."""
    once.purge_receipts()


@task(queue_name="slow")
def close_segments() -> None:
    """Sign what the journal gained since the last time."""
    chain.close_segments()
