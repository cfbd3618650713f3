"""One conversation, and what is done to a post."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from terreau.foundation.access.addresses import back, moved
from terreau.foundation.access.words import Absent, one
from terreau.foundation.identity.doors import viewer
from terreau.foundation.identity.models import Person
from terreau.foundation.text.cursors import BadCursor
from terreau.foundation.ui import toasts
from terreau.foundation.ui.pages import render
from terreau.network.posts import actions, queries
from terreau.network.posts.forms import CommentForm, ReactionForm
from terreau.network.posts.views import unsent

UNWRITTEN = CommentForm()  # one for all: what is drawn of it is kept


def seen(request: HttpRequest, key: str) -> queries.Post:
    return one(queries.post_at(viewer(request), key))


@require_safe
def conversation(request: HttpRequest, key: str) -> HttpResponse:
    post = seen(request, key)
    if post.about_id is not None:
        return to_thing(request, post)
    try:
        shown = queries.thread(viewer(request), post=post, before=request.GET.get("before"))
    except BadCursor as error:
        raise Absent from error
    return moved(request, shown.post.url) or draw(request, post, shown, UNWRITTEN)


def to_thing(request: HttpRequest, post: queries.Post) -> HttpResponse:
    """The conversation about a thing is read under the thing; the browser takes the place of a reply along."""
    card = queries.thing_of(viewer(request), post)
    if card is None:
        raise Absent
    query = request.META.get("QUERY_STRING", "")
    return HttpResponseRedirect(f"{card.url}?{query}" if query else card.url)


def draw(
    request: HttpRequest, post: queries.Post, shown: queries.Thread, form: CommentForm, status: int = 200
) -> HttpResponse:
    context = replying(request, post, shown, form)
    context["shares"] = list(queries.shares_of(viewer(request), post).values()) if shown.post.shared else []
    return render(request, "posts/conversation.html", context, status, block="replies")


def replying(request: HttpRequest, post: queries.Post, shown: queries.Thread, form: CommentForm) -> dict[str, Any]:
    """What the replies of a conversation and the box below them are drawn from."""
    wanted = request.GET.get("reply") or request.POST.get("parent")
    me = viewer(request)
    begun = reply_begun(me, post, wanted or "") if shown.post.drafted and not form.is_bound else None
    wanted = begun.comment.key if begun and begun.comment else wanted
    target = next((row for row in shown.comments if row.key == wanted), None)
    form = CommentForm(initial=unsent.begun(begun)) if begun else form
    context = {"thread": shown, "post": shown.post, "form": form, "reply_to": target, "may_comment": shown.may_comment}
    keys = str(form["attached"].value() or "").split()
    context |= {"begun": begun, "files": queries.files_of_writing(me, keys, begun) if keys else []}
    return {**context, "space_key": shown.post.space.key, "said": f"/posts/{post.key}/comments"}


def reply_begun(me: Person, post: queries.Post, wanted: str) -> queries.Draft | None:
    """The reply the viewer began in this place; with no place asked for, the one they wrote at last."""
    found = queries.replies_begun(me, post)
    here = [draft for draft in found if (draft.comment.key if draft.comment else "") == wanted]
    return next(iter(here or ([] if wanted else found)), None)


def changed(request: HttpRequest, post_id: int, block: str = "foot") -> HttpResponse:
    """The part of the card that changed, for htmx; else back to the page."""
    (row,) = queries.posts_by_id(viewer(request), [post_id], comments=False)
    if request.headers.get("HX-Request") != "true":
        return back(request, row.url)
    return render(request, f"posts/parts/{block}.html", {"post": row}, block="part")


@require_POST
def reaction(request: HttpRequest, key: str) -> HttpResponse:
    post, form = seen(request, key), ReactionForm(request.POST)
    if not form.is_valid():
        return HttpResponse(_("This reaction does not exist."), status=422)
    if form.cleaned_data["kind"]:
        actions.react(viewer(request), thing=post, kind=form.cleaned_data["kind"])
    else:
        actions.unreact(viewer(request), thing=post)
    return changed(request, post.pk)


@require_POST
def withdrawal(request: HttpRequest, key: str) -> HttpResponse:
    post = actions.withdraw(viewer(request), post=seen(request, key))
    answer = back(request, f"/spaces/{post.space.key}")
    if post.about_id is not None:
        return toasts.say(request, answer, _("Out of the feed. The conversation stays in its place."))
    return toasts.say(request, answer, _("Post withdrawn."), undo=f"/posts/{post.key}/restoration")


@require_POST
def restoration(request: HttpRequest, key: str) -> HttpResponse:
    post = one(queries.withdrawn_for(viewer(request)).filter(key=key))
    actions.restore(viewer(request), post=post)
    return back(request, queries.address(post.key, post.title))


@require_POST
def pin(request: HttpRequest, key: str) -> HttpResponse:
    verb: Callable[..., queries.Post] = actions.unpin if request.POST.get("off") else actions.pin
    post = verb(viewer(request), post=seen(request, key))
    return back(request, f"/spaces/{post.space.key}")
