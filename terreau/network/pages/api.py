"""Pages for other programs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Router

from terreau.foundation.access.endpoints import (
    Key,
    answer,
    asking,
    changes,
    created,
    ends,
    listed,
    makes,
    nothing,
    place,
    problem,
    reads,
    ref,
)
from terreau.foundation.access.words import Absent, one
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import queries as storage
from terreau.foundation.text import rich
from terreau.network.pages import actions, queries
from terreau.network.pages.cards import pages as cards
from terreau.network.pages.schemas import (
    Conversation,
    Destination,
    Number,
    Page,
    PageChange,
    PageGiven,
    Place,
    Tree,
    VersionPage,
    VersionText,
)
from terreau.network.posts import actions as posts
from terreau.network.posts import queries as post_queries
from terreau.network.spaces import queries as spaces

router = Router(tags=["pages"])


def seen(viewer: Person, id: str) -> queries.Page:
    return one(queries.page_at(viewer, id))


def above(viewer: Person, id: str | None, space_id: int) -> queries.Page | None:
    """The page above, of this space."""
    if id is None:
        return None
    page = seen(viewer, id)
    if page.space_id != space_id:
        raise Absent
    return page


def shown(viewer: Person, page: queries.Page) -> dict[str, Any]:
    """A page with what stands around it."""
    row = queries.reading(viewer, seen(viewer, page.key))
    page, talk = row.page, post_queries.post_about(viewer, cards.thing_of(row.page))
    return {
        "id": page.key,
        "url": place(row.url),
        "title": page.title,
        "body": page.body,
        "text": rich.to_plain(page.body),
        "language": page.language,
        "space": ref(row.space.key, row.space.name, row.space.url),
        "parent": row.path[-1].key if row.path else None,
        "version": page.number,
        "owner": ref(row.owner.key, row.owner.name, row.owner.url) if row.owner else None,
        "review_on": page.review_on,
        "changed_by": ref(row.changed_by.key, row.changed_by.name, row.changed_by.url),
        "changed_at": page.changed_at,
        "doubt": {"why": page.doubt, "at": page.doubted_at} if page.doubted_at else None,
        "attachments": [storage.told(file) for file in row.files],
        "conversation": talk.key if talk else None,
    }


def node_of(tree: queries.Tree, node: queries.Node) -> dict[str, Any]:
    parent = tree.parent(node.id)
    told = {"title": node.title, "language": node.language, "changed_at": node.changed_at, "outdated": node.outdated}
    return {"id": node.key, "url": place(node.url), "parent": parent.key if parent else None, **told}


def html(body: str, text: str) -> str:
    """The rich text of what was sent, as HTML or as plain text."""
    return body or (rich.from_plain(text) if text else "")


@router.get("/spaces/{id}/pages", response=reads(Tree), summary="List the pages of a space")
def tree(request: HttpRequest, id: Key) -> HttpResponse:
    """All of them, in the order in which one reads them: a page before those below it."""
    me = asking(request)
    found = queries.tree(me, one(spaces.readable_at(me, id)).pk)
    return listed((node_of(found, node) for node in found.in_order()), None)


@router.post("/pages", response=makes(Page), summary="Write a page")
def create(request: HttpRequest, given: PageGiven) -> HttpResponse:
    """Members write the pages of their spaces; the new one stands at the end of those below `parent`."""
    me = asking(request)
    space = one(spaces.readable_at(me, given.space))
    parent = above(me, given.parent, space.pk)
    words = {"title": given.title, "body": html(given.body, given.text), "files": given.files}
    page = actions.create(me, space=space, parent=parent, **words)
    return created(shown(me, page), f"pages/{page.key}")


@router.get("/pages/{id}", response=reads(Page), summary="Read a page")
def read(request: HttpRequest, id: Key) -> HttpResponse:
    """As it stands now, with the number of its version."""
    me = asking(request)
    return answer(shown(me, seen(me, id)))


@router.patch("/pages/{id}", response=changes(Page), summary="Change a page")
def edit(request: HttpRequest, id: Key, given: PageChange) -> HttpResponse:
    """The next version, made from the `version` you read. 409 where there is a newer one: read it, join, send again."""
    me = asking(request)
    page = seen(me, id)
    words: dict[str, Any] = {"title": given.title or page.title, "body": html(given.body, given.text) or page.body}
    try:
        more: dict[str, Any] = {"minor": given.minor, "files": given.files}
        return answer(shown(me, actions.edit(me, page=page, since=given.version, **words, **more)))
    except actions.Overtaken:
        said = _("Version %(number)s stands there now. Nothing was written: read it, join the two and send the result.")
        return problem(request, 409, said % {"number": seen(me, id).number})


@router.delete("/pages/{id}", response=ends(), summary="Withdraw a page")
def withdraw(request: HttpRequest, id: Key) -> HttpResponse:
    """Gone for everybody at once, with the pages below it; they can be brought back as long as the network rules."""
    me = asking(request)
    actions.withdraw(me, page=seen(me, id))
    return nothing()


@router.post("/pages/{id}/restoration", response=changes(Page), summary="Bring a withdrawn page back")
def restore(request: HttpRequest, id: Key) -> HttpResponse:
    """As long as the network rules, by whoever withdrew it, with the pages that went with it."""
    me = asking(request)
    return answer(shown(me, actions.restore(me, page=one(queries.withdrawn_for(me).filter(key=id)))))


@router.put("/pages/{id}/place", response=changes(Page), summary="Put a page below another one")
def put(request: HttpRequest, id: Key, given: Place) -> HttpResponse:
    """With all below it. A page cannot stand below its own pages: 403 says which stands below which."""
    me = asking(request)
    page = seen(me, id)
    return answer(shown(me, actions.place(me, page=page, parent=above(me, given.parent, page.space_id))))


@router.put("/pages/{id}/space", response=changes(Page), summary="Move a page to another space")
def move(request: HttpRequest, id: Key, given: Destination) -> HttpResponse:
    """With all below it and its conversation. Its address stays the same."""
    me = asking(request)
    page = seen(me, id)
    return answer(shown(me, actions.move(me, page=page, space=one(spaces.written_at(me, given.space)))))


@router.get("/pages/{id}/versions", response=reads(VersionPage), summary="List the versions of a page")
def versions(request: HttpRequest, id: Key) -> HttpResponse:
    """The newest first."""
    me = asking(request)
    rows = queries.versions_of(me, seen(me, id))
    names = ("title", "by", "at", "minor", "restored")
    return listed(({"version": row.number, **{name: getattr(row, name) for name in names}} for row in rows), None)


@router.get("/pages/{id}/versions/{number}", response=reads(VersionText), summary="Read a version of a page")
def version(request: HttpRequest, id: Key, number: Path[Number]) -> HttpResponse:
    """What it said then."""
    me = asking(request)
    row = one(queries.version_at(me, seen(me, id), number))
    told = {"version": row.number, "title": row.title, "body": row.body, "text": rich.to_plain(row.body)}
    return answer({**told, "by": row.by.name, "at": row.at})


@router.post("/pages/{id}/conversation", response=makes(Conversation), summary="Begin the conversation of a page")
def converse(request: HttpRequest, id: Key) -> HttpResponse:
    """The one there is, or a new one: its replies are at `/posts/{id}/comments`."""
    me = asking(request)
    post = posts.open_about(me, thing=cards.thing_of(seen(me, id)))
    return created({"id": post.key}, f"posts/{post.key}")
