"""Several files given out as one ZIP: what is in it, and how much that may be."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from terreau.foundation.storage.refusals import NotKept
from terreau.foundation.text.typography import file_size, number

MOST_ENTRIES = 10_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A file by the key of its attachment, under a path of clean names.

    A folder has no key, and its path ends with `/`.
    """

    path: str
    key: str
    size: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Bundle:
    """A ZIP to be: its name, and what is in it, all of which its reader sees at this moment."""

    name: str
    entries: tuple[Entry, ...]

    @property
    def size(self) -> int:
        """Bytes of its files; the ZIP itself is a little larger."""
        return sum(entry.size for entry in self.entries)


class TooMuch(NotKept):
    """More than the operator lets a ZIP hold."""

    status = 413

    def __init__(self, bundle: Bundle, limit: int) -> None:
        language = get_language() or "en"
        words = _(
            "This would be %(count)s files of %(size)s together; a ZIP may hold %(most)s files and %(limit)s. "
            "Choose fewer, or download its folders one by one."
        )
        told = {"count": number(len(bundle.entries), language), "most": number(MOST_ENTRIES, language)}
        sizes = {"size": file_size(bundle.size, language), "limit": file_size(limit, language)}
        super().__init__(words % {**told, **sizes})


def demand_small(bundle: Bundle) -> Bundle:
    """The bundle, if the operator’s limit allows it. Raises TooMuch."""
    limit = settings.CONFIGURATION.zip_limit_mb * 2**20
    if bundle.size > limit or len(bundle.entries) > MOST_ENTRIES:
        raise TooMuch(bundle, limit)
    return bundle
