"""The files and folders an act is about, as they are at this moment, with all that is in them."""

from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand
from terreau.network.files.models import Document, Folder
from terreau.network.files.queries import Chosen, Tree, tree_from


def again(what: Chosen, *, withdrawn: bool = False) -> tuple[list[Document], list[Folder]]:
    """The rows, held until the end of the transaction; each still in its space, in the bin or not in it."""
    here = {"space": what.space, "withdrawn_at__isnull": not withdrawn}
    documents = Document.objects.select_for_update(of=("self",)).select_related("space", "folder")
    folders = Folder.objects.select_for_update(of=("self",)).select_related("space", "parent")
    found = list(documents.filter(pk__in=what.documents, **here).order_by("pk"))
    held = list(folders.filter(pk__in=what.folders, **here).order_by("pk"))
    whole = len(found) == len(what.documents) and len(held) == len(what.folders)
    demand(whole, _("Something of this stands elsewhere now. Look at the folder again."))
    return found, held


def tree_of(what: Chosen, *, withdrawn: bool = False) -> Tree:
    """All folders of the space, or those in its bin."""
    rows = Folder.objects.filter(space=what.space, withdrawn_at__isnull=not withdrawn)
    return tree_from(rows.order_by("order", "pk").values_list("pk", "key", "name", "parent_id", "created_by_id"))


def all_of(what: Chosen, tree: Tree) -> tuple[list[int], list[int]]:
    """Ids of the files and of the folders that these are, with all that is in them."""
    folders = {below for folder in what.folders for below in tree.under(folder)}
    inside = Document.objects.filter(space=what.space, folder_id__in=folders, withdrawn_at=None)
    return sorted({*what.documents, *inside.values_list("pk", flat=True)}), sorted(folders)
