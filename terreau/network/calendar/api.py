"""Events for other programs."""

from dataclasses import replace
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router

from terreau.foundation.access.endpoints import (
    Before,
    Key,
    answer,
    asking,
    changes,
    created,
    listed,
    makes,
    place,
    problem,
    reads,
    ref,
)
from terreau.foundation.access.words import Absent, one
from terreau.foundation.identity.models import Person
from terreau.foundation.text import rich
from terreau.foundation.text.cursors import BadCursor
from terreau.foundation.text.rhythms import MOST
from terreau.network.calendar import actions, cards, queries
from terreau.network.calendar.schemas import (
    AnswerGiven,
    AnswerPage,
    Asked,
    Conversation,
    Count,
    Event,
    EventChange,
    EventGiven,
    EventPage,
    Reason,
    SlotGiven,
)
from terreau.network.people import queries as people
from terreau.network.posts import actions as posts
from terreau.network.posts import queries as post_queries
from terreau.network.spaces import queries as spaces

router = Router(tags=["events"])
SAID = ("title", "starts_at", "ends_at", "zone", "place", "link", "body", "seats", "slot_minutes")


def seen(viewer: Person, id: str) -> queries.Event:
    return one(queries.event_at(viewer, id))


def row_of(row: queries.EventRow) -> dict[str, Any]:
    """An event in a list."""
    names = ("title", "language", "place", "link", "called_off")
    told = {name: getattr(row, name) for name in names}
    when = {"starts_at": row.here.start, "ends_at": row.here.end, "zone": row.zone}
    space = ref(row.space.key, row.space.name, row.space.url)
    return {"id": row.key, "url": place(row.url), "space": space, **told, **when}


def shown(viewer: Person, event: queries.Event) -> dict[str, Any]:
    """An event with what stands around it."""
    found = queries.reading(viewer, seen(viewer, event.key))
    event, they, talk = found.event, found.attendance, post_queries.post_about(viewer, cards.thing_of(found.event))
    told = {name: value for name, value in row_of(found.row).items() if name != "called_off"}
    counts = {name: getattr(they, name) for name in ("seats", "coming", "waiting", "perhaps")}
    return {
        **told,
        "body": event.body,
        "text": rich.to_plain(event.body),
        "organiser": ref(found.organiser.key, found.organiser.name, found.organiser.url),
        "attendance": {**counts, "mine": they.mine or None, "place": they.place or None},
        "called_off": {"why": event.why_called_off, "at": event.called_off_at} if event.called_off_at else None,
        "series": series_of(found.again),
        "slots": [slot_of(slot) for slot in found.slots],
        "conversation": talk.key if talk else None,
    }


def series_of(again: queries.Again | None) -> dict[str, Any] | None:
    return {"rhythm": again.rhythm, "place": again.place, "count": again.count} if again else None


def slot_of(slot: queries.Slot) -> dict[str, Any]:
    """A slot of office hours."""
    person = ref(slot.who.key, slot.who.name, slot.who.url) if slot.who else None
    told = {"number": slot.number, "starts_at": slot.start, "ends_at": slot.end, "free": slot.free}
    return {**told, "mine": slot.mine, "person": person, "about": slot.about}


def agenda(request: HttpRequest, show: str, before: str, space: spaces.Space | None = None) -> HttpResponse:
    try:
        found = queries.agenda(asking(request), space=space, past=show == "past", after=before)
    except BadCursor:
        return problem(request, 422, "`before` is the `next` of a page before.")
    return listed((row_of(row) for group in found.groups for row in group.events), found.after)


def html(body: str | None, text: str | None) -> str:
    """The rich text of what was sent, as HTML or as plain text."""
    return body or (rich.from_plain(text) if text else "")


@router.get("/events", response=reads(EventPage), summary="List the events of your calendar")
def mine(request: HttpRequest, show: Literal["coming", "past"] = "coming", before: Before = "") -> HttpResponse:
    """What comes, the next first, or what was, the last first: of all your spaces."""
    return agenda(request, show, before)


@router.get("/spaces/{id}/events", response=reads(EventPage), summary="List the events of a space")
def of_space(
    request: HttpRequest, id: Key, show: Literal["coming", "past"] = "coming", before: Before = ""
) -> HttpResponse:
    """What comes, the next first, or what was, the last first."""
    return agenda(request, show, before, one(spaces.readable_at(asking(request), id)))


@router.post("/events", response=makes(Event), summary="Bring an event in")
def create(request: HttpRequest, given: EventGiven) -> HttpResponse:
    """Members bring events into the calendars of their spaces; of a series (`repeat`) the first one is answered."""
    me = asking(request)
    space = one(spaces.readable_at(me, given.space))
    told = {name: getattr(given, name) for name in SAID if name != "body"}
    said = actions.Said(**told, body=html(given.body, given.text))
    if given.repeat is None:
        event = actions.create(me, space=space, said=said)
    else:
        again: dict[str, Any] = {
            "rhythm": given.repeat.rhythm,
            "until": given.repeat.until,
            "number": given.repeat.times or MOST,
        }
        event = actions.create_series(me, space=space, said=said, **again)
    return created(shown(me, event), f"events/{event.key}")


@router.get("/events/{id}", response=reads(Event), summary="Read an event")
def read(request: HttpRequest, id: Key) -> HttpResponse:
    """As it stands now, with who comes in figures and your own answer."""
    me = asking(request)
    return answer(shown(me, seen(me, id)))


@router.patch("/events/{id}", response=changes(Event), summary="Change an event")
def edit(request: HttpRequest, id: Key, given: EventChange) -> HttpResponse:
    """Who brought it in and those who look after the space; who answered hears of a new time or place."""
    me = asking(request)
    event, sent = seen(me, id), given.model_dump(exclude_unset=True)
    scope = sent.pop("scope", "this")
    body = html(sent.pop("body", None), sent.pop("text", None))
    said = replace(actions.said_of(event), **sent)
    said = replace(said, body=body) if body else said
    change = actions.edit_following if scope == "following" else actions.edit
    change(me, event=event, said=said)
    return answer(shown(me, event))


@router.put("/events/{id}/cancellation", response=changes(Event), summary="Call an event off")
def call_off(request: HttpRequest, id: Key, given: Reason) -> HttpResponse:
    """It stays at its address and says so; who meant to come hears it."""
    me = asking(request)
    event = seen(me, id)
    stop = actions.call_off_following if given.scope == "following" else actions.call_off
    stop(me, event=event, why=given.why)
    return answer(shown(me, event))


@router.delete("/events/{id}/cancellation", response=changes(Event), summary="Hold an event after all")
def resume(request: HttpRequest, id: Key) -> HttpResponse:
    """What was called off takes place, at its time and place."""
    me = asking(request)
    return answer(shown(me, actions.resume(me, event=seen(me, id))))


@router.put("/events/{id}/answer", response=changes(Event), summary="Say whether you come")
def say(request: HttpRequest, id: Key, given: AnswerGiven) -> HttpResponse:
    """Where every seat is taken, a yes waits in the order of arrival; the answer says where you stand."""
    me = asking(request)
    event = seen(me, id)
    actions.answer(me, event=event, choice=given.choice)
    return answer(shown(me, event))


@router.put("/events/{id}/slot", response=changes(Event), summary="Take a slot of office hours")
def book(request: HttpRequest, id: Key, given: SlotGiven) -> HttpResponse:
    """A free one, or another one instead of yours. 403 where somebody was faster: read it again and choose."""
    me = asking(request)
    event = seen(me, id)
    actions.book(me, event=event, slot=given.slot, about=given.about)
    return answer(shown(me, event))


@router.delete("/events/{id}/slot", response=changes(Event), summary="Give your slot back")
def give_back(request: HttpRequest, id: Key) -> HttpResponse:
    """It is free for the next person."""
    me = asking(request)
    event = seen(me, id)
    actions.give_back(me, event=event)
    return answer(shown(me, event))


@router.get("/events/{id}/answers", response=reads(AnswerPage), summary="List who comes")
def answers(request: HttpRequest, id: Key) -> HttpResponse:
    """Those who come; for who runs the event every answer. At most 500 of each."""
    me = asking(request)
    found = queries.parts(me, seen(me, id))
    rows = [(part.choice, person) for part in found for person in part.people]
    told = ({"person": ref(row.key, row.name, row.url), "choice": choice} for choice, row in rows)
    return listed(told, None)


@router.post("/events/{id}/invitations", response=makes(Count), summary="Ask people to come")
def invite(request: HttpRequest, id: Key, given: Asked) -> HttpResponse:
    """People who may see the event. Being asked keeps no seat."""
    me = asking(request)
    event = seen(me, id)
    chosen = list(people.seen_by(me).filter(key__in=given.people))
    if len(chosen) != len(set(given.people)):
        raise Absent
    count = actions.invite(me, event=event, people=chosen)
    return created({"asked": count}, f"events/{event.key}/answers")


@router.post("/events/{id}/conversation", response=makes(Conversation), summary="Begin the conversation of an event")
def converse(request: HttpRequest, id: Key) -> HttpResponse:
    """The one there is, or a new one: its replies are at `/posts/{id}/comments`."""
    me = asking(request)
    post = posts.open_about(me, thing=cards.thing_of(seen(me, id)))
    return created({"id": post.key}, f"posts/{post.key}")
