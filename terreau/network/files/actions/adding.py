"""Files on their way into a folder: new ones, new versions, an earlier version again."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import Absent, demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions as storage
from terreau.foundation.storage import previews
from terreau.foundation.storage import queries as files
from terreau.foundation.storage.names import clean_name, compared, ordered, same_ending
from terreau.network.files import activities, rules
from terreau.network.files.actions.folders import standing
from terreau.network.files.actions.shelves import Full, demand_free, held, take
from terreau.network.files.models import Document, DocumentVersion, Folder
from terreau.network.posts import actions as posts

if TYPE_CHECKING:
    from terreau.foundation.storage.models import Attachment
    from terreau.network.spaces.models import Space

__all__ = ["Full", "add", "bring_back", "renew"]


@transaction.atomic
def add(
    actor: Person, *, space: "Space", folder: Folder | None, key: str, name: str = "", language: str = ""
) -> Document:
    """One’s own loose file `key` goes into a folder, under its own name or another. Raises Taken, Full, Absent."""
    demand(rules.may_add(actor, space), _("Only the members of this space put files here."))
    shelf = held(space)
    folder = standing(folder, space)
    document = Document(space=space, folder=folder, created_by=actor, changed_by=actor)
    document.language = language or actor.language
    called(document, name or one_loose(actor, key))
    demand_free(document.name, space, folder)
    document.save(force_insert=True)
    take(shelf, hang(actor, document, key).blob.size)
    record(activities.added, actor, document, space_id=space.pk)
    return document


@transaction.atomic
def renew(actor: Person, *, document: Document, key: str) -> Document:
    """One’s own loose file `key` is the newest version of a file, which keeps its address and its name.

    Where it is of another sort, the ending of the name follows it. Raises Full, Absent, and Taken where that name is.
    """
    shelf = held(document.space)
    document = locked(document)
    demand(rules.may_change(actor, document), _("Only the members of this space change its files."))
    end_as(document, one_loose(actor, key))
    document.number += 1
    take(shelf, hang(actor, document, key).blob.size)
    told = {"number": document.number, "post_ids": posts.carry_along("document", [document.pk], title=document.name)}
    record(activities.renewed, actor, document, space_id=document.space_id, **told)
    return document


@transaction.atomic
def bring_back(actor: Person, *, document: Document, version: DocumentVersion) -> Document:
    """An earlier version is the newest one again; what came between is kept. It takes no further room."""
    held(document.space)
    document = locked(document)
    demand(rules.may_change(actor, document), _("Only the members of this space change its files."))
    end_as(document, version.attachment.name)
    document.number += 1
    stand(actor, document, version.attachment, restored=version.number)
    post_ids = posts.carry_along("document", [document.pk], title=document.name)
    told = {"number": document.number, "restored": version.number, "post_ids": post_ids}
    record(activities.renewed, actor, document, space_id=document.space_id, **told)
    return document


def one_loose(actor: Person, key: str) -> str:
    """The name of one’s own loose file. Raises Absent."""
    found = files.loose_files(actor, [key])
    if not found:
        raise Absent
    return found[0].name


def hang(actor: Person, document: Document, key: str) -> "Attachment":
    """The content of the newest version. Part of the caller’s transaction and rights."""
    (attachment,) = (row for row in storage.attach(actor, [key], document) if row.key == key)
    stand(actor, document, attachment)
    previews.ask(attachment)
    return attachment


def stand(actor: Person, document: Document, attachment: "Attachment", restored: int | None = None) -> None:
    """`attachment` is version `document.number` from now on."""
    storage.call(actor, attachment, document.name)
    document.attachment = attachment
    document.changed_at, document.changed_by = timezone.now(), actor
    names = ["name", "folded", "order"]
    document.save(update_fields=[*names, "attachment", "number", "changed_at", "changed_by"])
    said = {"number": document.number, "at": document.changed_at, "restored": restored}
    DocumentVersion.objects.create(document=document, attachment=attachment, by=actor, **said)


def end_as(document: Document, name: str) -> None:
    """Its own name with the ending of another one, not saved yet. Raises Taken."""
    before = document.name
    called(document, same_ending(before, name))
    if document.name != before:
        demand_free(document.name, document.space, document.folder, but=document)


def called(document: Document | Folder, name: str) -> None:
    """Give it a name, not saved yet."""
    document.name = clean_name(name)
    document.folded, document.order = compared(document.name), ordered(document.name)


def locked(document: Document) -> Document:
    """The file as it is now, held until the end of the transaction."""
    rows = Document.objects.select_for_update(of=("self",)).select_related("space", "folder", "attachment")
    return rows.get(pk=document.pk)
