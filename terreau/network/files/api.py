"""The files of spaces for other programs."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from terreau.foundation.access.endpoints import (
    Before,
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
from terreau.network.files import actions, cards, queries
from terreau.network.files.schemas import (
    Document,
    DocumentGiven,
    DocumentPage,
    DocumentVersions,
    Folder,
    FolderGiven,
    Folders,
    NameGiven,
    Number,
    Placed,
    Talk,
    VersionGiven,
)
from terreau.network.posts import actions as posts
from terreau.network.spaces import queries as spaces

router = Router(tags=["folders"])
Endpoint = Callable[..., HttpResponse]


def told_of_names(endpoint: Endpoint) -> Endpoint:
    """409 where a name is taken; nothing was written."""

    @wraps(endpoint)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return endpoint(request, *args, **kwargs)
        except actions.Taken as error:
            return problem(request, 409, error.why)

    return answered


def seen(viewer: Person, id: str) -> queries.Document:
    return one(queries.document_at(viewer, id))


def folder_of(viewer: Person, id: str | None, space: spaces.Space) -> queries.Folder | None:
    """A folder of this space; none where none is named."""
    if id is None:
        return None
    found = one(queries.folder_at(viewer, id))
    if found.space_id != space.pk:
        raise Absent
    return found


def folder_row(node: queries.Node, tree: queries.Tree) -> dict[str, Any]:
    above = tree.by_id.get(node.parent_id or 0)
    parent = above.key if above else None
    return {"id": node.key, "url": place(node.url), "name": node.name, "parent": parent}


def shown_folder(viewer: Person, folder: queries.Folder) -> dict[str, Any]:
    tree = queries.tree(viewer, folder.space_id)
    return folder_row(tree.by_id[folder.pk], tree)


def shown(viewer: Person, document: queries.Document) -> dict[str, Any]:
    """A file with what stands around it."""
    space = queries.space_row(viewer, document.space)
    by = queries.person_row(document.changed_by)
    return {
        "id": document.key,
        "url": place(queries.address(document.key, document.name)),
        "name": document.name,
        "space": ref(space.key, space.name, space.url),
        "folder": document.folder.key if document.folder else None,
        "version": document.number,
        "file": storage.told(queries.file_of(document)),
        "changed_by": ref(by.key, by.name, by.url),
        "changed_at": document.changed_at,
    }


def again(viewer: Person, document: queries.Document) -> dict[str, Any]:
    """The file as it stands now."""
    return shown(viewer, seen(viewer, document.key))


@router.get("/spaces/{id}/folders", response=reads(Folders), summary="List the folders of a space")
def folders(request: HttpRequest, id: Key) -> HttpResponse:
    """All of them, by name, a folder before those in it."""
    me = asking(request)
    tree = queries.tree(me, one(spaces.readable_at(me, id)).pk)
    return listed((folder_row(node, tree) for node in tree.in_order()), None)


@router.post("/folders", response=makes(Folder), summary="Make a folder")
@told_of_names
def make(request: HttpRequest, given: FolderGiven) -> HttpResponse:
    """Members make folders in their spaces. 409 where the name is taken; case and accents’ forms count for nothing."""
    me = asking(request)
    space = one(spaces.readable_at(me, given.space))
    parent = folder_of(me, given.parent, space)
    folder = actions.make_folder(me, space=space, name=given.name, parent=parent)
    return created(shown_folder(me, folder), f"folders/{folder.key}")


@router.get("/folders/{id}", response=reads(Folder), summary="Read a folder")
def read_folder(request: HttpRequest, id: Key) -> HttpResponse:
    """Its name and its place."""
    me = asking(request)
    return answer(shown_folder(me, one(queries.folder_at(me, id))))


@router.patch("/folders/{id}", response=changes(Folder), summary="Rename a folder")
@told_of_names
def rename_folder(request: HttpRequest, id: Key, given: NameGiven) -> HttpResponse:
    """What is in it keeps its addresses."""
    me = asking(request)
    folder = one(queries.folder_at(me, id))
    actions.rename(me, thing=folder, name=given.name)
    return answer(shown_folder(me, folder))


@router.put("/folders/{id}/place", response=changes(Folder), summary="Put a folder elsewhere")
@told_of_names
def place_folder(request: HttpRequest, id: Key, given: Placed) -> HttpResponse:
    """With all that is in it, into another folder or another space."""
    me = asking(request)
    folder = one(queries.folder_at(me, id))
    put(me, given, queries.Chosen(folder.space, (), (folder.pk,)))
    return answer(shown_folder(me, one(queries.folder_at(me, id))))


@router.delete("/folders/{id}", response=ends(), summary="Put a folder into the bin")
def withdraw_folder(request: HttpRequest, id: Key) -> HttpResponse:
    """With all that is in it; it can be taken out for 30 days."""
    me = asking(request)
    folder = one(queries.folder_at(me, id))
    actions.withdraw(me, what=queries.Chosen(folder.space, (), (folder.pk,)))
    return nothing()


@router.post("/folders/{id}/restoration", response=changes(Folder), summary="Take a folder out of the bin")
@told_of_names
def restore_folder(request: HttpRequest, id: Key) -> HttpResponse:
    """With what went in with it."""
    me = asking(request)
    folder = one(queries.gone_folder(me, id))
    actions.restore(me, what=queries.Chosen(folder.space, (), (folder.pk,)))
    return answer(shown_folder(me, one(queries.folder_at(me, id))))


@router.get("/spaces/{id}/documents", response=reads(DocumentPage), summary="List the files of a space")
def documents(request: HttpRequest, id: Key, before: Before = "") -> HttpResponse:
    """Those of all its folders, the newest first."""
    me = asking(request)
    space = one(spaces.readable_at(me, id))
    rows, further = queries.documents_of(me, space, before)
    return listed((shown(me, row) for row in rows), further)


@router.post("/documents", response=makes(Document), summary="Put a file into a folder")
@told_of_names
def add(request: HttpRequest, given: DocumentGiven) -> HttpResponse:
    """Send it first, to `/files`. 409 where its name is taken: send it as a version, or under another name."""
    me = asking(request)
    space = one(spaces.readable_at(me, given.space))
    folder = folder_of(me, given.folder, space)
    document = actions.add(me, space=space, folder=folder, key=given.file, name=given.name or "")
    return created(again(me, document), f"documents/{document.key}")


@router.get("/documents/{id}", response=reads(Document), summary="Read what a file of a folder is")
def read(request: HttpRequest, id: Key) -> HttpResponse:
    """Its newest version, where it stands, who changed it last."""
    me = asking(request)
    return answer(shown(me, seen(me, id)))


@router.patch("/documents/{id}", response=changes(Document), summary="Rename a file")
@told_of_names
def rename(request: HttpRequest, id: Key, given: NameGiven) -> HttpResponse:
    """Its address stays; the ending too, where none is given."""
    me = asking(request)
    document = seen(me, id)
    actions.rename(me, thing=document, name=given.name)
    return answer(again(me, document))


@router.put("/documents/{id}/place", response=changes(Document), summary="Put a file elsewhere")
@told_of_names
def place_document(request: HttpRequest, id: Key, given: Placed) -> HttpResponse:
    """Into another folder, or with its conversation into another space: its readers are that space’s then."""
    me = asking(request)
    document = seen(me, id)
    put(me, given, queries.Chosen(document.space, (document.pk,), ()))
    return answer(again(me, document))


@router.delete("/documents/{id}", response=ends(), summary="Put a file into the bin")
def withdraw(request: HttpRequest, id: Key) -> HttpResponse:
    """Gone for everybody at once; it can be taken out for 30 days."""
    me = asking(request)
    document = seen(me, id)
    actions.withdraw(me, what=queries.Chosen(document.space, (document.pk,), ()))
    return nothing()


@router.post("/documents/{id}/restoration", response=changes(Document), summary="Take a file out of the bin")
@told_of_names
def restore(request: HttpRequest, id: Key) -> HttpResponse:
    """Within 30 days, by whoever put it there, and by those who look after the space."""
    me = asking(request)
    document = one(queries.gone_one(me, id))
    actions.restore(me, what=queries.Chosen(document.space, (document.pk,), ()))
    return answer(again(me, document))


@router.get("/documents/{id}/versions", response=reads(DocumentVersions), summary="List the versions of a file")
def versions(request: HttpRequest, id: Key) -> HttpResponse:
    """The newest first, each with the address of its content."""
    me = asking(request)
    rows = queries.versions_of(me, seen(me, id))
    return listed(
        (
            {
                "version": row.number,
                "file": storage.told(row.file),
                "by": row.by.name,
                "at": row.at,
                "restored": row.restored,
            }
            for row in rows
        ),
        None,
    )


@router.post("/documents/{id}/versions", response=makes(Document), summary="Put a new version of a file in place")
@told_of_names
def renew(request: HttpRequest, id: Key, given: VersionGiven) -> HttpResponse:
    """Send it first, to `/files`. The versions before are kept."""
    me = asking(request)
    document = actions.renew(me, document=seen(me, id), key=given.file)
    return created(again(me, document), f"documents/{document.key}")


@router.post(
    "/documents/{id}/versions/{number}/restoration",
    response=changes(Document),
    summary="Bring a version of a file back",
)
@told_of_names
def bring_back(request: HttpRequest, id: Key, number: Path[Number]) -> HttpResponse:
    """As the newest version; what came between is kept."""
    me = asking(request)
    document = seen(me, id)
    actions.bring_back(me, document=document, version=one(queries.version_at(me, document, number)))
    return answer(again(me, document))


@router.post("/documents/{id}/conversation", response=makes(Talk), summary="Begin the conversation of a file")
def converse(request: HttpRequest, id: Key) -> HttpResponse:
    """The one there is, or a new one: its replies are at `/posts/{id}/comments`."""
    me = asking(request)
    post = posts.open_about(me, thing=cards.thing_of(seen(me, id)))
    return created({"id": post.key}, f"posts/{post.key}")


def put(me: Person, given: Placed, what: queries.Chosen) -> None:
    """Where the body says."""
    space = one(spaces.written_at(me, given.space)) if given.space else what.space
    actions.move(me, what=what, space=space, folder=folder_of(me, given.folder, space))
