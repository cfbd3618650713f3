"""Writing a post, and changing one."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from terreau.foundation.access.words import one
from terreau.foundation.identity.doors import viewer
from terreau.foundation.ui.pages import render
from terreau.network.people import queries as people
from terreau.network.posts import actions, queries
from terreau.network.posts.forms import EditForm, PostForm
from terreau.network.posts.views.posts import back, seen
from terreau.network.spaces import queries as spaces

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space


@require_http_methods(["GET", "HEAD", "POST"])
def compose(request: HttpRequest) -> HttpResponse:
    writable = spaces.written_by(viewer(request))
    places = list(writable)
    if request.method != "POST":
        initial = {name: request.GET.get(name, "") for name in ("space", "kind", "title") if request.GET.get(name)}
        return render(request, "posts/compose.html", {"form": PostForm(initial=initial), "spaces": places})
    form = PostForm(request.POST)
    if not form.is_valid():
        return render(request, "posts/compose.html", {"form": form, "spaces": places}, 422)
    post = publish(request, form, one(writable.filter(key=form.cleaned_data["space"])))
    return back(request, queries.address(post.key, post.title))


def publish(request: HttpRequest, form: PostForm, space: "Space") -> queries.Post:
    """One call in, with the people the form names among those the viewer sees."""
    said = form.cleaned_data
    leader = said["on_behalf_of"]
    seen_people = people.seen_by(viewer(request))
    return actions.publish(
        viewer(request),
        space=space,
        kind=said["kind"],
        title=said["title"],
        body=said["body"],
        files=form.file_keys(),
        required_by=said["required_by"],
        thanked=list(seen_people.filter(key__in=said["thanked"].split())),
        on_behalf_of=one(seen_people.filter(key=leader)) if leader else None,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    post = seen(request, key)
    form = EditForm(
        request.POST if request.method == "POST" else None, initial={"title": post.title, "body": post.body}
    )
    if request.method == "POST" and form.is_valid():
        actions.edit(viewer(request), post=post, **form.cleaned_data)
        return back(request, queries.address(post.key, post.title))
    status = 422 if form.is_bound else 200
    return render(request, "posts/edit.html", {"form": form, "post": post}, status)
