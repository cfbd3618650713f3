"""One file as its reader finds it, what it held before, and where else the same content is."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand
from terreau.foundation.cards.shapes import Card, room_of
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import queries as storage
from terreau.network.files import rules
from terreau.network.files.models import Document, DocumentVersion
from terreau.network.files.queries.listing import person_row
from terreau.network.files.queries.tree import Node, address, tree
from terreau.network.posts.queries import PersonRow
from terreau.network.spaces import queries as spaces

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space

MOST = 200  # versions shown
NEWEST = 3  # versions beside the file
USES = 50  # places looked at


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version: what it held, since when, by how many bytes it is larger than the one before (None: the first)."""

    number: int
    file: storage.File
    by: PersonRow
    at: datetime
    restored: int | None
    more: int | None


@dataclass(frozen=True)
class Reading:
    """A file with its place, its newest versions, where else its content is, and what the viewer may do."""

    document: Document
    space: spaces.SpaceRow
    path: list[Node]
    file: storage.File
    look: storage.Look
    changed_by: PersonRow
    versions: list[VersionRow]
    uses: list[Card]
    may: rules.Rights

    @property
    def url(self) -> str:
        return address(self.document.key, self.document.name)


def reading(viewer: Person, document: Document) -> Reading:
    """All that the page of a file shows, for one already known to be visible."""
    assert document.attachment is not None  # only while it is written or erased
    return Reading(
        document=document,
        space=space_row(viewer, document.space),
        path=tree(viewer, document.space_id).path(document.folder_id),
        file=storage.described(document.attachment),
        look=look_of(viewer, document),
        changed_by=person_row(document.changed_by),
        versions=versions_of(viewer, document, NEWEST),
        uses=uses(viewer, document),
        may=rules.rights(viewer, document),
    )


def look_of(viewer: Person, document: Document) -> storage.Look:
    """What the newest version looks like, of a file already known to be visible."""
    assert document.attachment is not None  # only while it is written or erased
    return storage.look_of(viewer, document.attachment)


def changing(viewer: Person, document: Document) -> Reading:
    """The same for who wants to change it; `Refused` where it is not theirs to change."""
    shown = reading(viewer, document)
    demand(shown.may.change, _("Only the members of this space change its files."))
    return shown


def versions_of(viewer: Person, document: Document, most: int = MOST) -> list[VersionRow]:
    """The versions of a file already known to be visible, the newest first."""
    rows = DocumentVersion.objects.filter(document=document).select_related("attachment__blob", "by")
    found = list(rows.defer("attachment__blob__words").order_by("-number")[: most + 1])
    grown = [one.attachment.blob.size - before.attachment.blob.size for one, before in pairwise(found)]
    return [version_row(row, more) for row, more in zip(found[:most], [*grown, None], strict=False)]


def version_row(row: DocumentVersion, more: int | None) -> VersionRow:
    return VersionRow(
        number=row.number,
        file=storage.described(row.attachment),
        by=person_row(row.by),
        at=row.at,
        restored=row.restored,
        more=more,
    )


def version_at(viewer: Person, document: Document, number: int) -> "QuerySet[DocumentVersion]":
    """One version of a file already known to be visible."""
    return DocumentVersion.objects.filter(document=document, number=number).select_related("attachment", "by")


def uses(viewer: Person, document: Document) -> list[Card]:
    """Where else the newest content of a file is held, as far as the viewer sees those places: the newest first."""
    assert document.attachment is not None  # only while it is written or erased
    places: dict[str, list[int]] = defaultdict(list)
    for kind, thing_id, _attachment in storage.places_of(document.attachment.blob_id)[-USES:]:
        if kind in settings.CARDS and (kind, thing_id) != ("document", document.pk):
            places[kind].append(thing_id)
    cards = [card for kind, ids in places.items() for card in room_of(kind).cards(viewer, ids).values()]
    return sorted(cards, key=lambda card: card.at.timestamp() if card.at else 0.0, reverse=True)


def space_row(viewer: Person, space: "Space") -> spaces.SpaceRow:
    """A space already known to be readable, named in the viewer’s language."""
    name = spaces.named(space.name, space.names, viewer.language)
    return spaces.SpaceRow(space.pk, space.key, name, space.openness, space.language)
