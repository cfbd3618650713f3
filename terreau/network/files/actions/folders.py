"""Folders: making them, and the one a file goes into."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.foundation.storage.names import clean_name, compared, ordered
from terreau.network.files import activities, rules
from terreau.network.files.actions.shelves import demand_free, held
from terreau.network.files.models import Folder
from terreau.network.files.queries import MOST_DEEP, MOST_FOLDERS

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space


@transaction.atomic
def make_folder(actor: Person, *, space: "Space", name: str, parent: Folder | None = None) -> Folder:
    """A new folder in `parent`, or among the first ones. Raises Taken where the name is taken."""
    demand(rules.may_add(actor, space), _("Only the members of this space arrange its files."))
    held(space)
    parent = standing(parent, space)
    words = _("Folders stand at most %(levels)s levels deep. Choose one higher up.") % {"levels": MOST_DEEP}
    demand(depth_of(parent) < MOST_DEEP, words)
    count = Folder.objects.filter(space=space, withdrawn_at=None).count()
    demand(count < MOST_FOLDERS, _("This space holds as many folders as it can."))
    name = clean_name(name)
    demand_free(name, space, parent)
    said = {"name": name, "folded": compared(name), "order": ordered(name)}
    folder = Folder.objects.create(space=space, parent=parent, created_by=actor, **said)
    record(activities.folder_made, actor, folder, space_id=space.pk)
    return folder


def standing(folder: Folder | None, space: "Space") -> Folder | None:
    """The folder as it is now, still in this space and not in the bin. Part of a transaction that holds the shelf."""
    if folder is None:
        return None
    found = Folder.objects.select_related("space", "parent").filter(pk=folder.pk, space=space, withdrawn_at=None)
    demand(bool(found), _("This folder stands elsewhere now, or in the bin. Choose another one."))
    return found[0]


def depth_of(folder: Folder | None) -> int:
    """How many levels a folder stands deep: 0 for none. Rows that make a circle end the count."""
    depth = 0
    while folder is not None and depth <= MOST_DEEP:
        folder, depth = folder.parent, depth + 1
    return depth
