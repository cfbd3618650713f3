"""Conversations and messages for other programs. A message’s id is its conversation’s and its number, with a dash."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from terreau.foundation.access.endpoints import (
    Before,
    Key,
    Limit,
    answer,
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
from terreau.foundation.access.words import Absent, one
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import queries as storage
from terreau.foundation.text import rich
from terreau.foundation.text.cursors import BadCursor
from terreau.network.chat import actions, queries
from terreau.network.chat.schemas import (
    Conversation,
    ConversationChange,
    ConversationGiven,
    ConversationPage,
    Message,
    MessageChange,
    MessageGiven,
    MessageId,
    MessagePage,
    ReactionGiven,
    ReadGiven,
    Reading,
    ReadingGiven,
    WordingPage,
)

router = Router(tags=["conversations"])


def seen(viewer: Person, id: str) -> queries.Conversation:
    return one(queries.conversation_at(viewer, id))


def seen_message(viewer: Person, id: str) -> queries.Message:
    key, _dash, number = id.partition("-")
    return one(queries.message_at(viewer, key, int(number)))


def html(body: str, text: str) -> str:
    """The rich text of what was sent, as HTML or as plain text."""
    return body or (rich.from_plain(text) if text else "")


def row_of(row: queries.Row) -> dict[str, Any]:
    told = {"title": row.title, "group": row.face.group, "unread": row.unread, "muted": row.muted}
    return {"id": row.key, "url": place(f"/conversations/{row.key}"), **told, "active_at": row.at, "words": row.words}


def shown(viewer: Person, conversation: queries.Conversation) -> dict[str, Any]:
    """A conversation with everybody in it, as its reader finds it."""
    talk = queries.talk(viewer, seen(viewer, conversation.key))
    found = talk.conversation
    told = {"title": talk.title, "name": found.name, "group": found.is_group, "last": found.last_number}
    mine = {"read": talk.mine.read_number, "muted": talk.mine.muted_at is not None}
    return {
        "id": found.key,
        "url": place(f"/conversations/{found.key}"),
        **told,
        **mine,
        "may_send": queries.may_send(viewer, found),
        "participants": [participant_of(row) for row in queries.parts(viewer, talk)],
    }


def participant_of(row: queries.Part) -> dict[str, Any]:
    person = ref(row.talker.key, row.talker.name, row.talker.url)
    return {"person": person, "joined_at": row.joined_at, "added_by": row.added_by or None, "read": row.read}


def message_of(key: str, said: queries.Said) -> dict[str, Any]:
    """One message as its reader finds it."""
    quoted = said.quoted
    answers = None
    if quoted:
        id = f"{key}-{quoted.number}" if quoted.number else None
        answers = {"id": id, "author": quoted.author, "text": quoted.words}
    return {
        "id": f"{key}-{said.number}",
        "url": place(f"/conversations/{key}?around={said.number}#m-{said.number}"),
        "conversation": key,
        "number": said.number,
        "author": ref(said.author.key, said.author.name, said.author.url),
        "event": said.event or None,
        "body": said.body,
        "text": rich.to_plain(said.body),
        "language": said.language,
        "sent_at": said.at,
        "edited_at": said.edited_at,
        "withdrawn": said.withdrawn,
        "answers": answers,
        "attachments": [storage.told(file) for file in said.files],
        "reactions": [{"kind": one.kind, "people": one.people} for one in said.reactions],
        "my_reaction": said.own or None,
    }


def shown_message(viewer: Person, message: queries.Message) -> dict[str, Any]:
    found = one(queries.message_at(viewer, message.conversation.key, message.number))
    talk = queries.talk(viewer, found.conversation)
    return message_of(found.conversation.key, queries.one_said(viewer, talk, found))


@router.get("/conversations", response=reads(ConversationPage), summary="List your conversations")
def listing(request: HttpRequest, before: Before = "", limit: Limit = 20) -> HttpResponse:
    """The liveliest first."""
    try:
        found = queries.conversations(asking(request), before=before, size=limit)
    except BadCursor as error:
        raise Absent from error
    return listed(map(row_of, found.rows), found.next)


@router.post("/conversations", response=makes(Conversation), summary="Begin a conversation")
def begin(request: HttpRequest, given: ConversationGiven) -> HttpResponse:
    """With one person, `text` is said in the conversation you have or begin with them; it is needed then.

    Several people, or a name, make a conversation of several, in which `text` is said where there is one.
    """
    me = asking(request)
    people = queries.some(me, given.people)
    if len(people) != len(set(given.people)):
        raise Absent
    said = html("", given.text)
    if len(people) == 1 and not given.name:
        made = actions.write_to(me, person=people[0], body=said).conversation
    else:
        made = actions.begin(me, people=people, name=given.name, body=said)
    return created(shown(me, made), f"conversations/{made.key}")


@router.get("/conversations/{id}", response=reads(Conversation), summary="Read who takes part in a conversation")
def read(request: HttpRequest, id: Key) -> HttpResponse:
    """Nobody but those who take part finds it."""
    me = asking(request)
    return answer(shown(me, seen(me, id)))


@router.patch("/conversations/{id}", response=changes(Conversation), summary="Name or mute a conversation")
def change(request: HttpRequest, id: Key, given: ConversationChange) -> HttpResponse:
    """A name is for everybody in it, and only for a conversation of several; muting is yours alone."""
    me = asking(request)
    found = seen(me, id)
    if given.name is not None:
        actions.rename(me, conversation=found, name=given.name)
    if given.muted is not None:
        (actions.mute if given.muted else actions.unmute)(me, conversation=found)
    return answer(shown(me, found))


@router.delete("/conversations/{id}", response=ends(), summary="Leave a conversation of several")
def leave(request: HttpRequest, id: Key) -> HttpResponse:
    """You read no more of it, nor what was said before; what you wrote stays for the others."""
    me = asking(request)
    actions.leave(me, conversation=seen(me, id))
    return nothing()


@router.put("/conversations/{id}/people/{person}", response=changes(Conversation), summary="Add somebody")
def add(request: HttpRequest, id: Key, person: Key) -> HttpResponse:
    """To a conversation of several. They read from then on, nothing of before."""
    me = asking(request)
    found = seen(me, id)
    actions.add(me, conversation=found, people=[one(queries.someone(me, person))])
    return answer(shown(me, found))


@router.delete("/conversations/{id}/people/{person}", response=ends(), summary="Take somebody out")
def take_out(request: HttpRequest, id: Key, person: Key) -> HttpResponse:
    """Whoever began the conversation or added them; a guest, everybody in it."""
    me = asking(request)
    actions.take_out(me, participant=one(queries.part_at(me, seen(me, id), person)))
    return nothing()


@router.put("/conversations/{id}/read", response=ends(), summary="Mark a conversation read")
def mark_read(request: HttpRequest, id: Key, given: ReadGiven) -> HttpResponse:
    """Never back from where you are."""
    me = asking(request)
    found = seen(me, id)
    actions.mark_read(me, conversation=found, upto=given.upto or found.last_number)
    return nothing()


@router.get("/me/conversations", response=reads(Reading), summary="Read whether others see what you have read")
def reading(request: HttpRequest) -> HttpResponse:
    """Who does not show it does not see it of others."""
    return answer({"shown": not queries.hides_reading(asking(request))})


@router.put("/me/conversations", response=changes(Reading), summary="Show or hide what you have read")
def show_reading(request: HttpRequest, given: ReadingGiven) -> HttpResponse:
    """It holds for all your conversations, and both ways."""
    (actions.show_reading if given.shown else actions.hide_reading)(asking(request))
    return answer({"shown": given.shown})


@router.get("/conversations/{id}/messages", response=reads(MessagePage), summary="Read messages", tags=["messages"])
def messages(request: HttpRequest, id: Key, before: Before = "") -> HttpResponse:
    """Forty at most, the newest page first, oldest first inside a page."""
    me = asking(request)
    if before and not (before.isascii() and before.isdecimal() and len(before) < 16):
        raise Absent
    talk = queries.talk(me, seen(me, id))
    page = queries.page_of(me, talk, before=int(before) if before else None)
    return listed((message_of(id, said) for said in page.messages), str(page.earlier) if page.earlier else None)


@router.post("/conversations/{id}/messages", response=makes(Message), summary="Send a message", tags=["messages"])
def send(request: HttpRequest, id: Key, given: MessageGiven) -> HttpResponse:
    """Who takes part writes, as long as somebody can be reached there."""
    me = asking(request)
    found = seen(me, id)
    answers = one(queries.message_at(me, id, given.answers)) if given.answers else None
    body = html(given.body, given.text)
    made = actions.send(me, conversation=found, answers=answers, body=body, files=given.files)
    return created(shown_message(me, made), f"messages/{id}-{made.number}")


@router.get("/messages/{id}", response=reads(Message), summary="Read a message", tags=["messages"])
def read_message(request: HttpRequest, id: Path[MessageId]) -> HttpResponse:
    """One that was withdrawn is not there any more."""
    me = asking(request)
    return answer(shown_message(me, seen_message(me, id)))


@router.patch("/messages/{id}", response=changes(Message), summary="Edit a message", tags=["messages"])
def edit(request: HttpRequest, id: Path[MessageId], given: MessageChange) -> HttpResponse:
    """Your own. What it said before is kept, for those who read it."""
    me = asking(request)
    found = seen_message(me, id)
    actions.edit(me, message=found, body=html(given.body, given.text))
    return answer(shown_message(me, found))


@router.delete("/messages/{id}", response=ends(), summary="Withdraw a message", tags=["messages"])
def withdraw(request: HttpRequest, id: Path[MessageId]) -> HttpResponse:
    """Your own. Its place stays, its words and files are shown to nobody."""
    me = asking(request)
    actions.withdraw(me, message=seen_message(me, id))
    return nothing()


@router.post("/messages/{id}/restoration", response=changes(Message), summary="Bring it back", tags=["messages"])
def bring_back(request: HttpRequest, id: Path[MessageId]) -> HttpResponse:
    """Your own, within an hour."""
    me = asking(request)
    key, _dash, number = id.partition("-")
    found = one(queries.withdrawn_at(me, key, int(number)))
    actions.bring_back(me, message=found)
    return answer(shown_message(me, found))


@router.get(
    "/messages/{id}/versions", response=reads(WordingPage), summary="Read what it said before", tags=["messages"]
)
def versions(request: HttpRequest, id: Path[MessageId]) -> HttpResponse:
    """The newest first."""
    me = asking(request)
    rows = queries.wordings(me, seen_message(me, id))
    return listed(({"body": row.body, "text": rich.to_plain(row.body), "at": row.at} for row in rows), None)


@router.put("/messages/{id}/reaction", response=changes(Message), summary="React to a message", tags=["messages"])
def react(request: HttpRequest, id: Path[MessageId], given: ReactionGiven) -> HttpResponse:
    """One reaction a person: another kind takes the place of the one before."""
    me = asking(request)
    found = seen_message(me, id)
    actions.react(me, message=found, kind=given.kind)
    return answer(shown_message(me, found))


@router.delete("/messages/{id}/reaction", response=changes(Message), summary="Take it back", tags=["messages"])
def unreact(request: HttpRequest, id: Path[MessageId]) -> HttpResponse:
    """Without one, nothing changes."""
    me = asking(request)
    found = seen_message(me, id)
    actions.unreact(me, message=found)
    return answer(shown_message(me, found))
