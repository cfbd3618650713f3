"""Names lent: whom one lets write in one’s name, and in whose name one writes."""

from datetime import datetime, time
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Router

from terreau.foundation.access.endpoints import answer, asking, created, ends, listed, makes, nothing, reads, ref
from terreau.foundation.access.words import one
from terreau.foundation.identity.models import Person
from terreau.network.people import queries as people
from terreau.network.posts import actions, queries
from terreau.network.posts.schemas import Delegation, DelegationGiven, DelegationPage
from terreau.network.spaces import queries as spaces

router = Router(tags=["delegations"])
Number = Annotated[int, Path(ge=1, le=10**15, description="A number, as answers give it.")]


def row_of(row: queries.Loan) -> dict[str, Any]:
    return {
        "id": row.id,
        "leader": ref(row.key, row.name, people.address(row.key, row.name)),
        "writer": ref(row.writer_key, row.writer, people.address(row.writer_key, row.writer)),
        "space": ref(row.space_key, row.space, spaces.address(row.space_key, row.space)),
        "until": row.until,
    }


def loan(viewer: Person, id: int) -> queries.Delegation:
    """One that still runs, lent by or to the viewer."""
    return one(queries.running(viewer).filter(pk=id))


def told(viewer: Person, delegation: queries.Delegation) -> dict[str, Any]:
    (row,) = queries.loans(viewer, queries.running(viewer).filter(pk=delegation.pk))
    return row_of(row)


@router.get("/delegations", response=reads(DelegationPage), summary="List the names lent by and to you")
def listing(request: HttpRequest) -> HttpResponse:
    """Those that still run, the one that ends first before the others."""
    me = asking(request)
    return listed(map(row_of, queries.loans(me, queries.running(me))), None)


@router.post("/delegations", response=makes(Delegation), summary="Lend your name")
def lend(request: HttpRequest, given: DelegationGiven) -> HttpResponse:
    """A colleague may publish in your name in one space, until the end of a day within a year, shown as such."""
    me = asking(request)
    made = actions.delegate(
        me,
        writer=one(people.seen_by(me).filter(key=given.writer)),
        space=one(spaces.written_at(me, given.space)),
        until=timezone.make_aware(datetime.combine(given.until, time.max)),
    )
    return created(told(me, made), f"delegations/{made.pk}")


@router.get("/delegations/{id}", response=reads(Delegation), summary="Read a lent name")
def read(request: HttpRequest, id: Number) -> HttpResponse:
    """One that still runs, lent by you or to you."""
    me = asking(request)
    return answer(told(me, loan(me, id)))


@router.delete("/delegations/{id}", response=ends(), summary="Take a lent name back")
def end(request: HttpRequest, id: Number) -> HttpResponse:
    """Who lent it, or to whom it is lent; what was written stays."""
    me = asking(request)
    actions.end_delegation(me, delegation=loan(me, id))
    return nothing()
