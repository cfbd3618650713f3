"""What can be done with files. Rooms above call `keep` when a file arrives and `attach` when it is used."""

from collections.abc import Sequence
from io import BytesIO
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Model, QuerySet

from terreau.foundation.access.words import Absent, demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import activities, media, rules, words
from terreau.foundation.storage.content import placed, row_of
from terreau.foundation.storage.limits import refuse_larger, take
from terreau.foundation.storage.models import Attachment
from terreau.foundation.storage.names import clean_name
from terreau.foundation.storage.place import store
from terreau.foundation.storage.quotas import held, refuse_more
from terreau.foundation.storage.refusals import Emptied, named
from terreau.foundation.storage.store import CHUNK, Incoming


def keep(actor: Person, *, content: bytes | IO[bytes] | Incoming, name: str, source: str = "") -> Attachment:
    """A file as it arrives: stored, and loose with `actor` until `attach` uses it.

    Its content is placed first, its rows follow in one transaction. `source` says where an import had it from.
    Raises NotKept (`why` is for the person, `status` for HTTP).
    """
    demand(rules.may_keep(actor))
    if not isinstance(content, Incoming):
        with store().receive() as incoming:
            copy(content, incoming, name)
            return keep(actor, content=incoming, name=name, source=source)
    if not content.size:
        raise Emptied(clean_name(name))
    refuse_more(actor, content.size, name)
    with named(name):
        ready = placed(content)
    with transaction.atomic():
        held(actor)
        refuse_more(actor, ready.size, name)
        blob = row_of(ready)
        attachment = Attachment.objects.create(blob=blob, name=clean_name(name), uploaded_by=actor, source=source)
        record(activities.kept, actor, attachment, size=blob.size)
        if blob.read_at is None and blob.media_type in media.READABLE:
            words.read_words.enqueue(blob.pk)
    return attachment


def copy(content: bytes | IO[bytes], incoming: Incoming, name: str) -> None:
    """Read `content` to its end, as long as it stays within the operator’s limit."""
    stream = BytesIO(content) if isinstance(content, bytes) else content
    while piece := stream.read(CHUNK):
        take(incoming, piece, name=name)


def keep_uploaded(actor: Person, *, file: "UploadedFile[Any]") -> Attachment:
    """A file from an ordinary form, sent without JavaScript."""
    refuse_larger(file.size or 0, name=file.name or "", announced=file.size)
    return keep(actor, content=file, name=file.name or "")


def attach(actor: Person, keys: Sequence[str], thing: Model) -> list[Attachment]:
    """Hang files on `thing`, in the order of `keys`, after those it has. Part of the caller’s transaction and activity.

    Only the actor’s own loose files; those already on the thing stay where they are. Raises Absent for any other.
    """
    kind, thing_id = place_of(thing)
    wanted = list(dict.fromkeys(keys))
    here = list(of_thing(kind, thing_id).select_for_update())
    mine = Attachment.objects.filter(rules.loose_of(actor), key__in=wanted).select_for_update(of=("self",))
    mine = mine.select_related("blob").defer("blob__words")
    fresh = {row.key: row for row in mine}
    if set(wanted) - set(fresh) - {row.key for row in here}:
        raise Absent
    rows = here + [fresh[key] for key in wanted if key in fresh]
    for position, row in enumerate(rows):
        row.thing_kind, row.thing_id, row.position = kind, thing_id, position
    Attachment.objects.bulk_update(rows, ["thing_kind", "thing_id", "position"])
    return rows


def detach(actor: Person | None, keys: Sequence[str] | None, thing: Model) -> int:
    """Take these files (None: all) off `thing`, for good. Part of the caller’s transaction, rights and activity."""
    kind, thing_id = place_of(thing)
    rows = of_thing(kind, thing_id)
    gone, _ = (rows if keys is None else rows.filter(key__in=keys)).delete()
    left = list(rows.all())
    for position, row in enumerate(left):
        row.position = position
    Attachment.objects.bulk_update(left, ["position"])
    return gone


def hold(actor: Person, keys: Sequence[str], thing: Model) -> list[Attachment]:
    """From now on `thing` has these files and no others: `attach` what is new, `detach` what is gone."""
    kind, thing_id = place_of(thing)
    here = set(of_thing(kind, thing_id).values_list("key", flat=True))
    detach(actor, sorted(here - set(keys)), thing)
    return attach(actor, keys, thing)


def call(actor: Person, attachment: Attachment, name: str) -> None:
    """A file is called otherwise from now on. Part of the caller’s transaction, rights and activity."""
    attachment.name = clean_name(name)
    Attachment.objects.filter(pk=attachment.pk).update(name=attachment.name)


def release(actor: Person, thing: Model) -> list[str]:
    """The actor’s own files leave `thing` and are loose with them again. Part of the caller’s transaction and rights.

    Returns their keys in order, for `attach` to hang them elsewhere.
    """
    kind, thing_id = place_of(thing)
    rows = of_thing(kind, thing_id).filter(uploaded_by=actor)
    keys = list(rows.values_list("key", flat=True))
    Attachment.objects.filter(key__in=keys).update(thing_kind="", thing_id=None, position=0)
    return keys


def drop(actor: Person, *, key: str) -> None:
    """Throw away one’s own file that was not used. The content goes with the next sweep."""
    with transaction.atomic():
        attachment = Attachment.objects.filter(rules.loose_of(actor), key=key).first()
        if attachment is None:
            raise Absent
        demand(rules.may_drop(actor, attachment))
        record(activities.dropped, actor, attachment)
        attachment.delete()


def place_of(thing: Model) -> tuple[str, int]:
    """Kind and id of the thing; files are hung on it inside the transaction that writes it, never alone."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("files are hung on a thing inside the transaction that writes the thing")
    return str(thing._meta.model_name), int(thing.pk)


def of_thing(kind: str, thing_id: int) -> QuerySet[Attachment]:
    """The files of one thing, in order."""
    return Attachment.objects.filter(thing_kind=kind, thing_id=thing_id).order_by("position", "id")
