from django.db.models import Q

from terreau.foundation.identity.models import Kind, Person
from terreau.foundation.storage.models import Attachment

# Things whose files everybody sees, signed in or not: the network’s own logo stands on the entrance page.
PUBLIC_KINDS = frozenset({"network"})


def may_keep(actor: Person) -> bool:
    """Whoever may come in may bring a file; the system and its imports too."""
    return actor.is_active or actor.kind == Kind.SYSTEM


def is_limited(actor: Person) -> bool:
    """The operator’s limit is one for people; imports bring what others sent."""
    return actor.kind != Kind.SYSTEM


def loose_of(viewer: Person) -> Q:
    """Files this person brought and has not used yet: nobody else’s business."""
    return Q(thing_kind="", uploaded_by_id=viewer.pk)


def may_drop(actor: Person, attachment: Attachment) -> bool:
    return attachment.thing_kind == "" and attachment.uploaded_by_id == actor.pk
