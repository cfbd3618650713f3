"""The outbox as a page shows it. Words of mails may come from spaces the operator may not read: they stay there."""

from dataclasses import dataclass, replace

from django.conf import settings

from terreau.foundation.access.words import Absent
from terreau.foundation.identity.models import Person
from terreau.foundation.mail import outbox as folder
from terreau.network.notifications import rules


@dataclass(frozen=True)
class Outbox:
    """The newest mails, how many there are, and whether their words are shown."""

    mails: list[folder.Lying]
    count: int
    open: bool
    place: str


def watches_outbox(viewer: Person) -> bool:
    """Does the folder concern this person?"""
    return rules.may_see_outbox(viewer)


def outbox(viewer: Person) -> Outbox:
    """What lies in the folder; absent for everybody but the operator."""
    if not rules.may_see_outbox(viewer):
        raise Absent
    mails, count = folder.newest()
    shown = mails if rules.may_open_outbox(viewer) else [replace(mail, subject="") for mail in mails]
    return Outbox(shown, count, rules.may_open_outbox(viewer), str(settings.DATA.name) + "/outbox")


def lying(viewer: Person, name: str) -> folder.Lying | None:
    """One mail with its words, where they may be shown at all."""
    return folder.one(name) if rules.may_open_outbox(viewer) else None
