"""Where files and folders stand, and what they are called."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from terreau.foundation.access.words import Refused, demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions as files
from terreau.foundation.storage import queries as storage
from terreau.foundation.storage.names import clean_name, parted, same_ending
from terreau.network.files import activities, rules
from terreau.network.files.actions.adding import called, locked
from terreau.network.files.actions.chosen import again, all_of, tree_of
from terreau.network.files.actions.folders import depth_of, standing
from terreau.network.files.actions.shelves import Taken, demand_free, held, take
from terreau.network.files.models import Document, Folder
from terreau.network.files.queries import MOST_DEEP, MOST_FOLDERS, Chosen
from terreau.network.posts import actions as posts

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space

__all__ = ["Moving", "Taken", "move", "rename"]


@dataclass(frozen=True, slots=True)
class Moving:
    """What goes elsewhere: all the files and folders it takes along, by id."""

    documents: list[int]
    folders: list[int]


@transaction.atomic
def rename(actor: Person, *, thing: Document | Folder, name: str) -> Document | Folder:
    """Another name, the ending kept where none is given; a file’s address stays. Raises Taken."""
    held(thing.space)
    where: Folder | None
    if isinstance(thing, Document):
        thing = locked(thing)
        may, where = rules.may_change(actor, thing), thing.folder
    else:
        rows = Folder.objects.select_for_update(of=("self",)).select_related("space", "parent")
        thing = rows.get(pk=thing.pk)
        may, where = rules.may_rename_folder(actor, thing), thing.parent
    demand(may, _("Only the members of this space arrange its files."))
    keeps = isinstance(thing, Document) and not parted(clean_name(name))[1]
    called(thing, same_ending(clean_name(name), thing.name) if keeps else name)
    demand_free(thing.name, thing.space, where, but=thing)
    thing.save(update_fields=["name", "folded", "order"])
    told = carried_name(actor, thing) if isinstance(thing, Document) else []
    record(activities.renamed, actor, thing, space_id=thing.space_id, post_ids=told)
    return thing


def carried_name(actor: Person, document: Document) -> list[int]:
    """What one downloads is called so too, and the conversation. Returns ids of posts."""
    assert document.attachment is not None  # only while it is written or erased
    files.call(actor, document.attachment, document.name)
    return posts.carry_along("document", [document.pk], title=document.name)


@transaction.atomic
def move(actor: Person, *, what: Chosen, space: "Space", folder: Folder | None) -> Moving:
    """These files, and folders with all in them, go into `folder` of `space`: the readers there are theirs now.

    Raises Taken where a name is taken there, Full where the space takes no more; then nothing moves.
    """
    origin = what.space
    for each in sorted({origin, space}, key=lambda one: one.pk):  # two who move against each other wait, no more
        held(each)
    documents, folders = again(what)
    demand(rules.may_add(actor, origin) and rules.may_add(actor, space), _("You move files where you may write."))
    if space != origin:
        words = _("Out of a space go files with those who look after it, and out of an open one your own.")
        demand(rules.may_move_out(actor, origin, documents, folders), words)
    target = standing(folder, space)
    going = demand_fits(what, folders, space, target)
    things: list[Document | Folder] = [*folders, *documents]
    for thing in things:
        demand_free(thing.name, space, target, but=thing)
    Folder.objects.filter(pk__in=[row.pk for row in folders]).update(parent=target)
    Document.objects.filter(pk__in=[row.pk for row in documents]).update(folder=target)
    told = carried(going, origin, space) if space != origin else []
    place = {"from_space_id": origin.pk, "folder_id": target.pk if target else None}
    record(activities.moved, actor, None, space_id=space.pk, document_ids=going.documents, post_ids=told, **place)
    return going


def demand_fits(what: Chosen, folders: list[Folder], space: "Space", target: Folder | None) -> Moving:
    """No folder goes into itself, none too deep, not too many into one space."""
    tree = tree_of(what)
    for folder in folders:
        if target is not None and target.pk in tree.under(folder.pk):
            raise Refused(_("“%(name)s” cannot go into itself. Choose another folder.") % {"name": folder.name})
        words = _("Folders stand at most %(levels)s levels deep. Choose one higher up.") % {"levels": MOST_DEEP}
        demand(depth_of(target) + tree.height(folder.pk) <= MOST_DEEP, words)
    going = Moving(*all_of(what, tree))
    if space != what.space:
        there = Folder.objects.filter(space=space, withdrawn_at=None).count()
        demand(there + len(going.folders) <= MOST_FOLDERS, _("That space holds as many folders as it can."))
    return going


def carried(going: Moving, origin: "Space", space: "Space") -> list[int]:
    """All of it belongs to the other space, with its conversations and the room it takes. Returns ids of posts."""
    weight = storage.weight("document", going.documents)
    take(held(space), weight)
    take(held(origin), -weight)
    Folder.objects.filter(pk__in=going.folders).update(space=space)
    Document.objects.filter(pk__in=going.documents).update(space=space)
    return posts.carry_along("document", going.documents, space_id=space.pk)
