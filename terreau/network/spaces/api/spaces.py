"""Spaces: list, read, create, change, put to rest."""

from decimal import Decimal
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router

from terreau.foundation.access.endpoints import (
    Before,
    Given,
    Key,
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
from terreau.foundation.identity.models import Person
from terreau.network.spaces import actions, queries
from terreau.network.spaces.schemas import Space, SpaceChange, SpaceGiven, SpacePage

router = Router(tags=["spaces"])
SHOWN = (
    *("name", "purpose", "openness", "language", "category", "member_count", "official", "archived"),
    *("may_join", "may_request", "waiting", "invited"),
)


def row_of(row: "queries.Listed | queries.SpacePage") -> dict[str, Any]:
    """A space in a list."""
    shown = {name: getattr(row, name) for name in SHOWN}
    return {"id": row.key, "url": place(row.url), **shown, "role": row.role or None}


def whole(viewer: Person, space: queries.Space) -> dict[str, Any]:
    """A space with all that its page says."""
    page = queries.page_of(viewer, space)
    keepers = [ref(one.key, one.name, one.url) | {"role": one.role, "title": one.title} for one in page.keepers]
    return row_of(page) | {
        "joining": page.joining,
        "source": page.source or None,
        "readable": page.readable,
        "may_publish": page.may_publish,
        "level": page.level or None,
        "starred": page.starred,
        "keepers": keepers,
        "life": life_of(viewer, space),
    }


def life_of(viewer: Person, space: queries.Space) -> dict[str, Any]:
    """What its page “About” tells besides."""
    told, others = queries.about(viewer, space), {space.language, ""}
    carries = told.sponsor
    return {
        "names": {code: name for code, name in space.names.items() if name and code not in others},
        "purposes": {code: purpose for code, purpose in space.purposes.items() if purpose and code not in others},
        "meant_for": told.meant_for,
        "template": space.template or None,
        "sponsor": ref(carries.key, carries.name, carries.url) if carries else None,
        "care_hours": None if told.care_hours is None else float(told.care_hours),
        "review_on": told.review_on,
    }


def fields_of(viewer: Person, given: Given, space: queries.Space | None = None) -> dict[str, Any]:
    """What was sent, as the actions take it: people as rows, hours to a tenth, further languages beside those kept."""
    said = given.model_dump(exclude_unset=True)
    own = said.get("language", space.language if space else "fr")
    for several in ("names", "purposes"):
        if {several, "language"} & set(said):
            before = getattr(space, several) if space else {}
            said[several] = queries.further(viewer, before=before, sent=said.get(several, {}), own=own)
    if said.get("sponsor"):
        said["sponsor"] = queries.person_here(viewer, said["sponsor"])
    if said.get("care_hours") is not None:
        said["care_hours"] = Decimal(f"{said['care_hours']:.1f}")
    return said


@router.get("/spaces", response=reads(SpacePage), summary="Look through the spaces")
def directory(
    request: HttpRequest,
    q: asked(120) = "",  # type: ignore[valid-type]  # made by a function
    only: Literal["", "mine", "archived"] = "",
    openness: Literal["", "open", "closed", "secret"] = "",
    before: Before = "",
) -> HttpResponse:
    """Spaces that exist for you, liveliest first, twenty at a time; secret ones are there for who is in them."""
    wanted = queries.Wanted(only=only, q=q, openness=openness, before=before)
    found = queries.directory(asking(request), wanted=wanted)
    return listed(map(row_of, found.rows), found.next)


@router.post("/spaces", response=makes(Space), summary="Create a space")
def create(request: HttpRequest, given: SpaceGiven) -> HttpResponse:
    """For administrators; everybody else proposes one at `/proposals`."""
    me = asking(request)
    made = actions.create(me, **{"language": given.language, **fields_of(me, given)})
    return created(whole(me, made), f"spaces/{made.key}")


@router.get("/spaces/similar", response=reads(SpacePage), summary="List spaces that speak of the same")
def similar(request: HttpRequest, q: asked(600) = "") -> HttpResponse:  # type: ignore[valid-type]  # made by a function
    """`q`: the name and purpose of a space you would propose. Five at most, those that share most words first."""
    return listed(map(row_of, queries.similar(asking(request), said=q)), None)


@router.get("/spaces/{id}", response=reads(Space), summary="Read what a space is")
def read(request: HttpRequest, id: Key) -> HttpResponse:
    """What it is for, who looks after it and what you may do there. Its posts are at `/spaces/{id}/posts`."""
    me = asking(request)
    return answer(whole(me, queries.by_key(me, id)))


@router.patch("/spaces/{id}", response=changes(Space), summary="Change what a space says")
def edit(request: HttpRequest, id: Key, given: SpaceChange) -> HttpResponse:
    """Its keepers write what it says and what decides its life; who sees it and how one joins is for its owners."""
    me = asking(request)
    space = queries.by_key(me, id)
    changed = actions.edit(me, space=space, **fields_of(me, given, space))
    return answer(whole(me, changed))


@router.put("/spaces/{id}/archive", response=ends(), summary="Put a space into the archive")
def archive(request: HttpRequest, id: Key) -> HttpResponse:
    """Read-only from now on; for its owners and administrators."""
    me = asking(request)
    actions.archive(me, space=queries.by_key(me, id))
    return nothing()


@router.delete("/spaces/{id}/archive", response=ends(), summary="Take a space out of the archive")
def restore(request: HttpRequest, id: Key) -> HttpResponse:
    """For its owners and administrators."""
    me = asking(request)
    actions.restore(me, space=queries.by_key(me, id))
    return nothing()


@router.put("/spaces/{id}/read", response=ends(), summary="Mark a space as read")
def mark_read(request: HttpRequest, id: Key) -> HttpResponse:
    """Everything in it counts as read up to now."""
    me = asking(request)
    actions.mark_all_read(me, space=queries.by_key(me, id))
    return nothing()
