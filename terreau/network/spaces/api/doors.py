"""The doors of a space: asking to come in, being invited, handing over its key."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from terreau.foundation.access.endpoints import Key, asking, created, ends, listed, makes, nothing, reads, ref
from terreau.network.spaces import actions, queries
from terreau.network.spaces.schemas import (
    AnswerGiven,
    GuestGiven,
    InvitationGiven,
    InvitationPage,
    Invited,
    RequestGiven,
    RequestPage,
)

router = Router(tags=["memberships"])


def person_of(row: queries.Candidate) -> dict[str, Any]:
    return ref(row.key, row.name, row.url)


def invited_of(row: queries.Candidate) -> dict[str, Any]:
    return {"person": person_of(row), "by": row.words, "at": row.at, "mailed_at": row.mailed_at}


@router.put("/spaces/{id}/request", response=ends(), summary="Ask to join a space")
def request(request: HttpRequest, id: Key, given: RequestGiven) -> HttpResponse:
    """With a word to those who answer. Asking twice is asking once."""
    me = asking(request)
    actions.request(me, space=queries.by_key(me, id), words=given.words)
    return nothing()


@router.delete("/spaces/{id}/request", response=ends(), summary="Take back a request to join")
def withdraw_request(request: HttpRequest, id: Key) -> HttpResponse:
    """Without one, nothing changes."""
    me = asking(request)
    actions.withdraw_request(me, space=queries.by_key(me, id))
    return nothing()


@router.get("/spaces/{id}/requests", response=reads(RequestPage), summary="List who asks to join")
def requests(request: HttpRequest, id: Key) -> HttpResponse:
    """For those who look after the space: the oldest first, 50 at most."""
    me = asking(request)
    rows = queries.at_the_door(me, space=queries.by_key(me, id)).requests
    return listed(({"person": person_of(row), "words": row.words, "at": row.at} for row in rows), None)


@router.put("/spaces/{id}/requests/{person}", response=ends(), summary="Answer a request to join")
def answer_request(request: HttpRequest, id: Key, person: Key, given: AnswerGiven) -> HttpResponse:
    """For those who look after the space."""
    me = asking(request)
    space, asks = queries.by_key(me, id), queries.person_here(me, person)
    actions.answer_request(me, space=space, person=asks, accept=given.accept)
    return nothing()


@router.get("/spaces/{id}/invitations", response=reads(InvitationPage), summary="List who is invited")
def invitations(request: HttpRequest, id: Key) -> HttpResponse:
    """For those who look after the space: invitations that wait, the oldest first, 50 at most."""
    me = asking(request)
    rows = queries.at_the_door(me, space=queries.by_key(me, id)).invitations
    return listed(map(invited_of, rows), None)


@router.put("/spaces/{id}/invitations/{person}", response=ends(), summary="Invite a person")
def invite(request: HttpRequest, id: Key, person: Key, given: InvitationGiven) -> HttpResponse:
    """For those who look after the space. Guests of partner firms are invited as guests.

    `mail_again` sends a guest who was invited here and did not come a new link, every twelve hours at most.
    """
    me = asking(request)
    space, invited = queries.by_key(me, id), queries.person_here(me, person)
    if given.mail_again:
        actions.mail_again(me, space=space, person=invited)
    else:
        actions.invite(me, space=space, person=invited, role=given.role or "")
    return nothing()


@router.delete("/spaces/{id}/invitations/{person}", response=ends(), summary="Take an invitation back")
def revoke_invitation(request: HttpRequest, id: Key, person: Key) -> HttpResponse:
    """For those who look after the space. Without one, nothing changes."""
    me = asking(request)
    space, invited = queries.by_key(me, id), queries.person_here(me, person)
    actions.revoke_invitation(me, space=space, person=invited)
    return nothing()


@router.post("/spaces/{id}/guests", response=makes(Invited), summary="Invite somebody from outside")
def invite_from_outside(request: HttpRequest, id: Key, given: GuestGiven) -> HttpResponse:
    """For those who look after the space: a way into the network is mailed, and a place is kept in this space alone.

    Whoever has the address already gets the place, and no mail; nor is somebody mailed twice.
    """
    me = asking(request)
    space = queries.by_key(me, id)
    asked = actions.invite_from_outside(me, space=space, email=given.email, name=given.name)
    made, person = asked.place, asked.place.person
    row = queries.Candidate(person.key, person.name, "", made.invited_by.name, made.at, mailed_at=asked.mailed_at)
    return created(invited_of(row), f"spaces/{space.key}/invitations/{person.key}")


@router.put("/spaces/{id}/invitation", response=ends(), summary="Accept an invitation")
def accept_invitation(request: HttpRequest, id: Key) -> HttpResponse:
    """Your own: you are in the space from now on."""
    me = asking(request)
    actions.accept_invitation(me, space=queries.by_key(me, id))
    return nothing()


@router.delete("/spaces/{id}/invitation", response=ends(), summary="Decline an invitation")
def decline_invitation(request: HttpRequest, id: Key) -> HttpResponse:
    """Your own. Nobody is told but who invited."""
    me = asking(request)
    actions.decline_invitation(me, space=queries.by_key(me, id))
    return nothing()


@router.put("/spaces/{id}/keys/{person}", response=ends(), summary="Hand a space over")
def hand_over(request: HttpRequest, id: Key, person: Key) -> HttpResponse:
    """One of its members becomes its owner; an owner who does so becomes a community manager."""
    me = asking(request)
    space, heir = queries.by_key(me, id), queries.person_here(me, person)
    actions.hand_over(me, space=space, person=heir)
    return nothing()
