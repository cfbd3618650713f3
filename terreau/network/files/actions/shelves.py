"""What the files of a space take and what they are called: both settled while its shelf is held."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from terreau.foundation.access.words import Refused
from terreau.foundation.storage.names import compared
from terreau.foundation.text.typography import file_size
from terreau.network.files.models import Document, Folder, Shelf

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space


class Full(Refused):
    """The files of a space may take no more. Nothing was thrown away: what was sent waits with who sent it."""

    def __init__(self, more: int, used: int, limit: int) -> None:
        words = _(
            "The files of this space may take %(limit)s; they take %(used)s, and this needs %(more)s. Nothing is lost: "
            "what you sent waits for you for 30 days. Make room, in the bin for example, and put it in again."
        )
        language = get_language() or "en"
        sizes = {"limit": limit, "used": used, "more": more}
        super().__init__(words % {name: file_size(size, language) for name, size in sizes.items()})


class Taken(Refused):
    """Another file or folder has this name there already."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(_("“%(name)s” is there already. Choose another name.") % {"name": name})


def held(space: "Space") -> Shelf:
    """The shelf of a space, held to the end of the transaction: who adds or arranges there waits for who does."""
    Shelf.objects.get_or_create(space=space)
    return Shelf.objects.select_for_update().get(space=space)


def take(shelf: Shelf, more: int) -> None:
    """So many bytes more on a held shelf. Raises Full where the operator’s quota ends, and takes nothing then."""
    limit = settings.CONFIGURATION.space_files_mb * 2**20
    if limit and more > 0 and shelf.used + more > limit:
        raise Full(more, shelf.used, limit)
    shelf.used += more
    Shelf.objects.filter(pk=shelf.pk).update(used=F("used") + more)


def demand_free(name: str, space: "Space", folder: Folder | None, but: Document | Folder | None = None) -> None:
    """Nothing else in a folder (None: among the first ones) has this name; folders and files share theirs."""
    here = {"space": space, "folded": compared(name), "withdrawn_at": None}
    folders, documents = Folder.objects.filter(parent=folder, **here), Document.objects.filter(folder=folder, **here)
    found: list[Folder | Document] = [*folders, *documents]
    for there in found:
        if there != but:
            raise Taken(there.name)
