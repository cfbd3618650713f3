"""Who would have to read an announcement in a language that is not theirs. Counts alone: nobody is named."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import pgettext

from terreau.foundation.identity.models import Person
from terreau.network.people import queries as people
from terreau.network.spaces import queries as spaces

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space


@dataclass(frozen=True)
class Beside:
    """An announcement exists in one language (`only`) alone, and so many recipients read another (`other`)."""

    only: str
    other: str
    count: int


def beside(viewer: Person, space: "Space") -> Beside | None:
    """The language that most of those read who do not read the viewer’s; None where everybody reads that."""
    told, read = languages_told(), languages_read()
    among = spaces.people_with_levels(viewer, space)
    found = people.readers_of_others(viewer, among, language=viewer.language)
    known = [(count, code) for code, count in found.items() if code in read]
    if not known or viewer.language not in told:
        return None
    count, code = max(known)
    return Beside(told[viewer.language], read[code], count)


def languages_told() -> dict[str, str]:
    """The languages in which one writes, as “it exists in … only” has them."""
    return {"fr": pgettext("exists only in", "French"), "en": pgettext("exists only in", "English")}


def languages_read() -> dict[str, str]:
    """The languages people work in, as “they read …” has them."""
    return {
        "fr": pgettext("they read", "French"),
        "en": pgettext("they read", "English"),
        "de": pgettext("they read", "German"),
        "pt": pgettext("they read", "Portuguese"),
        "pl": pgettext("they read", "Polish"),
        "es": pgettext("they read", "Spanish"),
        "ar": pgettext("they read", "Arabic"),
        "it": pgettext("they read", "Italian"),
        "vi": pgettext("they read", "Vietnamese"),
        "tr": pgettext("they read", "Turkish"),
    }
