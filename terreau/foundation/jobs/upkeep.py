"""What the room does on its own, by the schedule."""

from django_tasks import task

from terreau.foundation.jobs import queue


@task(queue_name="slow")
def purge_jobs() -> None:
    """Forget jobs done a week ago and dead letters of half a year."""
    queue.purge()
