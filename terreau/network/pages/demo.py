"""The demo company’s pages, each with its history."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from terreau.network.pages.models import Page, Version

CONFIRMED_AFTER = timedelta(days=9)


def plant(pages: Iterable[Any], stage: Any) -> int:
    """Pages of every space, those above first; `stage` knows people, spaces and keys. How many."""
    planted: dict[tuple[str, str], Page] = {}
    for position, told in enumerate(pages):
        page = page_of(told, stage, planted.get((told.space, told.above)))
        page.position = position
        page.save(force_insert=True)
        Version.objects.bulk_create(versions_of(told, page, stage))
        planted[told.space, told.title] = page
    return len(planted)


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
