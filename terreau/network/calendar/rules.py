"""Who may see and touch an event. An event is seen where its space is read, also once it is called off."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from terreau.foundation.identity.models import Person
from terreau.network.calendar.models import Event
from terreau.network.spaces import rules as spaces

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody may do with one event they see."""

    edit: bool
    call_off: bool
    resume: bool


def rights(viewer: Person, event: Event) -> Rights:
    """All of these at once, for a page that shows its buttons: the role is asked once."""
    role = spaces.role_of(viewer, event.space)
    runs = event.space.archived_at is None and role is not None
    runs = runs and (event.created_by_id == viewer.pk or role in spaces.KEEPERS)
    standing = event.called_off_at is None
    return Rights(edit=runs and standing, call_off=runs and standing, resume=runs and not standing)


def visible(viewer: Person) -> Q:
    """Events `viewer` may see."""
    return spaces.content_of(viewer)


def audience(event: Event) -> QuerySet[Person]:
    """Everyone who may see the event: `visible`, the other way round."""
    return spaces.readers(event.space)


def may_create(actor: Person, space: "Space") -> bool:
    """Members bring events into their space."""
    return spaces.may_publish(actor, space)


def may_run(actor: Person, event: Event) -> bool:
    """Who brought it in, as long as they are in the space, and those who look after the space."""
    inside = spaces.may_publish(actor, event.space)
    return inside and (event.created_by_id == actor.pk or spaces.may_manage(actor, event.space))


def may_edit(actor: Person, event: Event) -> bool:
    return event.called_off_at is None and may_run(actor, event)


def may_call_off(actor: Person, event: Event) -> bool:
    return may_edit(actor, event)


def may_resume(actor: Person, event: Event) -> bool:
    """What was called off is held after all."""
    return event.called_off_at is not None and may_run(actor, event)
