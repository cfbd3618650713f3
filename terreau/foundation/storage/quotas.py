"""How much one person may have sent: the operator’s setting, kept to the byte. 1 MB is 2**20 bytes."""

from django.conf import settings

from terreau.foundation.identity.models import Person
from terreau.foundation.storage import queries, rules
from terreau.foundation.storage.names import clean_name
from terreau.foundation.storage.refusals import NoMore


def limit_of(person: Person) -> int:
    """Bytes that all the files this person sent may take together; 0: as many as there is room for."""
    return int(settings.CONFIGURATION.person_files_mb) * 2**20 if rules.is_limited(person) else 0


def refuse_more(person: Person, size: int, name: str) -> None:
    """Raises NoMore where a file of this size goes beyond the limit."""
    limit = limit_of(person)
    used = queries.sent_by(person) if limit else 0
    if limit and used + size > limit:
        raise NoMore(clean_name(name), size, used, limit)


def held(person: Person) -> None:
    """Where there is a limit two files of one person wait for each other, to the end of the transaction."""
    if limit_of(person):
        Person.objects.select_for_update().get(pk=person.pk)
