"""Looking into closed and secret spaces: for administrators, with a reason, announced."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from ninja import Router

from terreau.foundation.access.endpoints import Key, asking, created, listed, makes, reads
from terreau.network.spaces import actions, queries
from terreau.network.spaces.schemas import Broken, GlassGiven, LookPage

router = Router(tags=["spaces"])


@router.post("/glass", response=makes(Broken), summary="Look into a closed or secret space")
def break_the_glass(request: HttpRequest, given: GlassGiven) -> HttpResponse:
    """For administrators of the whole network, for 24 hours. It is recorded, and its owners are told who and why."""
    me = asking(request)
    space = queries.behind_glass(me, given.space)
    made = actions.break_the_glass(me, space=space, reason=given.reason)
    told = {"space": space.key, "by": me.name, "reason": made.reason, "at": made.at, "until": made.until}
    return created(told, f"spaces/{space.key}/glass")


@router.get("/spaces/{id}/glass", response=reads(LookPage), summary="List who looked into a space")
def looks(request: HttpRequest, id: Key) -> HttpResponse:
    """For those inside: the three newest times an administrator looked in, and why."""
    me = asking(request)
    return listed(map(looked, queries.looks(me, queries.by_key(me, id))), None)


def looked(look: queries.Look) -> dict[str, object]:
    found = asdict(look)
    return {"by": found.pop("name"), **found}
