"""One’s conversations, one of them, and the way to begin one."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.foundation.access.addresses import back, whole_number
from terreau.foundation.access.words import Absent, one
from terreau.foundation.identity.doors import viewer
from terreau.foundation.text.cursors import BadCursor
from terreau.foundation.ui.pages import draw_block, render, wants_part
from terreau.network.chat import actions, queries
from terreau.network.chat.forms import MessageForm
from terreau.network.chat.views.box import chosen_files, keep_files
from terreau.network.chat.views.places import PLACE, address, place, seen
from terreau.network.people import queries as people


@require_safe
def count(request: HttpRequest) -> HttpResponse:
    """What waits, for open pages that ask again."""
    return HttpResponse(draw_block("chat/count.html", "part", {"entry": place(queries.unread_count(viewer(request)))}))


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
    """The newest messages; `before` a number those above it, `around` it those beside it, `later` than it the next
    ones; `after` a number what came since, with what changed since `changed`; `reply` to a number with it quoted.
    """
    found = seen(request, key)
    asked = {name: whole_number(request.GET.get(name, "")) for name in ("before", "around", "later", "after", "reply")}
    if asked["after"] is not None and wants_part(request):
        return latest(request, found, asked["after"])
    form = MessageForm(initial={"answers": asked["reply"]})
    return draw(request, found, form, before=asked["before"], around=asked["around"], later=asked["later"])


def draw(
    request: HttpRequest,
    found: queries.Conversation,
    form: MessageForm,
    status: int = 200,
    *,
    before: int | None = None,
    around: int | None = None,
    later: int | None = None,
) -> HttpResponse:
    """The page, or when htmx asks the stretch alone."""
    me = viewer(request)
    talk = queries.talk(me, found)
    page = queries.page_of(me, talk, before=before, around=around)
    if later is not None:
        page = queries.following(me, talk, after=later)
    part = "before" if before is not None else "later" if later is not None else ""
    context = {"conversation": found, "talk": talk, "page": page, "part": part if wants_part(request) else ""}
    if not wants_part(request):
        context |= around_it(request, talk, form)
    return render(request, "chat/conversation.html", context, status, block="stretch")


def around_it(request: HttpRequest, talk: queries.Talk, form: MessageForm) -> dict[str, Any]:
    """What stands around the messages: who takes part, and the box."""
    me, found = viewer(request), talk.conversation
    may_send = queries.may_send(me, found)
    answered = whole_number(str(form["answers"].value() or "")) or 0
    quoted = next(iter(queries.message_at(me, found.key, answered)), None) if answered else None
    return {
        "other": talk.other,
        "members": queries.members(me, talk),
        "form": form,
        "may_send": may_send,
        "out_of_reach": [] if may_send or not found.is_group else queries.out_of_reach(me, found),
        "answered": queries.one_said(me, talk, quoted) if quoted else None,
        "files": chosen_files(request, form),
        "most": queries.MOST,
    }


def latest(request: HttpRequest, found: queries.Conversation, after: int, status: int = 200) -> HttpResponse:
    """What came since, and what changed, to be joined to the page."""
    me, given = viewer(request), request.GET or request.POST
    talk = queries.talk(me, found)
    stamped = whole_number(given.get("changed", "")) or 0
    context = {
        "conversation": found,
        "page": queries.since(me, talk, after=after),
        "changed": queries.changed_since(me, talk, stamped=stamped, upto=after),
    }
    return render(request, "chat/latest.html", context, status, block="part")


@require_POST
def draft(request: HttpRequest, key: str) -> HttpResponse:
    """Keep what is being written."""
    actions.keep_draft(viewer(request), conversation=seen(request, key), text=request.POST.get("body", ""))
    return HttpResponse(status=204)


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
    person, fields = one(queries.someone(me, key)), request.POST.copy()
    refused = keep_files(request, fields)
    form = MessageForm(fields or None)
    if refused:
        form.add_error("body", refused)
    if request.method == "POST" and form.is_valid():
        said = actions.write_to(me, person=person, body=form.cleaned_data["body"], files=form.file_keys())
        return back(request, f"{address(said.conversation)}#m-{said.number}")
    known = queries.key_with(me, person)
    if known and not form.errors:
        return HttpResponseRedirect(f"{PLACE}/{known}#latest")
    context = {"other": person, "talker": queries.talker(person), "form": form, "files": chosen_files(request, form)}
    context["may_send"] = queries.may_write_to(me, person)
    return render(request, "chat/first.html", context, 422 if form.errors else 200)
