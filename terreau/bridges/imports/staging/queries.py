from django.db.models import QuerySet

from terreau.bridges.imports.staging import rules
from terreau.bridges.imports.staging.models import Import
from terreau.foundation.identity.models import Person


def seen_by(viewer: Person) -> QuerySet[Import]:
    """Imports, the newest first; none for whoever may not import."""
    return Import.objects.filter(rules.listed(viewer)).order_by("-received_at", "-pk")


def find(viewer: Person, key: str) -> Import | None:
    """The import with this id, or None."""
    return seen_by(viewer).filter(key=key).first()
