"""The demo company’s pages, each with its history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from terreau.network.pages.models import Page, Version, Watch

CONFIRMED_AFTER = timedelta(days=9)


@dataclass(frozen=True)
class Talk:
    """What was said about a page, for the room that owns conversations."""

    kind: str
    id: int
    title: str
    space_id: int
    language: str
    announced: tuple[str, datetime, str] | None
    said: tuple[tuple[str, datetime, str], ...]


def plant(pages: Iterable[Any], stage: Any) -> list[Talk]:
    """Pages of every space, those above first; `stage` knows people, spaces and keys. What was said about them."""
    talks: list[Talk] = []
    planted: dict[tuple[str, str], Page] = {}
    for position, told in enumerate(pages):
        page = page_of(told, stage, planted.get((told.space, told.above)))
        page.position = position
        page.save(force_insert=True)
        Version.objects.bulk_create(versions_of(told, page, stage))
        planted[told.space, told.title] = page
        Watch.objects.create(page=page, person_id=stage.people[told.owner])
        if told.said or told.announced:
            place = (page.pk, page.title, page.space_id, page.language)
            talks.append(Talk("page", *place, told.announced, told.said))
    return talks


def planted() -> list[int]:
    """Ids of all pages."""
    return list(Page.objects.values_list("pk", flat=True))


def page_of(told: Any, stage: Any, above: Page | None) -> Page:
    first, last = told.versions[0], told.versions[-1]
    page = Page(
        key=next(stage.keys),
        space_id=stage.spaces[told.space],
        parent=above,
        title=told.title,
        body=stage.html(last.body),
        language=told.language,
        number=len(told.versions),
        owner_id=stage.people[told.owner],
        review_on=told.review_on,
        created_at=first.at,
        created_by_id=stage.people[first.by],
        changed_at=last.at,
        changed_by_id=stage.people[last.by],
    )
    if told.doubt:
        who, page.doubted_at, page.doubt = told.doubt
        page.doubted_by_id = stage.people[who]
    elif len(told.versions) > 1:
        page.confirmed_at, page.confirmed_by_id = last.at + CONFIRMED_AFTER, page.owner_id
    return page


def versions_of(told: Any, page: Page, stage: Any) -> list[Version]:
    return [
        Version(
            page=page,
            number=number,
            title=told.title,
            body=stage.html(said.body),
            by_id=stage.people[said.by],
            at=said.at,
            minor=said.minor,
        )
        for number, said in enumerate(told.versions, 1)
    ]
