"""How the network speaks and looks to somebody. Nobody chooses for another."""

from zoneinfo import available_timezones

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand
from terreau.foundation.accounts import activities, rules
from terreau.foundation.activity.journal import record
from terreau.foundation.identity import credentials
from terreau.foundation.identity.models import Person

THEMES = ("light", "dark", "system")


@transaction.atomic
def choose_language(actor: Person | None, *, person: Person, language: str) -> Person:
    """What the person is shown and sent, from the next page on. Only installed languages; any other changes nothing."""
    demand(rules.may_choose(actor, person), _("Everybody chooses their own language."))
    if language in dict(settings.LANGUAGES) and language != person.language:
        credentials.prefer(person, language=language)
        record(activities.language_chosen, actor, person, person_id=person.pk, language=language)
    return person


@transaction.atomic
def choose_time_zone(actor: Person | None, *, person: Person, time_zone: str) -> Person:
    """In which zone hours are shown, and digests and quiet hours count. An unknown zone changes nothing."""
    demand(rules.may_choose(actor, person), _("Everybody chooses their own time zone."))
    if time_zone in available_timezones() and time_zone != person.time_zone:
        credentials.prefer(person, time_zone=time_zone)
        record(activities.time_zone_chosen, actor, person, person_id=person.pk)
    return person


@transaction.atomic
def choose_theme(actor: Person | None, *, person: Person, theme: str) -> Person:
    """`light`, `dark`, or `system`: on every device that has made no choice of its own."""
    demand(rules.may_choose(actor, person), _("Everybody chooses their own appearance."))
    if theme in THEMES and theme != person.theme:
        credentials.prefer(person, theme=theme)
        record(activities.theme_chosen, actor, person, person_id=person.pk)
    return person
