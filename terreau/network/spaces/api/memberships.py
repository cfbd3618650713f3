"""Memberships: list, join, set, leave. A membership’s id is the space’s and the person’s, with a dash."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from terreau.foundation.access.endpoints import (
    Before,
    Limit,
    answer,
    asked,
    asking,
    changes,
    created,
    ends,
    listed,
    makes,
    nothing,
    place,
    reads,
    ref,
)
from terreau.foundation.access.words import one
from terreau.foundation.identity.models import Person
from terreau.network.spaces import actions, queries
from terreau.network.spaces.schemas import (
    Membership,
    MembershipChange,
    MembershipGiven,
    MembershipId,
    MembershipPage,
)

router = Router(tags=["memberships"])


def row_of(row: queries.MembershipRow) -> dict[str, Any]:
    return {
        "id": f"{row.space.key}-{row.person}",
        "space": ref(row.space.key, row.space.name, row.space.url),
        "person": {"id": row.person, "name": row.person_name, "url": place(row.person_url)},
        "role": row.role,
        "joined_at": row.joined_at,
        "level": row.level if row.own else None,
        "starred": row.starred if row.own else None,
    }


def found(viewer: Person, id: str) -> tuple[queries.Space, Person]:
    """The space and the person of a membership that the viewer may see."""
    space_key, _, person_key = id.partition("-")
    space = one(queries.readable_at(viewer, space_key))
    queries.membership(viewer, space=space, person=person_key)
    return space, queries.person_here(viewer, person_key)


@router.get("/memberships", response=reads(MembershipPage), summary="List memberships")
def listing(
    request: HttpRequest,
    space: asked(16) = "",  # type: ignore[valid-type]  # made by a function
    before: Before = "",
    limit: Limit = 20,
) -> HttpResponse:
    """Yours, newest first; with `space` those of everybody in a space you read."""
    me = asking(request)
    place = one(queries.readable_at(me, space)) if space else None
    rows, further = queries.memberships(me, space=place, before=before, size=limit)
    return listed(map(row_of, rows), further)


@router.post("/memberships", response=makes(Membership), summary="Join a space")
def join(request: HttpRequest, given: MembershipGiven) -> HttpResponse:
    """Where people walk in freely. Joining twice changes nothing."""
    me = asking(request)
    space = queries.by_key(me, given.space)
    actions.join(me, space=space)
    row = row_of(queries.membership(me, space=space, person=me.key))
    return created(row, f"memberships/{row['id']}")


@router.get("/memberships/{id}", response=reads(Membership), summary="Read a membership")
def read(request: HttpRequest, id: MembershipId) -> HttpResponse:
    """Somebody in a space you read."""
    me = asking(request)
    space, person = found(me, id)
    return answer(row_of(queries.membership(me, space=space, person=person.key)))


@router.patch("/memberships/{id}", response=changes(Membership), summary="Change a membership")
def change(request: HttpRequest, id: MembershipId, given: MembershipChange) -> HttpResponse:
    """`role`: by an owner. `level` and `starred`: each for themselves; sent for somebody else they are refused."""
    me = asking(request)
    space, person = found(me, id)
    actions.change_membership(me, space=space, person=person, **given.model_dump(exclude_unset=True))
    return answer(row_of(queries.membership(me, space=space, person=person.key)))


@router.delete("/memberships/{id}", response=ends(), summary="Leave a space, or take somebody out")
def end(request: HttpRequest, id: MembershipId) -> HttpResponse:
    """You leave your own; the keepers of the space take others out. Its last owner hands it over first."""
    me = asking(request)
    space, person = found(me, id)
    if person.pk == me.pk:
        actions.leave(me, space=space)
    else:
        actions.remove_member(me, space=space, person=person)
    return nothing()
