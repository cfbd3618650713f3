"""Previews of documents: a slow job that draws them in a child process under ceilings, one at a time on a machine."""

import contextlib
import fcntl
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django_tasks import task

from terreau.foundation.activity.journal import record
from terreau.foundation.storage import activities, child, drawing
from terreau.foundation.storage.content import Content, placed_file, row_of
from terreau.foundation.storage.models import Attachment, Blob, Preview, PreviewPage
from terreau.foundation.storage.place import store
from terreau.foundation.storage.programs import SHOWN, WRITTEN, Programs, installed

SECONDS = 90  # of the clock
MOST = 400_000  # bytes of what the child says


@dataclass(frozen=True)
class Drawn:
    """What was made of a document: pages in their place, or a text; or what it `lacks`; or what `sort` it is."""

    text: str = ""
    pages: tuple[Content, ...] = ()
    total: int = 0
    lacks: str = ""
    program: str = ""
    sort: str = ""


def ask(attachment: Attachment) -> None:
    """Have it drawn, if it can be and was not yet. Part of the caller’s transaction."""
    blob = attachment.blob
    if blob.media_type in SHOWN and not Preview.objects.filter(blob=blob).exists():
        draw.enqueue(blob.pk)


@task(queue_name="slow")
def draw(blob_id: int) -> None:
    """Draw what a document looks like. Safe to run twice; a hostile one costs this job its ceilings, nothing else."""
    blob = Blob.objects.filter(pk=blob_id, preview=None).first()
    if blob is None:
        return
    made = drawn_of(blob)
    with transaction.atomic():
        if Preview.objects.filter(blob_id=blob_id).exists() or not Blob.objects.filter(pk=blob_id).exists():
            return
        said = {"text": made.text, "total": made.total, "lacks": made.lacks, "program": made.program}
        Preview.objects.create(blob_id=blob_id, **said)
        rows = enumerate((row_of(page) for page in made.pages), 1)
        PreviewPage.objects.bulk_create(PreviewPage(blob_id=blob_id, number=number, copy=copy) for number, copy in rows)
        record(activities.drawn, None, blob, pages=len(made.pages))


@task(queue_name="slow")
def draw_again() -> None:
    """Every day: what a program was missing for is drawn if it is there now."""
    there = {name for name, path in (("pdftoppm", installed().pdftoppm), ("LibreOffice", installed().soffice)) if path}
    for preview in Preview.objects.filter(lacks="program", program__in=there).order_by("-pk")[:1000]:
        draw.enqueue(preview.blob_id)
        preview.delete()


def drawn_of(blob: Blob, sort: str = "") -> Drawn:
    """What the child made of it, as this `sort` of document. What it could not do is an answer, not an error."""
    programs, media_type = installed(), sort or blob.media_type
    if missing := programs.lacking(media_type):
        return Drawn(lacks="program", program=missing)
    answer = asked(blob, media_type, programs)
    return drawn_of(blob, answer.sort) if answer.sort and not sort else answer


def asked(blob: Blob, media_type: str, programs: Programs) -> Drawn:
    """What one child said and left in its folder, which is in the store by now."""
    with one_at_a_time(), store().bench() as folder, store().open(blob.digest) as file:
        words = (str(folder), media_type, programs.pdftoppm, programs.soffice)
        try:
            said = child.run(drawing.__name__, *words, content=file, seconds=SECONDS, most=MOST)
            return placed(folder, json.loads(said))
        except (child.Failed, ValueError):
            return Drawn(lacks="large")


def placed(folder: Path, answer: dict[str, Any]) -> Drawn:
    """The pages in the store, or the text."""
    if "lacks" in answer:
        return Drawn(lacks=str(answer["lacks"])[:12])
    sizes = enumerate(answer.get("pages", []), 1)
    pages = [placed_file(folder / f"{number}.webp", "image/webp", *size) for number, size in sizes]
    if answer.get("sort") in WRITTEN:
        return Drawn(sort=str(answer["sort"]))
    return Drawn(text=str(answer.get("text", "")), pages=tuple(pages), total=int(answer.get("total", 0)))


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Workers of one machine draw in turn, so that two large documents never meet in its memory."""
    folder = Path(settings.DATA) / "files"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "drawing.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield
