"""Where a post stands: shared into other spaces, moved, withdrawn and brought back; what it said before."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terreau.foundation.access.addresses import back
from terreau.foundation.access.words import one
from terreau.foundation.identity.doors import viewer
from terreau.foundation.ui import toasts
from terreau.foundation.ui.pages import render
from terreau.network.posts import actions, queries
from terreau.network.posts.views.comments import seen_comment
from terreau.network.posts.views.posts import seen
from terreau.network.spaces import queries as spaces


def row_of(request: HttpRequest, post: queries.Post) -> queries.PostRow:
    (row,) = queries.posts_by_id(viewer(request), [post.pk], comments=False)
    return row


@require_http_methods(["GET", "HEAD", "POST"])
def shares(request: HttpRequest, key: str) -> HttpResponse:
    """Choose spaces in which this conversation is shown too."""
    post = seen(request, key)
    row = row_of(request, post)
    if request.method == "POST":
        wanted = one(spaces.written_by(viewer(request)).filter(key=request.POST.get("space", "")))
        actions.share(viewer(request), post=post, space=wanted)
        answer = back(request, f"/posts/{post.key}/shares")
        return toasts.say(request, answer, _("Shared."), undo=f"/posts/{post.key}/shares/{wanted.key}/removal")
    shown = queries.shares_of(viewer(request), post)
    left = [space for space in spaces.places_to_write(viewer(request)) if space.key not in {row.space.key, *shown}]
    return render(request, "posts/shares.html", {"post": row, "shares": shown.values(), "spaces": left})


@require_POST
def unsharing(request: HttpRequest, key: str, space: str) -> HttpResponse:
    """No longer shown in that space; the conversation stays where it lives."""
    post = seen(request, key)
    there = one(spaces.seen_by(viewer(request)).filter(key=space))
    actions.unshare(viewer(request), post=post, space=there)
    return toasts.say(request, back(request, f"/posts/{post.key}/shares"), _("No longer shared there."))


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, key: str) -> HttpResponse:
    """Choose the space to which the whole conversation goes."""
    post = seen(request, key)
    row, origin = row_of(request, post), post.space.key
    if request.method == "POST":
        wanted = one(spaces.written_by(viewer(request)).filter(key=request.POST.get("space", "")))
        actions.move(viewer(request), post=post, space=wanted)
        return toasts.say(request, back(request, row.url), _("Moved. Its readers are now those of the new space."))
    left = [space for space in spaces.places_to_write(viewer(request)) if space.key != origin]
    return render(request, "posts/move.html", {"post": row, "spaces": left})


@require_safe
def withdrawn(request: HttpRequest) -> HttpResponse:
    """What one withdrew lately, and may bring back."""
    return render(
        request,
        "posts/withdrawn.html",
        {"posts": queries.withdrawn(viewer(request)), "term": queries.term(viewer(request))},
    )


@require_safe
def versions(request: HttpRequest, key: str) -> HttpResponse:
    """What a post said before, each version beside the one after it."""
    post = seen(request, key)
    row = row_of(request, post)
    steps = queries.versions_of(viewer(request), post)
    context = {"title": row.title, "url": row.url, "space": row.space, "steps": steps, "source": came_from(post)}
    return render(request, "posts/versions.html", context)


@require_safe
def comment_versions(request: HttpRequest, key: str) -> HttpResponse:
    """What a reply said before."""
    comment = seen_comment(request, key)
    row = row_of(request, comment.post)
    steps = queries.versions_of_comment(viewer(request), comment)
    context = {"title": row.title, "url": f"{row.url}#c-{comment.key}", "space": row.space, "steps": steps}
    return render(request, "posts/versions.html", {**context, "source": came_from(comment)})


def came_from(thing: Any) -> str:
    """Where a post or a reply was changed that came with an import: what it said before stayed there."""
    return str(thing.source) if thing.edited_at else ""
