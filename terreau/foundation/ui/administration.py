"""What the house’s rooms offer to those who run it: each room names its own pages, the hub lists them."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from terreau.foundation.identity.models import Person


@dataclass(frozen=True, slots=True)
class Part:
    """A page of the administration. `text` says what one does there; `note` is what matters there now."""

    name: str
    url: str
    icon: str
    text: str
    rank: int = 50
    note: str = ""
    state: str = ""


def parts_of(viewer: Person) -> list[Part]:
    """What this person may run, in order. `settings.ADMINISTRATION_PARTS`: functions (viewer) -> list of Part."""
    found = [part for name in settings.ADMINISTRATION_PARTS for part in import_string(name)(viewer)]
    return sorted(found, key=lambda part: part.rank)
