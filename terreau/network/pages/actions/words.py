"""What the words of a page set in motion: people named, among those who may see it."""

from terreau.foundation.identity.models import Person
from terreau.foundation.text import mentions, rich
from terreau.network.pages import rules
from terreau.network.pages.models import Page


def written(body: str) -> str:
    """What somebody sent as it is stored."""
    return rich.link_urls(rich.clean(body))


def name_people(actor: Person, page: Page, before: str = "") -> list[int]:
    """Link who is named among those whom `actor` may name there; all other names become plain text (case A22).

    Changes `page.body`; returns the ids of those whom `before` did not name.
    """
    body = page.body
    handles = mentions.find_names(rich.to_plain(body)) if "@" in body else []
    keys = mentions.find(body)
    if not keys and not handles:
        return []
    near = rules.nameable(actor, page)
    known = set(near.filter(key__in=keys).values_list("key", flat=True))
    typed = near.filter(username__in=handles)
    by_name = {person.username: (person.key, person.name) for person in typed if person.username}
    page.body = mentions.link(mentions.strip(body, known), by_name)
    fresh = set(mentions.find(page.body)) - set(mentions.find(before))
    return sorted(Person.objects.filter(key__in=fresh).values_list("pk", flat=True))
