"""The thing a page is about, among those that are there for the viewer."""

from django.http import HttpRequest

from terreau.foundation.access.words import Absent, one
from terreau.foundation.identity.doors import viewer
from terreau.network.files import queries
from terreau.network.spaces import queries as spaces


def seen(request: HttpRequest, key: str) -> queries.Document:
    return one(queries.document_at(viewer(request), key))


def seen_folder(request: HttpRequest, key: str) -> queries.Folder:
    return one(queries.folder_at(viewer(request), key))


def read_space(request: HttpRequest, key: str) -> spaces.Space:
    """A space whose content the viewer may read."""
    return one(spaces.readable_at(viewer(request), key))


def folder_of_space(request: HttpRequest, space: spaces.Space, key: str) -> queries.Folder | None:
    """A folder of this space by its key; none where nothing is named. Anything else is absent."""
    if not key:
        return None
    folder = seen_folder(request, key)
    if folder.space_id != space.pk:
        raise Absent
    return folder


def home_of(space: spaces.Space, folder: queries.Folder | None) -> str:
    """The address of a folder; of what stands in none."""
    return queries.folder_address(folder.key, folder.name) if folder else f"/spaces/{space.key}/files"


def ticked(request: HttpRequest, space: spaces.Space) -> queries.Chosen:
    """What was ticked: `d` for files, `f` for folders, in the address or in the form."""
    given = request.POST if request.method == "POST" else request.GET
    documents = given.getlist("d") or request.GET.getlist("d")
    folders = given.getlist("f") or request.GET.getlist("f")
    return queries.chosen(viewer(request), space, documents, folders)
