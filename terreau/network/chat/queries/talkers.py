"""Who talks: one person as a conversation shows them, and how several are called."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from terreau.foundation.identity.models import Person
from terreau.foundation.text import names
from terreau.network.people import queries as people

NAMED = 3  # of several people, as many are called by name


@dataclass(frozen=True, slots=True)
class Talker:
    """Somebody as a conversation shows them."""

    key: str
    name: str
    photo: str

    @property
    def url(self) -> str:
        return people.address(self.key, self.name)

    @property
    def initials(self) -> str:
        return names.initials(self.name)

    @property
    def tone(self) -> int:
        return names.tone(self.key)

    @property
    def picture(self) -> str:
        return people.picture(self.photo)


def talker(person: Person) -> Talker:
    return Talker(person.key, person.name, person.photo)


def called(several: Sequence[str]) -> str:
    """“Bob”, “Bob and Dora”, “Bob, Dora and Paul”, “Bob, Dora, Paul and 4 others”."""
    if len(several) <= 1:
        return several[0] if several else ""
    if len(several) <= NAMED:
        return _("%(some)s and %(last)s") % {"some": ", ".join(several[:-1]), "last": several[-1]}
    more = len(several) - NAMED
    words = ngettext("%(some)s and %(num)s other", "%(some)s and %(num)s others", more)
    return words % {"some": ", ".join(several[:NAMED]), "num": more}
