"""Who of an export is already here: by e-mail, else by user name and name together. Anything less is doubtful."""

from collections.abc import Sequence

from django.db.models import Q
from django.db.models.functions import Lower

from terreau.bridges.imports.staging.shapes import Person as Newcomer
from terreau.foundation.identity.models import Kind, Person
from terreau.foundation.text.folding import fold


class Matcher:
    """Finds people for a batch at a time. `doubtful`: who resembles somebody here without being surely the same.

    `taken`: people of this community already; two of its accounts are one person only where their e-mail says so.
    """

    def __init__(self) -> None:
        self.taken: set[int] = set()
        self.doubtful: list[dict[str, str]] = []
        self._by_email: dict[str, Person] = {}
        self._by_username: dict[str, Person] = {}
        self._by_name: dict[str, Person] = {}

    def look(self, people: Sequence[Newcomer]) -> dict[str, Person]:
        """Those who are here, by source id."""
        self._load(people)
        found = {person.source_id: match for person in people if (match := self._match(person))}
        for person in people:
            if person.source_id not in found:
                self._doubt(person)
        return found

    def _load(self, people: Sequence[Newcomer]) -> None:
        emails = [person.email.lower() for person in people if person.email]
        usernames = [person.username.lower() for person in people if person.username]
        alike = Q(low_email__in=emails) | Q(low_username__in=usernames)
        alike |= Q(name__in=[person.name for person in people])
        folded = Person.objects.alias(low_email=Lower("email"), low_username=Lower("username"))
        rows = list(folded.filter(alike).exclude(kind=Kind.SYSTEM, profile=None))
        self._by_email = {row.email.lower(): row for row in rows if row.email}
        self._by_username = {row.username.lower(): row for row in rows if row.username}
        self._by_name = {fold(row.name): row for row in rows}

    def _match(self, person: Newcomer) -> Person | None:
        if person.email and person.email.lower() in self._by_email:
            return self._by_email[person.email.lower()]
        alike = self._by_username.get(person.username.lower())
        if alike is None or alike.pk in self.taken or fold(alike.name) != fold(person.name):
            return None
        return None if person.email and alike.email else alike

    def _doubt(self, person: Newcomer) -> None:
        alike = self._by_username.get(person.username.lower()) or self._by_name.get(fold(person.name))
        if alike:
            self.doubtful.append(
                {"name": person.name, "username": person.username, "resembles": alike.name, "key": alike.key}
            )
