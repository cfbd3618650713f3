"""Reading the words inside a file, for search: a slow job in a child process that may use only so much."""

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from terreau.foundation.activity.journal import record
from terreau.foundation.storage import activities, child
from terreau.foundation.storage.models import Blob
from terreau.foundation.storage.place import store

READER = "terreau.foundation.storage.reading"
MOST = 200_000  # characters kept of one file
SECONDS = 30


@task(queue_name="slow")
def read_words(blob_id: int) -> None:
    """Read the words inside a file, for search. Safe to run twice; a hostile file fails this job, nothing else."""
    blob = Blob.objects.filter(pk=blob_id, read_at=None).first()
    if blob is None:
        return
    text = words_in(blob)
    with transaction.atomic():
        fresh = Blob.objects.filter(pk=blob_id, read_at=None).update(words=text, read_at=timezone.now())
        if fresh and text:
            record(activities.words_found, None, blob, characters=len(text))


def words_in(blob: Blob) -> str:
    """What the child process could read, at most MOST characters. Raises child.Failed."""
    with store().open(blob.digest) as file:
        said = child.run(READER, blob.media_type, str(MOST), content=file, seconds=SECONDS, most=MOST * 4)
    return said.decode(errors="ignore")[:MOST]
