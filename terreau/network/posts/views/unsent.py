"""Words that are not sent yet: a page keeps them as one types, and finds them again."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from terreau.foundation.access.words import one
from terreau.foundation.identity.doors import viewer
from terreau.network.posts import actions, queries
from terreau.network.posts.forms import WordsForm


def of_post(request: HttpRequest, key: str) -> queries.Post:
    return one(queries.post_at(viewer(request), key))


def of_comment(request: HttpRequest, key: str) -> queries.Comment:
    return one(queries.comments_seen_by(viewer(request)).filter(key=key))


def kept(request: HttpRequest, verb: str, post: queries.Post, comment: queries.Comment | None = None) -> JsonResponse:
    """The key of the draft, empty where nothing is written."""
    form = WordsForm(request.POST)
    form.is_valid()
    said: dict[str, Any] = form.words()
    draft = actions.keep_words(viewer(request), verb=verb, post=post, comment=comment, **said)
    return JsonResponse({"key": draft.key if draft else ""})


@require_POST
def edition(request: HttpRequest, key: str) -> JsonResponse:
    return kept(request, "edit", of_post(request, key))


@require_POST
def reply(request: HttpRequest, key: str) -> JsonResponse:
    """`parent`: the reply that is answered; none, or one that is gone: the post itself."""
    post, above = of_post(request, key), request.POST.get("parent", "")
    parent = queries.comments_seen_by(viewer(request)).filter(key=above, post=post).first() if above else None
    return kept(request, "comment", post, parent)


@require_POST
def comment_edition(request: HttpRequest, key: str) -> JsonResponse:
    comment = of_comment(request, key)
    return kept(request, "edit_comment", comment.post, comment)


def begun(draft: queries.Draft | None) -> dict[str, str]:
    """What the form of this place begins with."""
    if draft is None:
        return {}
    attached = draft.options.get("attached", []) if isinstance(draft.options, dict) else []
    return {"title": draft.title, "body": draft.body, "attached": " ".join(map(str, attached))}
