"""Spaces that are asked for: propose, look at, answer."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from terreau.foundation.access.endpoints import (
    Key,
    answer,
    asking,
    changes,
    created,
    listed,
    makes,
    reads,
    ref,
)
from terreau.foundation.identity.models import Person
from terreau.network.spaces import actions, queries
from terreau.network.spaces.schemas import Proposal, ProposalAnswer, ProposalGiven, ProposalPage

router = Router(tags=["proposals"])
TOLD = ("state", "name", "purpose", "meant_for", "openness", "joining", "category", "language", "at")


def row_of(row: queries.ProposalRow) -> dict[str, Any]:
    made, carries = row.space, row.sponsor
    return {"id": row.key, **{name: getattr(row, name) for name in TOLD}} | {
        "template": row.template or None,
        "sponsor": ref(carries.key, carries.name, carries.url) if carries else None,
        "care_hours": float(row.care_hours) if row.care_hours else None,
        "proposed_by": ref(row.by.key, row.by.name, row.by.url),
        "refusal": row.refusal or None,
        "space": ref(made.key, made.name, made.url) if made else None,
        "alike": [ref(one.key, one.name, one.url) for one in row.alike],
    }


def whole(viewer: Person, key: str) -> dict[str, Any]:
    """One proposal as it stands now."""
    (row,) = queries.proposal_rows(viewer, [queries.proposal_by_key(viewer, key)])
    return row_of(row)


@router.get("/proposals", response=reads(ProposalPage), summary="List proposed spaces")
def listing(request: HttpRequest) -> HttpResponse:
    """Those that wait (yours; all of them for administrators), then what became of yours: 30 of each at most."""
    return listed(map(row_of, queries.proposals(asking(request))), None)


@router.post("/proposals", response=makes(Proposal), summary="Propose a space")
def propose(request: HttpRequest, given: ProposalGiven) -> HttpResponse:
    """Colleagues propose, administrators answer: once it is accepted, the space is yours."""
    me, said = asking(request), given.model_dump(exclude={"sponsor", "care_hours", "language"})
    made = actions.propose(
        me,
        **said,
        sponsor=queries.person_here(me, given.sponsor),
        care_hours=Decimal(f"{given.care_hours:.1f}"),
        language=given.language or me.language,
    )
    return created(whole(me, made.key), f"proposals/{made.key}")


@router.get("/proposals/{id}", response=reads(Proposal), summary="Read a proposal")
def read(request: HttpRequest, id: Key) -> HttpResponse:
    """One of yours; any of them for administrators."""
    return answer(whole(asking(request), id))


@router.put("/proposals/{id}/answer", response=changes(Proposal), summary="Answer a proposal")
def decide(request: HttpRequest, id: Key, given: ProposalAnswer) -> HttpResponse:
    """For administrators, once: create the space for who asked, or refuse and say why. Once answered, it is a 404."""
    me = asking(request)
    proposal = queries.proposal_by_key(me, id)
    actions.answer_proposal(me, proposal=proposal, accept=given.accept, refusal=given.refusal)
    return answer(whole(me, proposal.key))
