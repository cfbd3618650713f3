"""The company’s tree for other programs: one level at a time, as the pages show it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from terreau.foundation.access.endpoints import Before, Key, answer, asking, listed, place, reads, ref
from terreau.network.people import queries
from terreau.network.people.api.people import row_of
from terreau.network.people.schemas import UnitPage, UnitWhole

router = Router(tags=["units"])


def branch_of(one: queries.Branch) -> dict[str, Any]:
    return {"id": one.key, "url": place(one.url), "name": one.name, "units": one.units, "people": one.people}


@router.get("/units", response=reads(UnitPage), summary="List the top of the company’s tree")
def listing(request: HttpRequest) -> HttpResponse:
    """Entities and units that still stand; what hangs under each is at `/units/{id}`. A 404 for guests."""
    return listed(map(branch_of, queries.top_of_chart(asking(request))["below"]), None)


@router.get("/units/{id}", response=reads(UnitWhole), summary="Read a unit of the company’s tree")
def read(request: HttpRequest, id: Key, before: Before = "") -> HttpResponse:
    """What stands above and below it, who leads it, and who works in it, twenty at a time. A 404 for guests."""
    page = queries.unit_page(asking(request), key=id, after=before)
    return answer(
        {
            "id": page.key,
            "name": page.name,
            "country": page.country,
            "above": [ref(key, name, url) for key, name, url in page.steps],
            "below": [branch_of(one) for one in page.below],
            "leads": [row_of(row) for row in page.leads],
            "people": [row_of(row) for row in page.people],
            "next": page.next,
        }
    )
