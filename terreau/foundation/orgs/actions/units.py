"""The company’s tree. A branch is one prefix of `path`, so moving it rewrites the paths of all in one statement."""

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import Absent, Refused, demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import activities, rules
from terreau.foundation.orgs.models import Placement, Unit

DEEPEST = 12  # levels; a path of them fits its column


def refusal() -> str:
    return _("This part of the tree is not yours to administer.")


@transaction.atomic
def create_unit(actor: Person, *, parent: Unit | None, name: str, kind: str, country: str = "") -> Unit:
    """A new entity or unit under `parent`; none: a new top of the tree."""
    parent = locked(parent) if parent else None
    demand(rules.may_shape(actor, parent), refusal())
    fits(parent, 1)
    unit = Unit.objects.create(parent=parent, kind=kind, name=name, country=country)
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    record(activities.unit_created, actor, unit, parent_id=parent.pk if parent else None)
    return unit


@transaction.atomic
def edit_unit(actor: Person, *, unit: Unit, name: str, kind: str, country: str = "") -> Unit:
    """Another name, kind or country for a unit."""
    unit = locked(unit)
    demand(rules.may_shape(actor, unit), refusal())
    if (unit.name, unit.kind, unit.country) != (name, kind, country):
        unit.name, unit.kind, unit.country = name, kind, country
        unit.save(update_fields=["name", "kind", "country"])
        record(activities.unit_edited, actor, unit)
    return unit


@transaction.atomic
def move_unit(actor: Person, *, unit: Unit, parent: Unit | None) -> Unit:
    """Hang a branch under another unit (none: at the top). Its people and everything below go with it."""
    unit, parent = locked(unit), locked(parent) if parent else None
    demand(rules.may_shape(actor, unit) and rules.may_shape(actor, parent), refusal())
    if parent and parent.path.startswith(unit.path):
        raise Refused(_("A branch cannot hang under itself."))
    if unit.parent_id == (parent.pk if parent else None):
        return unit
    fits(parent, depth_below(unit))
    was, unit.path = unit.path, f"{parent.path if parent else '/'}{unit.pk}/"
    below = Unit.objects.filter(path__startswith=was)
    below.update(path=Concat(Value(unit.path), Substr("path", len(was) + 1)))
    unit.parent = parent
    unit.save(update_fields=["parent"])
    record(activities.unit_moved, actor, unit, parent_id=unit.parent_id)
    return unit


@transaction.atomic
def close_unit(actor: Person, *, unit: Unit) -> Unit:
    """A unit that is no more. Only when nothing under it stands and nobody is placed in it."""
    unit = locked(unit)
    demand(rules.may_shape(actor, unit), refusal())
    if Unit.objects.filter(parent=unit, closed_at=None).exists():
        raise Refused(_("Units still stand under it. Move or close them first."))
    if Placement.objects.filter(unit=unit, person__left_at=None).exists():
        raise Refused(_("People are still placed in it. Place them elsewhere first."))
    if unit.closed_at is None:
        unit.closed_at = timezone.now()
        unit.save(update_fields=["closed_at"])
        record(activities.unit_closed, actor, unit)
    return unit


@transaction.atomic
def reopen_unit(actor: Person, *, unit: Unit) -> Unit:
    """Take the closing back."""
    unit = locked(unit)
    demand(rules.may_shape(actor, unit), refusal())
    if unit.closed_at is not None:
        unit.closed_at = None
        unit.save(update_fields=["closed_at"])
        record(activities.unit_reopened, actor, unit)
    return unit


def locked(unit: Unit) -> Unit:
    """The unit’s row as it is now, held until the transaction ends."""
    held = Unit.objects.select_for_update().filter(pk=unit.pk).first()
    if held is None:
        raise Absent
    return held


def fits(parent: Unit | None, levels: int) -> None:
    """Refuse a tree deeper than its paths have room for, and anything new under what was closed."""
    if parent and parent.closed_at is not None:
        raise Refused(_("This unit is closed. Reopen it first."))
    if (parent.path.count("/") - 1 if parent else 0) + levels > DEEPEST:
        raise Refused(_("The tree has twelve levels at most."))


def depth_below(unit: Unit) -> int:
    """How many levels this branch has, itself included."""
    paths = Unit.objects.filter(path__startswith=unit.path).values_list("path", flat=True)
    return max(path.count("/") for path in paths) - unit.path.count("/") + 1
