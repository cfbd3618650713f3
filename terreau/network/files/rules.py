"""Who may see and touch the files of a space: seen where the space is read, as long as they are not in the bin."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone

from terreau.foundation.identity.models import Person
from terreau.network.files.models import Document, Folder
from terreau.network.spaces import rules as spaces

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space

RESTORABLE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody may do with one file they see."""

    change: bool
    withdraw: bool


def rights(viewer: Person, document: Document) -> Rights:
    """Both at once, for a page that shows its buttons."""
    return rights_as(viewer, document, spaces.role_of(viewer, document.space))


def rights_as(viewer: Person, document: Document, role: str | None) -> Rights:
    """The same for a page that knows the viewer’s role in the space already."""
    change = document.withdrawn_at is None and document.space.archived_at is None and role is not None
    return Rights(change, change and (role in spaces.KEEPERS or document.created_by_id == viewer.pk))


def visible(viewer: Person) -> Q:
    """Files, and folders, that `viewer` may see."""
    return Q(withdrawn_at=None) & spaces.content_of(viewer)


def audience(document: Document) -> QuerySet[Person]:
    """Everyone who may see the file: `visible`, the other way round."""
    return Person.objects.none() if document.withdrawn_at else spaces.readers(document.space)


def restorable(viewer: Person) -> Q:
    """What waits in a bin for `viewer` for 30 days: what they put there, and all of spaces they look after."""
    theirs = Q(withdrawn_by_id=viewer.pk) | Q(space_id__in=spaces.kept_by(viewer))
    return Q(withdrawn_at__gt=timezone.now() - RESTORABLE) & spaces.content_of(viewer) & theirs


def may_add(actor: Person, space: "Space") -> bool:
    """Members put files into the folders of their space, and arrange them."""
    return spaces.may_publish(actor, space)


def may_add_as(actor: Person, space: "Space", role: str | None) -> bool:
    """The same for a page that knows the actor’s role in the space already."""
    return role is not None and space.archived_at is None and space.shown_at is not None


def role_of(viewer: Person, space: "Space") -> str | None:
    """What the viewer is in the space, for the two above."""
    return spaces.role_of(viewer, space)


def may_change(actor: Person, document: Document) -> bool:
    """Files are everybody’s who is in the space: a new version, another name, another folder."""
    return document.withdrawn_at is None and may_add(actor, document.space)


def may_withdraw_folder_as(actor: Person, folder_maker: int, role: str | None) -> bool:
    """Is it worth offering? What stands in it decides when it is done."""
    return role in spaces.KEEPERS or (role is not None and folder_maker == actor.pk)


def may_rename_folder(actor: Person, folder: Folder) -> bool:
    return folder.withdrawn_at is None and may_add(actor, folder.space)


def may_move_out(actor: Person, space: "Space", documents: Collection[Document], folders: Collection[Folder]) -> bool:
    """Out of a space go files with those who look after it; out of an open one their own ones with who brought them."""
    if spaces.may_manage(actor, space):
        return True
    own = not folders and all(document.created_by_id == actor.pk for document in documents)
    return own and space.openness == "open" and may_add(actor, space)


def may_withdraw(actor: Person, space: "Space", documents: Collection[Document], folders: Collection[Folder]) -> bool:
    """Those who look after the space; others what they brought and made themselves, with all that is in it."""
    if not may_add(actor, space):
        return False
    things: list[Document | Folder] = [*documents, *folders]
    theirs = all(thing.created_by_id == actor.pk for thing in things)
    return theirs or spaces.may_manage(actor, space)


def may_restore(actor: Person, thing: Document | Folder) -> bool:
    """Whoever put it into the bin takes it out again, and those who look after the space, for 30 days."""
    if thing.withdrawn_at is None or thing.withdrawn_at < timezone.now() - RESTORABLE:
        return False
    return thing.withdrawn_by_id == actor.pk or spaces.may_manage(actor, thing.space)


def may_erase(actor: Person | None, document: Document) -> bool:
    """From the bin alone: those who look after the space at once, the house itself (nobody) after 30 days."""
    if document.withdrawn_at is None:
        return False
    if actor is None:
        return document.withdrawn_at < timezone.now() - RESTORABLE
    return spaces.may_manage(actor, document.space) and document.space.archived_at is None
