"""One’s conversations, one of them, and the way to begin one."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.foundation.access.addresses import back, whole_number
from terreau.foundation.access.words import Absent, one
from terreau.foundation.identity.doors import is_signed_in, viewer
from terreau.foundation.text.cursors import BadCursor
from terreau.foundation.ui.frame import Entry
from terreau.foundation.ui.pages import draw_block, render, wants_part
from terreau.network.chat import actions, queries
from terreau.network.chat.forms import MessageForm
from terreau.network.people import queries as people

PLACE = "/conversations"


def frame(request: HttpRequest) -> dict[str, Any]:
    """The place of messages."""
    if not is_signed_in(request):
        return {}
    return {"entries": [place()]}


def place(count: int = 0) -> Entry:
    """Where messages are. On a page the count comes with that of the bell, asked in the same question."""
    return Entry(_("Messages"), PLACE, "message", rank=40, count=count, count_url=f"{PLACE}/count", live="chat")


@require_safe
def count(request: HttpRequest) -> HttpResponse:
    """What waits, for open pages that ask again."""
    return HttpResponse(draw_block("chat/count.html", "part", {"entry": place(queries.unread_count(viewer(request)))}))


def seen(request: HttpRequest, key: str) -> queries.Conversation:
    return one(queries.conversation_at(viewer(request), key))


def address(conversation: queries.Conversation) -> str:
    return f"{PLACE}/{conversation.key}"


@require_safe
def conversations(request: HttpRequest) -> HttpResponse:
    """Those the viewer takes part in, the liveliest first."""
    try:
        found = queries.conversations(viewer(request), before=request.GET.get("before"))
    except BadCursor as error:
        raise Absent from error
    return render(request, "chat/conversations.html", {"listing": found}, block="items")


@require_safe
def conversation(request: HttpRequest, key: str) -> HttpResponse:
    """The newest messages; `before` a number those above it, `after` a number what came since."""
    found = seen(request, key)
    before, after = (whole_number(request.GET.get(name, "")) for name in ("before", "after"))
    if after is not None and wants_part(request):
        return latest(request, found, after)
    return draw(request, found, MessageForm(), before)


def draw(
    request: HttpRequest, found: queries.Conversation, form: MessageForm, before: int | None = None, status: int = 200
) -> HttpResponse:
    me = viewer(request)
    context = {
        "conversation": found,
        "other": queries.other_of(me, found),
        "talker": queries.talker(queries.other_of(me, found)),
        "page": queries.page_of(me, found, before=before),
        "before": before,
        "form": form,
        "may_send": queries.may_send(me, found),
    }
    return render(request, "chat/conversation.html", context, status, block="earlier")


def latest(request: HttpRequest, found: queries.Conversation, after: int, status: int = 200) -> HttpResponse:
    """What came since, to be joined to the page."""
    page = queries.since(viewer(request), found, after=after)
    return render(request, "chat/latest.html", {"conversation": found, "page": page}, status, block="part")


@require_POST
def messages(request: HttpRequest, key: str) -> HttpResponse:
    """Send one."""
    found, form = seen(request, key), MessageForm(request.POST)
    after = whole_number(request.POST.get("after", ""))
    if not form.is_valid():
        part = wants_part(request)
        return (
            latest(request, found, after or found.last_number, 422) if part else draw(request, found, form, status=422)
        )
    said = actions.send(viewer(request), conversation=found, body=form.cleaned_data["body"])
    if wants_part(request) and after is not None:
        return latest(request, found, after)
    return back(request, f"{address(found)}#m-{said.number}")


@require_POST
def reading(request: HttpRequest, key: str) -> HttpResponse:
    """Read up to here (`upto`)."""
    found, upto = seen(request, key), whole_number(request.POST.get("upto", ""))
    actions.mark_read(viewer(request), conversation=found, upto=upto or 0)
    return HttpResponse(status=204) if request.POST.get("quiet") else back(request, address(found))


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin one: find somebody (`text`), or write to somebody found (`to`)."""
    me, key = viewer(request), request.POST.get("to") or request.GET.get("to", "")
    if not key:
        text = request.GET.get("text", "")[:80]
        return render(request, "chat/new.html", {"text": text, "found": people.reachable(me, text=text)}, block="items")
    person, form = one(queries.someone(me, key)), MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = actions.write_to(me, person=person, body=form.cleaned_data["body"])
        return back(request, f"{address(said.conversation)}#m-{said.number}")
    known = queries.key_with(me, person)
    if known and not form.errors:
        return HttpResponseRedirect(f"{PLACE}/{known}#latest")
    may = queries.may_write_to(me, person)
    context = {"other": person, "talker": queries.talker(person), "form": form, "may_send": may}
    return render(request, "chat/first.html", context, 422 if form.errors else 200)
