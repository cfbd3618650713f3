"""Replies."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from terreau.foundation.access.addresses import back
from terreau.foundation.access.words import Absent, one
from terreau.foundation.identity.doors import viewer
from terreau.foundation.ui.pages import render
from terreau.network.posts import actions, queries
from terreau.network.posts.forms import CommentForm, ReactionForm
from terreau.network.posts.views import unsent
from terreau.network.posts.views.composing import still_attached
from terreau.network.posts.views.posts import draw, seen


def seen_comment(request: HttpRequest, key: str) -> queries.Comment:
    return one(queries.comment_at(viewer(request), key))


def said(request: HttpRequest) -> QueryDict:
    """What was written, without the files ticked to be taken off."""
    fields = request.POST.copy()
    if "off" in fields:
        fields["attached"] = " ".join(still_attached(fields))
    return fields


def page_of(comment: queries.Comment) -> str:
    return f"{queries.address(comment.post.key, comment.post.title)}#c-{comment.key}"


@require_POST
def comments(request: HttpRequest, key: str) -> HttpResponse:
    post, form = seen(request, key), CommentForm(said(request))
    if not form.is_valid():
        return draw(request, post, queries.thread(viewer(request), post=post), form, status=422)
    above = form.cleaned_data["parent"]
    parent = seen_comment(request, above) if above else None
    if parent is not None and parent.post_id != post.pk:
        raise Absent
    words = {"body": form.cleaned_data["body"], "minor": form.cleaned_data["minor"], "files": form.file_keys()}
    made = actions.comment(viewer(request), post=post, parent=parent, **words)
    return back(request, page_of(made))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    comment = seen_comment(request, key)
    if request.method == "POST":
        form = CommentForm(said(request))
        if form.is_valid():
            body, files = form.cleaned_data["body"], form.file_keys() if "attached" in request.POST else None
            actions.edit_comment(viewer(request), comment=comment, body=body, files=files)
            return back(request, page_of(comment))
        return redraw(request, comment, form, None, 422)
    begun = queries.words_kept(viewer(request), "edit_comment", comment.post, comment)
    held = " ".join(file.key for file in queries.files_of_comment(viewer(request), comment))
    form = CommentForm(initial={"body": comment.body, "attached": held, **unsent.begun(begun)})
    return redraw(request, comment, form, begun, 200)


def redraw(
    request: HttpRequest, comment: queries.Comment, form: CommentForm, begun: queries.Draft | None, status: int
) -> HttpResponse:
    """The form with the files the reply has and those just chosen."""
    me, wanted = viewer(request), str(form["attached"].value() or "").split()
    found = [*queries.files_of_comment(me, comment), *queries.files_of_writing(me, wanted, begun)]
    known = {file.key: file for file in found}
    files = [known[key] for key in wanted if key in known]
    context = {"comment": comment, "form": form, "files": files, "begun": begun}
    return render(request, "posts/comment_edit.html", context, status)


@require_POST
def reaction(request: HttpRequest, key: str) -> HttpResponse:
    comment, form = seen_comment(request, key), ReactionForm(request.POST)
    if not form.is_valid():
        return HttpResponse(_("This reaction does not exist."), status=422)
    if form.cleaned_data["kind"]:
        actions.react(viewer(request), thing=comment, kind=form.cleaned_data["kind"])
    else:
        actions.unreact(viewer(request), thing=comment)
    if request.headers.get("HX-Request") != "true":
        return back(request, page_of(comment))
    row = queries.replies_of(viewer(request), [comment.pk])[comment.pk]
    return render(request, "posts/parts/comment_foot.html", {"comment": row}, block="part")


@require_POST
def withdrawal(request: HttpRequest, key: str) -> HttpResponse:
    comment = actions.withdraw_comment(viewer(request), comment=seen_comment(request, key))
    return back(request, page_of(comment))


@require_POST
def acceptance(request: HttpRequest, key: str) -> HttpResponse:
    verb = actions.unaccept if request.POST.get("off") else actions.accept
    comment = seen_comment(request, key)
    verb(viewer(request), comment=comment)
    return back(request, page_of(comment))
