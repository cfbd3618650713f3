"""Further lines of the profile, added by administrators of the whole network."""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import Absent, Refused, demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import rules as orgs_rules
from terreau.foundation.text.keys import slug as slugged
from terreau.network.people import activities
from terreau.network.people.models import CustomField

MOST_FIELDS = 20


def refusal() -> str:
    return _("Only an administrator of the whole network adds lines to the profiles.")


@transaction.atomic
def add_custom_field(actor: Person, *, labels: dict[str, str], position: int = 0, slug: str = "") -> CustomField:
    """A further line for every profile, named in several languages. Its word in the data never changes afterwards."""
    demand(orgs_rules.may_administer(actor), refusal())
    if CustomField.objects.filter(ended_at=None).count() >= MOST_FIELDS:
        raise Refused(_("Twenty lines are enough for a profile. End one first."))
    word = slug or free_word(next((label for label in labels.values() if label), "line"))
    field = CustomField.objects.create(slug=word, labels=labels, position=position)
    record(activities.field_added, actor, field)
    return field


def free_word(label: str) -> str:
    """A word for the data that no line bears yet."""
    word = slugged(label, 30) or "line"
    taken = CustomField.objects.filter(slug=word).exists()
    return f"{word}-{secrets.token_hex(3)}" if taken else word


@transaction.atomic
def edit_custom_field(actor: Person, *, field: CustomField, labels: dict[str, str], position: int) -> CustomField:
    """Other names, or another place in the order. What people wrote there stays."""
    demand(orgs_rules.may_administer(actor), refusal())
    field = locked(field)
    if (field.labels, field.position) != (labels, position):
        field.labels, field.position = labels, position
        field.save(update_fields=["labels", "position"])
        record(activities.field_edited, actor, field)
    return field


@transaction.atomic
def end_custom_field(actor: Person, *, field: CustomField) -> CustomField:
    """The line is no longer shown nor asked for. What people wrote there stays theirs."""
    demand(orgs_rules.may_administer(actor), refusal())
    field = locked(field)
    if field.ended_at is None:
        field.ended_at = timezone.now()
        field.save(update_fields=["ended_at"])
        record(activities.field_ended, actor, field)
    return field


def locked(field: CustomField) -> CustomField:
    held = CustomField.objects.select_for_update().filter(pk=field.pk).first()
    if held is None:
        raise Absent
    return held
