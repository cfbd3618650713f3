"""The conversation about a thing of a room above, on the page of the thing.

A room names these views in its `urls.py` with its kind of thing, and puts `talk` into the context of the thing’s page
(docs/decisions/019-one-conversation-per-thing.md). It is the one module of views that other rooms import.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from terreau.foundation.access.addresses import back
from terreau.foundation.access.words import Absent
from terreau.foundation.cards.shapes import Thing, discussed_in
from terreau.foundation.identity.doors import viewer
from terreau.foundation.text.cursors import BadCursor
from terreau.foundation.ui import toasts
from terreau.foundation.ui.pages import render
from terreau.network.posts import actions, queries
from terreau.network.posts.forms import AnnouncementForm
from terreau.network.posts.views import comments as replies
from terreau.network.posts.views import unsent
from terreau.network.posts.views.posts import UNWRITTEN, replying


def thing_at(request: HttpRequest, kind: str, key: str) -> Thing:
    found = discussed_in(kind).thing(viewer(request), key)
    if found is None:
        raise Absent
    return found


def talk(request: HttpRequest, thing: Thing, path: str) -> dict[str, Any]:
    """What `posts/talk.html` shows below a thing already known to be visible. `path`: `/pages/m3x9qa`."""
    try:
        found = queries.talk(viewer(request), thing, before=request.GET.get("before"))
    except BadCursor as error:
        raise Absent from error
    context: dict[str, Any] = {"thread": None, "post": None, "form": UNWRITTEN, "reply_to": None, "files": []}
    context |= {"may_comment": found.may_comment, "begun": None, "space_key": ""}
    if found.post is not None and found.thread is not None:
        context = replying(request, found.post, found.thread, UNWRITTEN)
    return {**context, "talk": found, "said": f"{path}/comments", "announce": f"{path}/announcement"}


@require_POST
def comments(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """A reply to the thing, or to what was said of it; the first one begins the conversation."""
    thing = thing_at(request, kind, key)
    post = actions.open_about(viewer(request), thing=thing)
    return replies.comments(request, post.key)


@require_POST
def draft(request: HttpRequest, key: str, kind: str) -> JsonResponse:
    """Keep a reply as it is typed."""
    thing = thing_at(request, kind, key)
    return unsent.reply(request, actions.open_about(viewer(request), thing=thing).key)


@require_http_methods(["GET", "HEAD", "POST"])
def announcement(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """The thing stands in the feed of its space, with some words."""
    thing = thing_at(request, kind, key)
    form = AnnouncementForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.announce(viewer(request), thing=thing, body=form.cleaned_data["body"], minor=form.cleaned_data["minor"])
        return toasts.say(request, back(request, thing.url), _("Announced in the feed."))
    context = {"thing": thing, "form": form, "space": queries.announced_in(viewer(request), thing)}
    return render(request, "posts/announce.html", context, 422 if request.method == "POST" else 200)
