from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.db.models import Exists, ForeignKey, ForeignObjectRel, Model, OuterRef, Q, QuerySet, Sum

from terreau.foundation.access import things
from terreau.foundation.access.endpoints import place
from terreau.foundation.identity.composed import Composed
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import rules
from terreau.foundation.storage.media import PICTURES
from terreau.foundation.storage.models import Attachment, Blob, Preview, PreviewPage, Variant
from terreau.foundation.storage.programs import SHOWN

NOTHING = 0
OWN = {(Variant, "blob"), (Preview, "blob"), (PreviewPage, "blob")}
WORDS_SHOWN = 3_000  # characters of what was read inside, where there is nothing to see


@dataclass(frozen=True)
class File:
    """A named file as pages and the API show it. `size` in bytes; `width` and `height` of pictures in pixels."""

    id: int
    key: str
    name: str
    url: str
    size: int
    media_type: str
    width: int | None
    height: int | None
    is_image: bool
    position: int

    def narrower(self, width: int) -> str:
        """The address of a copy at least `width` wide where there is one, else of the picture itself."""
        return f"{self.url}?size={width}"


@dataclass(frozen=True, slots=True)
class Hung:
    """A file as search knows it: its name, the words inside, and what it hangs on."""

    id: int
    key: str
    name: str
    words: str
    kind: str
    thing_id: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a document, drawn."""

    number: int
    url: str
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class Look:
    """What a file looks like: `waiting` to be drawn, a text, pages of `total`.

    Or what it lacks for that, and the words inside.
    """

    waiting: bool
    text: str = ""
    pages: Sequence[Page] = ()
    total: int = 0
    lacks: str = ""
    program: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A file, what it hangs on, and since when it is here."""

    file: File
    kind: str
    thing_id: int
    at: datetime


def attachment(viewer: Person | None, key: str) -> Attachment | None:
    """The file with this key, if `viewer` may see it. None otherwise, by the same queries as if it were not there."""
    row = Attachment.objects.select_related("blob").filter(key=key).first()
    if row and row.thing_kind in rules.PUBLIC_KINDS:
        return row
    if viewer is None:
        return None
    if row and not row.thing_kind and row.uploaded_by_id == viewer.pk:
        return row
    return row if seen(viewer, row) else None


def seen(viewer: Person, row: Attachment | None) -> bool:
    """Is the thing it hangs on visible? Every kind is asked in turn, so that forbidden and absent cost the same."""
    for kind in things.kinds():
        wanted = row.thing_id if row and row.thing_kind == kind and row.thing_id else NOTHING
        if things.visible_ids(viewer, kind, [wanted]) and wanted:
            return True
    return False


def attachments_of(kind: str, ids: Collection[int]) -> dict[int, list[File]]:
    """The files of these things, in order, in one query. For rooms that have asked who may see the things."""
    files: dict[int, list[File]] = defaultdict(list)
    for row in hanging_on(kind, list(ids)):
        files[row.thing_id or NOTHING].append(described(row))
    return dict(files)


def attachments_of_kinds(things: dict[str, list[int]]) -> dict[str, dict[int, list[File]]]:
    """The same for two kinds of things at once, in one query."""
    (one, ids), (other, more) = things.items()
    found: dict[str, dict[int, list[File]]] = {one: defaultdict(list), other: defaultdict(list)}
    for row in hanging_on_either(one, ids, other, more):
        found[row.thing_kind][row.thing_id or NOTHING].append(described(row))
    return found


def with_content(which: Q) -> QuerySet[Attachment]:
    rows = Attachment.objects.select_related("blob").defer("blob__words").filter(which)
    return rows.order_by("thing_id", "position", "id")


hanging_on = Composed(lambda kind, ids: with_content(Q(thing_kind=kind, thing_id__in=ids)))
hanging_on_either = Composed(
    lambda kind, ids, other, more: with_content(
        Q(thing_kind=kind, thing_id__in=ids) | Q(thing_kind=other, thing_id__in=more)
    )
)


def loose_files(viewer: Person, keys: Collection[str]) -> list[File]:
    """The viewer’s own files that hang on nothing yet, in the order of `keys`."""
    rows = Attachment.objects.select_related("blob").defer("blob__words").filter(rules.loose_of(viewer), key__in=keys)
    order = {key: place for place, key in enumerate(keys)}
    return [described(row) for row in sorted(rows, key=lambda row: order[row.key])]


def words_of(kind: str, ids: Collection[int]) -> dict[int, str]:
    """Names and inner texts of the files of these things: what search indexes with the thing."""
    texts: dict[int, list[str]] = defaultdict(list)
    rows = Attachment.objects.filter(thing_kind=kind, thing_id__in=ids).order_by("thing_id", "position", "id")
    for thing_id, name, words in rows.values_list("thing_id", "name", "blob__words"):
        texts[thing_id or NOTHING].append(f"{name}\n{words}".strip())
    return {thing_id: "\n".join(parts) for thing_id, parts in texts.items()}


def hung(ids: Collection[int]) -> list[Hung]:
    """Of these attachments, those that hang on something, with what was read inside them. No rights are asked."""
    rows = Attachment.objects.filter(pk__in=ids, thing_id__isnull=False).exclude(thing_kind="").order_by("id")
    found = rows.values_list("pk", "key", "name", "blob__words", "thing_kind", "thing_id")
    return [Hung(pk, key, name, words, kind, thing or NOTHING) for pk, key, name, words, kind, thing in found]


def hung_on(kind: str, ids: Collection[int]) -> list[int]:
    """Ids of the attachments of these things."""
    rows = Attachment.objects.filter(thing_kind=kind, thing_id__in=ids)
    return list(rows.order_by("id").values_list("pk", flat=True))


def places_of(blob_id: int) -> list[tuple[str, int, int]]:
    """Where content is used: (kind, thing id, attachment id). For listeners to `storage.words_found`."""
    rows = Attachment.objects.filter(blob_id=blob_id).exclude(thing_kind="").order_by("id")
    return [(kind, thing_id or NOTHING, pk) for kind, thing_id, pk in rows.values_list("thing_kind", "thing_id", "pk")]


def sent_by(viewer: Person) -> int:
    """Bytes of all the files this person sent and that are still there, wherever they hang."""
    return int(Attachment.objects.filter(uploaded_by=viewer).aggregate(total=Sum("blob__size"))["total"] or 0)


def hanging_among(viewer: Person, holders: "Mapping[str, QuerySet[Any]]", before: int, most: int) -> list[Held]:
    """The newest files that hang on things already trimmed to what the viewer sees: those before an id (0: all)."""
    where = Q(pk__in=[])
    for kind, things_seen in holders.items():
        where |= Q(thing_kind=kind, thing_id__in=things_seen.values("pk"))
    rows = Attachment.objects.filter(where, **({"pk__lt": before} if before else {})).order_by("-pk")
    found = rows.select_related("blob").defer("blob__words")[:most]
    return [Held(described(row), row.thing_kind, row.thing_id or NOTHING, row.uploaded_at) for row in found]


def weight(kind: str, ids: Collection[int]) -> int:
    """Bytes that the files of these things take, the same content counted wherever it hangs. No rights are asked."""
    rows = Attachment.objects.filter(thing_kind=kind, thing_id__in=ids)
    return int(rows.aggregate(total=Sum("blob__size"))["total"] or 0)


def described(row: Attachment) -> File:
    """One attachment as a plain row."""
    return File(
        id=row.pk,
        key=row.key,
        name=row.name,
        url=url_of(row.key, row.name),
        size=row.blob.size,
        media_type=row.blob.media_type,
        width=row.blob.width,
        height=row.blob.height,
        is_image=is_picture(row.blob),
        position=row.position,
    )


def told(file: File) -> dict[str, Any]:
    """A file as the API writes it, with the whole address of its content."""
    return {
        "id": file.key,
        "name": file.name,
        "url": place(file.url),
        "size": file.size,
        "media_type": file.media_type,
        "width": file.width,
        "height": file.height,
    }


def is_picture(blob: Blob) -> bool:
    """May it be shown in a page? Only what we wrote anew ourselves has a width."""
    return blob.media_type in PICTURES and blob.width is not None


def url_of(key: str, name: str) -> str:
    return f"/files/{key}-{quote(name, safe='')}"


def copy_for(row: Attachment, size: int) -> tuple[int, Blob]:
    """The narrowest copy at least `size` wide, with its width; (0, the whole) where there is none."""
    found = Variant.objects.select_related("copy").filter(blob_id=row.blob_id, width__gte=size).order_by("width")
    variant = found.first()
    return (variant.width, variant.copy) if variant else (0, row.blob)


def page_of(row: Attachment, number: int) -> Blob | None:
    """A page of a document as it was drawn; None where there is none."""
    found = PreviewPage.objects.select_related("copy").filter(blob_id=row.blob_id, number=number).first()
    return found.copy if found else None


def look_of(viewer: Person, row: Attachment) -> Look:
    """What a file already known to be visible looks like, as far as it was drawn."""
    found = Preview.objects.filter(blob_id=row.blob_id).first()
    if found is None:
        return Look(waiting=row.blob.media_type in SHOWN)
    pages = PreviewPage.objects.filter(blob_id=row.blob_id).order_by("number").select_related("copy")
    url = url_of(row.key, row.name)
    drawn = [Page(page.number, f"{url}?page={page.number}", page.copy.width, page.copy.height) for page in pages]
    words = Blob.objects.values_list("words", flat=True).get(pk=row.blob_id)[:WORDS_SHOWN] if found.lacks else ""
    return Look(False, found.text, drawn, found.total, found.lacks, found.program, words)


def unused() -> QuerySet[Blob]:
    """Content that no row of any room points to."""
    rows = Blob.objects.all()
    for model, column in pointers():
        rows = rows.filter(~Exists(model._base_manager.filter(**{column: OuterRef("pk")})))
    return rows


def pointers() -> list[tuple[type[Model], str]]:
    """Every column of every room that points to content; what was made of content does not keep it."""
    relations = [field for field in Blob._meta.get_fields(include_hidden=True) if isinstance(field, ForeignObjectRel)]
    columns = [(relation.related_model, relation.field) for relation in relations]
    return [
        (model, field.attname)
        for model, field in columns
        if isinstance(field, ForeignKey) and (model, field.name) not in OWN
    ]
