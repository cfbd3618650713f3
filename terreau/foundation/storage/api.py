"""Files for other programs: send one, look at it, throw it away. Their content is at their own address, `/files/…`."""

from django.http import HttpRequest, HttpResponse
from ninja import File as FileParam
from ninja import Router
from ninja.files import UploadedFile

from terreau.foundation.access.endpoints import Key, answer, asking, created, ends, makes, nothing, reads
from terreau.foundation.access.words import Absent
from terreau.foundation.storage import actions, queries
from terreau.foundation.storage.schemas import File

router = Router(tags=["files"])


@router.post("/files", response=makes(File), summary="Send a file")
def send(request: HttpRequest, file: UploadedFile = FileParam(...)) -> HttpResponse:  # type: ignore[type-arg]  # noqa: B008
    """As multipart/form-data, in the field `file`. It is yours alone until a post or a reply names it in `files`.

    Pictures are written anew without what they tell of their maker. What nobody uses is swept away after some time.
    """
    kept = actions.keep_uploaded(asking(request), file=file)
    return created(queries.told(queries.described(kept)), f"files/{kept.key}")


@router.get("/files/{id}", response=reads(File), summary="Read what a file is")
def read(request: HttpRequest, id: Key) -> HttpResponse:
    """Its name, size and type; for whoever sees the thing it hangs on, and for who sent it."""
    row = queries.attachment(asking(request), id)
    if row is None:
        raise Absent
    return answer(queries.told(queries.described(row)))


@router.delete("/files/{id}", response=ends(), summary="Throw a file away that was not used")
def drop(request: HttpRequest, id: Key) -> HttpResponse:
    """Only your own, and only as long as nothing names it."""
    actions.drop(asking(request), key=id)
    return nothing()
