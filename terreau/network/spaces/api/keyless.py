"""Spaces that nobody keeps any more: found, and given to somebody, by administrators of the whole network."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from terreau.foundation.access.endpoints import Key, asking, ends, listed, nothing, reads
from terreau.foundation.access.words import Absent
from terreau.foundation.identity.models import Person
from terreau.network.spaces import actions, queries
from terreau.network.spaces.schemas import KeylessPage, OwnerGiven

router = Router(tags=["spaces"])


def row_of(row: dict[str, Any]) -> dict[str, Any]:
    told = {name: row[name] for name in ("member_count", "inside")}
    return {"id": row["key"], "name": row["name"] or None, **told, "active_at": row["last"]}


def keyless_space(viewer: Person, key: str) -> queries.Space:
    """One of them; absent for everybody else."""
    space = queries.keyless_by_key(viewer, key)
    if space is None:
        raise Absent
    return space


@router.get("/keyless", response=reads(KeylessPage), summary="List spaces that nobody keeps")
def keyless(request: HttpRequest) -> HttpResponse:
    """For administrators of the whole network: spaces whose owners have all left, a hundred at most."""
    me = asking(request)
    if not queries.may_begin(me)["may_look_in"]:
        raise Absent
    return listed(map(row_of, queries.keyless(me)), None)


@router.put("/keyless/{id}/keeper", response=ends(), summary="Give the key to who was there last")
def find_keeper(request: HttpRequest, id: Key) -> HttpResponse:
    """The manager, else the member, who was there last becomes owner. Afterwards the space is none of these: a 404."""
    me = asking(request)
    actions.find_keeper(me, space=keyless_space(me, id))
    return nothing()


@router.put("/keyless/{id}/owner", response=ends(), summary="Name who keeps the space")
def name_owner(request: HttpRequest, id: Key, given: OwnerGiven) -> HttpResponse:
    """One of its members, never yourself; its members are told. Afterwards the space is none of these: a 404."""
    me = asking(request)
    space = keyless_space(me, id)
    actions.name_owner(me, space=space, person=queries.person_here(me, given.person))
    return nothing()
