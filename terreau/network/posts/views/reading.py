"""What a reader does: mark read, keep, follow, confirm."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from terreau.foundation.access.addresses import back
from terreau.foundation.access.words import one
from terreau.foundation.identity.doors import viewer
from terreau.foundation.ui.pages import render
from terreau.network.posts import actions, queries
from terreau.network.posts.forms import PurposeForm
from terreau.network.posts.views.posts import changed, seen
from terreau.network.spaces import actions as spaces_actions
from terreau.network.spaces import queries as spaces


@require_POST
def reads(request: HttpRequest) -> HttpResponse:
    """Posts that were on the screen (`read`, several), or everything (`all`)."""
    if request.POST.get("all"):
        spaces_actions.mark_all_read(viewer(request))
        return back(request, "/")
    actions.mark_read(viewer(request), keys=request.POST.getlist("read"))
    return HttpResponse(status=204)


@require_POST
def space_reads(request: HttpRequest, key: str) -> HttpResponse:
    space = one(spaces.read_by(viewer(request)).filter(key=key))
    spaces_actions.mark_all_read(viewer(request), space=space)
    return back(request, spaces.address(space.key, space.name))


@require_POST
def bookmark(request: HttpRequest, key: str) -> HttpResponse:
    post = seen(request, key)
    (actions.unbookmark if request.POST.get("off") else actions.bookmark)(viewer(request), post=post)
    return changed(request, post.pk)


@require_POST
def subscription(request: HttpRequest, key: str) -> HttpResponse:
    """`follow`, `mute` or `none`."""
    post, wish = seen(request, key), request.POST.get("wish", "follow")
    if wish == "none":
        actions.unfollow(viewer(request), post=post)
    else:
        actions.follow(viewer(request), post=post, muted=wish == "mute")
    return changed(request, post.pk)


@require_POST
def acknowledgement(request: HttpRequest, key: str) -> HttpResponse:
    post = seen(request, key)
    actions.acknowledge(viewer(request), post=post)
    return changed(request, post.pk, "acknowledgement")


@require_safe
def readings(request: HttpRequest, key: str) -> HttpResponse:
    """How far a required reading got, by site, for its author; why names are needed, for the operator."""
    return draw_readings(request, seen(request, key), PurposeForm())


@require_POST
def purpose(request: HttpRequest, key: str) -> HttpResponse:
    """The operator records why the author sees names, and until when."""
    post, form = seen(request, key), PurposeForm(request.POST)
    if not form.is_valid():
        return draw_readings(request, post, form, 422)
    said = form.cleaned_data
    actions.record_purpose(viewer(request), post=post, purpose=said["purpose"], until=said["until"])
    return back(request, f"/posts/{post.key}/readings")


def draw_readings(request: HttpRequest, post: queries.Post, form: PurposeForm, status: int = 200) -> HttpResponse:
    shown = queries.readings(viewer(request), post)
    (row,) = queries.posts_by_id(viewer(request), [post.pk], comments=False)
    return render(request, "posts/readings.html", {"post": row, "shown": shown, "form": form}, status)
