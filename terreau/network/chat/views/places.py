"""Where messages are, in the frame of every page; and the conversation a page is about."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from terreau.foundation.access.words import one
from terreau.foundation.identity.doors import is_signed_in, viewer
from terreau.foundation.ui.frame import Entry
from terreau.network.chat import queries

PLACE = "/conversations"


def frame(request: HttpRequest) -> dict[str, Any]:
    """The place of messages."""
    if not is_signed_in(request):
        return {}
    return {"entries": [place()]}


def place(count: int = 0) -> Entry:
    """Where messages are. On a page the count comes with that of the bell, asked in the same question."""
    return Entry(_("Messages"), PLACE, "message", rank=40, count=count, count_url=f"{PLACE}/count", live="chat")


def seen(request: HttpRequest, key: str) -> queries.Conversation:
    return one(queries.conversation_at(viewer(request), key))


def seen_message(request: HttpRequest, key: str, number: int) -> queries.Message:
    return one(queries.message_at(viewer(request), key, number))


def address(conversation: queries.Conversation) -> str:
    return f"{PLACE}/{conversation.key}"


def place_of(message: queries.Message) -> str:
    """The conversation around a message."""
    return f"{address(message.conversation)}?around={message.number}#m-{message.number}"
