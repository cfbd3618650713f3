"""The bin: files and folders on their way out, for 30 days, and gone for good after that."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from terreau.foundation.access.words import demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions as storage
from terreau.foundation.storage import queries as files
from terreau.network.files import activities, rules
from terreau.network.files.actions.chosen import again, all_of, tree_of
from terreau.network.files.actions.places import Moving
from terreau.network.files.actions.shelves import demand_free, held, take
from terreau.network.files.models import Document, Folder
from terreau.network.files.queries import Chosen
from terreau.network.posts import actions as posts

BATCH = 100


@transaction.atomic
def withdraw(actor: Person, *, what: Chosen) -> Moving:
    """Into the bin, folders with all that is in them; gone for everybody at once, to be taken out for 30 days."""
    held(what.space)
    again(what)
    going = Moving(*all_of(what, tree_of(what)))
    documents = list(Document.objects.filter(pk__in=going.documents))
    folders = list(Folder.objects.filter(pk__in=going.folders))
    words = _("Who brought a file, and those who look after the space, put it into the bin.")
    demand(rules.may_withdraw(actor, what.space, documents, folders), words)
    gone = {"withdrawn_at": timezone.now(), "withdrawn_by_id": actor.pk}
    Folder.objects.filter(pk__in=going.folders).update(**gone)
    Document.objects.filter(pk__in=going.documents).update(**gone)
    told = posts.carry_along("document", going.documents, **gone)
    record(activities.withdrawn, actor, None, space_id=what.space.pk, document_ids=going.documents, post_ids=told)
    return going


@transaction.atomic
def restore(actor: Person, *, what: Chosen) -> Moving:
    """Out of the bin, each with what went in with it: where it stood, or among the first where that is gone.

    Raises Taken where its name was given to something else meanwhile.
    """
    held(what.space)
    documents, folders = again(what, withdrawn=True)
    things: list[Document | Folder] = [*documents, *folders]
    for thing in things:
        words = _("What is in the bin comes out within 30 days, by whoever put it there.")
        demand(rules.may_restore(actor, thing), words)
    back = together(what, documents, folders)
    here = {"withdrawn_at": None, "withdrawn_by_id": None}
    Folder.objects.filter(pk__in=back.folders).update(**here)
    Document.objects.filter(pk__in=back.documents).update(**here)
    told = posts.carry_along("document", back.documents, **here)
    record(activities.restored, actor, None, space_id=what.space.pk, document_ids=back.documents, post_ids=told)
    return back


def together(what: Chosen, documents: list[Document], folders: list[Folder]) -> Moving:
    """These and what went into the bin with these folders; each top one finds its place again, under its name."""
    tree = tree_of(what, withdrawn=True)
    moments = {folder.pk: folder.withdrawn_at for folder in folders}
    under = {below: moments[folder.pk] for folder in folders for below in tree.under(folder.pk)}
    rows = Folder.objects.filter(pk__in=under)
    below = {row.pk for row in rows if row.withdrawn_at == under[row.pk]}
    inside = Document.objects.filter(folder_id__in=below)
    found = {row.pk for row in inside if row.withdrawn_at == under[row.folder_id or 0]}
    things: list[Document | Folder] = [*folders, *documents]
    for thing in things:
        place_again(thing, below)
    return Moving(sorted(found | {row.pk for row in documents}), sorted(below))


def place_again(thing: Document | Folder, coming: set[int]) -> None:
    """Where it stood, if that is there or comes along; among the first otherwise."""
    column = "folder" if isinstance(thing, Document) else "parent"
    above = getattr(thing, column)
    if above is not None and above.withdrawn_at is not None and above.pk not in coming:
        above = None
        type(thing)._base_manager.filter(pk=thing.pk).update(**{column: None})
    demand_free(thing.name, thing.space, above, but=thing)


@transaction.atomic
def erase(actor: Person | None, *, document: Document) -> None:
    """A file in the bin goes for good, with all its versions. Content that nothing else holds goes with the sweep."""
    shelf = held(document.space)
    document = Document.objects.select_for_update(of=("self",)).select_related("space").get(pk=document.pk)
    words = _("Those who look after the space erase for good, and only what is in the bin.")
    demand(rules.may_erase(actor, document), words)
    weight = files.weight("document", [document.pk])
    document.versions.all().delete()
    Document.objects.filter(pk=document.pk).update(attachment=None)
    storage.detach(actor, None, document)
    take(shelf, -weight)
    record(activities.erased, actor, document, space_id=document.space_id, document_ids=[document.pk])
    document.delete()


@task(queue_name="slow")
def empty_bins() -> None:
    """Every day: what waited in a bin for 30 days is erased, file by file, then folders that hold nothing more."""
    before = timezone.now() - rules.RESTORABLE
    while documents := list(Document.objects.filter(withdrawn_at__lt=before).order_by("pk")[:BATCH]):
        for document in documents:
            erase(None, document=document)
    Folder.objects.filter(withdrawn_at__lt=before, documents=None).delete()
