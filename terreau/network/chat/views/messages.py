"""Messages: said, looked at alone, reacted to, said otherwise, taken back."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.foundation.access.addresses import back, whole_number
from terreau.foundation.access.words import Unsaid, one
from terreau.foundation.identity.doors import viewer
from terreau.foundation.text import rich
from terreau.foundation.ui import toasts
from terreau.foundation.ui.pages import render, wants_part
from terreau.network.chat import actions, queries
from terreau.network.chat.forms import MessageForm, ReactionForm
from terreau.network.chat.views.box import keep_files
from terreau.network.chat.views.places import address, place_of, seen, seen_message
from terreau.network.chat.views.talks import draw, latest


@require_POST
def messages(request: HttpRequest, key: str) -> HttpResponse:
    """Send one."""
    found, fields = seen(request, key), request.POST.copy()
    refused = keep_files(request, fields)
    form = MessageForm(fields)
    after = whole_number(fields.get("after", ""))
    if refused:
        form.add_error("body", refused)
    if not form.is_valid():
        part = wants_part(request)
        return latest(request, found, after or found.last_number, 422) if part else draw(request, found, form, 422)
    answers = form.cleaned_data["answers"]
    said = actions.send(
        viewer(request),
        conversation=found,
        body=form.cleaned_data["body"],
        answers=seen_message(request, key, answers) if answers else None,
        files=form.file_keys(),
    )
    if wants_part(request) and after is not None:
        return latest(request, found, after)
    return back(request, f"{address(found)}#m-{said.number}")


@require_safe
def message(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One message with all that can be done with it: a page, or for a script the panel of its menu."""
    me, found = viewer(request), seen_message(request, key, number)
    talk = queries.talk(me, found.conversation)
    may_send = queries.may_send(me, found.conversation)
    context = {"conversation": found.conversation, "talk": talk, "said": queries.one_said(me, talk, found)}
    return render(request, "chat/one.html", {**context, "may_send": may_send}, block="acts")


@require_POST
def reaction(request: HttpRequest, key: str, number: int) -> HttpResponse:
    found, form = seen_message(request, key, number), ReactionForm(request.POST)
    if not form.is_valid():
        return HttpResponse(_("This reaction does not exist."), status=422)
    me, kind = viewer(request), form.cleaned_data["kind"]
    if kind:
        actions.react(me, message=found, kind=kind)
    else:
        actions.unreact(me, message=found)
    if not wants_part(request):
        return back(request, place_of(found))
    found.refresh_from_db(fields=["reaction_count"])
    said = queries.one_said(me, queries.talk(me, found.conversation), found)
    return render(request, "chat/foot.html", {"conversation": found.conversation, "said": said}, block="part")


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Say it otherwise: one’s own words as they were typed."""
    found = seen_message(request, key, number)
    form = MessageForm(request.POST or None, initial={"body": rich.to_plain(found.body)})
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit(viewer(request), message=found, body=form.cleaned_data["body"])
            return back(request, place_of(found))
        except Unsaid as error:
            form.add_error("body", error.why)
    talk = queries.talk(viewer(request), found.conversation)
    context = {"conversation": found.conversation, "talk": talk, "message": found, "form": form}
    return render(request, "chat/edit.html", context, 422 if form.errors else 200)


@require_POST
def withdrawal(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Take one’s own message away."""
    found = seen_message(request, key, number)
    actions.withdraw(viewer(request), message=found)
    undo = f"{address(found.conversation)}/messages/{found.number}/restoration"
    return toasts.say(request, back(request, place_of(found)), _("Message withdrawn."), undo=undo)


@require_POST
def restoration(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Bring back what one has just withdrawn."""
    found = one(queries.withdrawn_at(viewer(request), key, number))
    actions.bring_back(viewer(request), message=found)
    return back(request, place_of(found))


@require_safe
def versions(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """What a message said before."""
    me, found = viewer(request), seen_message(request, key, number)
    talk = queries.talk(me, found.conversation)
    context = {"conversation": found.conversation, "talk": talk, "said": queries.one_said(me, talk, found)}
    return render(request, "chat/versions.html", {**context, "wordings": queries.wordings(me, found)})
