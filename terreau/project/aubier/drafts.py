"""What has not been published yet: drafts and scheduled posts."""

from datetime import datetime, timedelta
from random import Random

from terreau.project.aubier.clock import ago, anchors, on_clock_of, span
from terreau.project.aubier.script import TEXTS, read
from terreau.project.aubier.shapes import Company, DraftSpec
from terreau.project.aubier.slots import Filler
from terreau.project.aubier.threads import attachment


def drafts(made: Company, now: datetime) -> list[DraftSpec]:
    """Return the drafts of `texts/drafts.md`."""
    rng = Random("drafts")
    found = []
    for script in read(TEXTS / "drafts.md", "fr"):
        author = made.people[made.alias[script.get("by")]]
        at = ago(script.get("at"), author, now, rng)
        filler = Filler(rng, script.language, on_clock_of(author, at).date(), made.alias, anchors(now.date()))
        later = now + span(script.get("later")) if script.get("later") else None
        found.append(
            DraftSpec(
                author=author.login,
                space=script.get("space"),
                kind=script.kind,
                title=filler.fill(script.title),
                body=filler.fill(script.body),
                language=script.language,
                saved_at=min(at, now - timedelta(minutes=1)),
                scheduled_for=later,
                attachments=tuple(attachment(filler.fill(name)) for name in script.listed("files")),
            )
        )
    return found
