"""Recording what happens. A room declares its kinds in `activities.py` and records one with each write."""

import json
import secrets
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models, transaction
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _

from terreau.foundation.activity.chain import seal
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person

KINDS: dict[str, "Kind"] = {}


@dataclass(frozen=True)
class Kind:
    """One thing that can happen. `says` is the journal’s English sentence; `administrative` ones are listed there."""

    name: str
    says: str
    administrative: bool = False

    def __post_init__(self) -> None:
        KINDS[self.name] = self


@cache
def known_kinds() -> dict[str, Kind]:
    """All that can happen in this house, whether or not a room’s module was read before."""
    autodiscover_modules("activities")
    return KINDS


def record(
    kind: Kind,
    actor: Person | None,
    thing: models.Model | None = None,
    *,
    space_id: int | None = None,
    **data: Any,
) -> Activity:
    """Write the one activity of a write, in its transaction. `data` holds ids and figures, never words."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{kind.name} was recorded outside the transaction of its write")
    data = json.loads(json.dumps(data))  # as the database gives it back, so that the seal can be recomputed
    salt = secrets.token_hex(16)
    activity = Activity(
        kind=kind.name,
        actor_id=actor.pk if actor else None,
        thing_kind=thing._meta.model_name if thing is not None and thing._meta.model_name else "",
        thing_id=thing.pk if thing is not None else None,
        space_id=space_id,
        data=data,
        salt=salt,
        seal=seal(salt, actor.pk if actor else None, data),
    )
    activity.save(force_insert=True)
    return activity


def told(activity: Activity) -> str:
    """What was done, in the language of the page, to be read after the name of who did it."""
    known = known_kinds().get(activity.kind)
    return _(known.says) if known else activity.kind
