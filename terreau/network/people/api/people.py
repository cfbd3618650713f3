"""People for other programs: the directory, profiles, following, oneself."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from terreau.foundation.access.endpoints import (
    Before,
    Key,
    answer,
    asked,
    asking,
    changes,
    ends,
    listed,
    nothing,
    place,
    reads,
)
from terreau.foundation.access.words import one
from terreau.foundation.identity.models import Person
from terreau.network.people import actions, queries
from terreau.network.people.schemas import Me, PersonPage, Profile, ProfileChange

router = Router(tags=["people"])
Asked = asked(120)
TOLD = ("title", "ask_me_about", "pronunciation", "phone", "about")


def row_of(row: queries.Row) -> dict[str, Any]:
    """Someone in a list."""
    return {
        "id": row.key,
        "url": place(row.url),
        "name": row.name,
        "title": row.title,
        "site": row.site,
        "country": row.country,
        "languages": row.languages,
        "skills": row.skills,
        "followed": row.followed,
        "photo": place(row.picture) if row.picture else None,
    }


def profile_of(viewer: Person, person: Person) -> dict[str, Any]:
    """Someone whole."""
    found = queries.told(viewer, person)
    return row_of(found.row) | {
        "unit": found.unit,
        "pronunciation": found.profile.pronunciation,
        "about": found.profile.about,
        "ask_me_about": found.ask_me_about,
        "phone": found.profile.phone,
        "here": found.here,
        "left": found.left,
        "followers": found.followers,
        "custom": [{"name": name, "value": value} for name, value in found.custom],
        "source": found.profile.source or None,
    }


def self_of(me: Person) -> dict[str, Any]:
    """Oneself."""
    return profile_of(me, me) | {
        "username": me.username,
        "email": me.email,
        "kind": me.kind,
        "language": me.language,
        "time_zone": me.time_zone,
    }


@router.get("/people", response=reads(PersonPage), summary="Look through the directory")
def directory(
    request: HttpRequest,
    q: Asked = "",  # type: ignore[valid-type]  # made by a function
    country: Asked = "",  # type: ignore[valid-type]  # made by a function
    language: Asked = "",  # type: ignore[valid-type]  # made by a function
    skill: Asked = "",  # type: ignore[valid-type]  # made by a function
    before: Before = "",
) -> HttpResponse:
    """Colleagues by name, twenty at a time; guests find the people of their spaces. `q` holds beginnings of words."""
    narrowed = {"text": q, "country": country, "language": language, "skill": skill}
    found = queries.directory(asking(request), **narrowed, after=before)
    return listed(map(row_of, found.people), found.next)


@router.get("/people/{id}", response=reads(Profile), summary="Read a profile")
def profile(request: HttpRequest, id: Key) -> HttpResponse:
    """All that a colleague says about themselves."""
    me = asking(request)
    return answer(profile_of(me, one(queries.seen_by(me).filter(key=id))))


@router.put("/people/{id}/following", response=ends(), summary="Follow a person")
def follow(request: HttpRequest, id: Key) -> HttpResponse:
    """What they write comes into your feed, where you may read it."""
    me = asking(request)
    actions.follow(me, person=one(queries.seen_by(me).filter(key=id)))
    return nothing()


@router.delete("/people/{id}/following", response=ends(), summary="Follow a person no longer")
def unfollow(request: HttpRequest, id: Key) -> HttpResponse:
    """Without following them, nothing changes."""
    me = asking(request)
    actions.unfollow(me, person=one(queries.seen_by(me).filter(key=id)))
    return nothing()


@router.get("/me", response=reads(Me), summary="Read who you are", tags=["me"])
def me(request: HttpRequest) -> HttpResponse:
    """The person the token acts as."""
    return answer(self_of(asking(request)))


@router.patch("/me", response=changes(Me), summary="Change your own profile", tags=["me"])
def change(request: HttpRequest, given: ProfileChange) -> HttpResponse:
    """Only what a profile says; rights and addresses are kept elsewhere."""
    mine = asking(request)
    if given.name:
        actions.rename(mine, person=mine, name=given.name)
    said = queries.own_profile(mine) | given.model_dump(exclude_unset=True)
    skills = said["skills"].split(", ") if isinstance(said["skills"], str) else said["skills"]
    told = {name: said[name] for name in TOLD}
    actions.edit_profile(mine, person=mine, skills=skills, languages=said["languages"], **told)
    return answer(self_of(mine))
