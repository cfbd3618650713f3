"""Who finds a space, and whether the company stands behind it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from terreau.foundation.access.endpoints import Key, answer, asking, changes, ends, nothing, reads
from terreau.foundation.identity.models import Person
from terreau.network.spaces import actions, queries
from terreau.network.spaces.schemas import Discovery, DiscoveryGiven

router = Router(tags=["spaces"])


def units_of(pairs: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"id": key, "name": name} for key, name in pairs]


def limits(viewer: Person, space: queries.Space) -> dict[str, Any]:
    """The limits there are, and the places to choose from for who decides them."""
    countries, units = queries.limits_of(viewer, space)
    choices = queries.choices(viewer, space)
    known = {"countries": [code for code, _name in choices[0]], "units": units_of(choices[1])} if choices else None
    return {"countries": countries, "units": units_of(units), "choices": known}


@router.get("/spaces/{id}/discovery", response=reads(Discovery), summary="Read who finds a space")
def discovery(request: HttpRequest, id: Key) -> HttpResponse:
    """People elsewhere do not learn that it exists; members stay members. Secret spaces are found by nobody."""
    me = asking(request)
    return answer(limits(me, queries.by_key(me, id)))


@router.put("/spaces/{id}/discovery", response=changes(Discovery), summary="Limit who finds a space")
def set_discovery(request: HttpRequest, id: Key, given: DiscoveryGiven) -> HttpResponse:
    """For its owners and administrators. What is sent takes the place of all limits before."""
    me = asking(request)
    space = queries.by_key(me, id)
    rows = queries.limits_among(me, countries=given.countries, units=given.units)
    return answer(limits(me, actions.set_discovery(me, space=space, **rows)))


@router.put("/spaces/{id}/mark", response=ends(), summary="Give a space the official mark")
def make_official(request: HttpRequest, id: Key) -> HttpResponse:
    """For administrators: the company stands behind it, and an open one fills every employee’s home."""
    me = asking(request)
    actions.make_official(me, space=queries.by_key(me, id))
    return nothing()


@router.delete("/spaces/{id}/mark", response=ends(), summary="Take the official mark back")
def unmake_official(request: HttpRequest, id: Key) -> HttpResponse:
    """For administrators. Without one, nothing changes."""
    me = asking(request)
    actions.unmake_official(me, space=queries.by_key(me, id))
    return nothing()
