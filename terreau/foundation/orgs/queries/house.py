"""Whose network this is: asked by every page, in one question."""

import json
from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import rules
from terreau.foundation.orgs.models import Mandate, Network


@dataclass(frozen=True, slots=True)
class House:
    """Name, company, accent, logo, languages (`first`: of newcomers); `runs`: has the viewer a part in running it?"""

    name: str
    company: str
    accent: str
    logo: str
    languages: tuple[str, ...]
    first: str
    runs: bool


# Composed once: this is asked by every page, and composing it each time would cost more than asking.
HOUSE = f"""
SELECT n.name, n.company, n.accent_light, n.logo, n.languages, n.default_language, EXISTS(
    SELECT 1 FROM {Mandate._meta.db_table} m WHERE m.person_id = %s AND m.ended_at IS NULL AND m.duty IN (%s, %s))
FROM (SELECT 1 AS one) o LEFT JOIN {Network._meta.db_table} n
ON n.id = (SELECT MIN(id) FROM {Network._meta.db_table})
"""


def house(viewer: Person | None) -> House:
    """The network as every page shows it; `viewer` None: a visitor."""
    values: list[int | str] = [viewer.pk if viewer else 0, *(str(duty.value) for duty in rules.RUNNING)]
    with connection.cursor() as cursor:
        cursor.execute(HOUSE, values)
        name, company, accent, logo, spoken, first, runs = cursor.fetchone()
    languages = json.loads(spoken) if isinstance(spoken, str) else spoken
    first = first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    return House(name or "Terreau", company or "", accent or "", logo or "", offered(languages), first, bool(runs))


def names() -> tuple[str, str]:
    """What the network and the company are called, in pages and letters."""
    found = house(None)
    return found.name, found.company


def first_language() -> str:
    """In which language the network speaks to somebody who has not chosen theirs yet."""
    return house(None).first


def offered(languages: list[str] | None) -> tuple[str, ...]:
    """The languages in the menu: those chosen that are installed; all installed ones where nobody chose."""
    installed = [code for code, _name in settings.LANGUAGES]
    return tuple(code for code in installed if code in (languages or installed)) or tuple(installed)


def network(viewer: Person) -> Network:
    """The one row that says whose network this is, for the form that changes it."""
    return Network.objects.order_by("pk").first() or Network(languages=[code for code, _name in settings.LANGUAGES])
