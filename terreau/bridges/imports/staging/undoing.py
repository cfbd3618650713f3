"""Taking an import out again, a batch a transaction, from the leaves to the ground."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from terreau.bridges.imports.staging import additions
from terreau.bridges.imports.staging.models import Import, Imported
from terreau.foundation.identity.models import Person
from terreau.network.people.actions import importing as people
from terreau.network.posts.actions import importing as posts
from terreau.network.search import actions as search
from terreau.network.spaces.actions import importing as spaces

BATCH = 50
KINDS = ("comment", "post", "space", "person")
NAMES = {"comment": "comments", "post": "posts", "space": "spaces", "person": "people"}


@dataclass
class Undone:
    """How many of each were removed, and how many stay because of what people added since. `kept`: their addresses."""

    removed: Counter[str] = field(default_factory=Counter)
    stay: Counter[str] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)

    def printed(self, key: str) -> dict[str, Any]:
        """As `--json` prints it."""
        figures = {name: self.removed[name] for name in ("people", "spaces", "posts", "comments")}
        return {"id": key, **figures, "kept": dict(self.stay), "kept_because_of_replies": self.kept[:1000]}


class Undoing:
    def __init__(self, actor: Person, run: Import, told: Callable[[float], None]) -> None:
        self.actor, self.run, self.told = actor, run, told
        self.rows = Imported.objects.filter(run=run)
        self.whole = self.rows.count()
        self.undone = Undone()

    def undo(self) -> Undone:
        """All of it. What stays is still remembered, so that it is not brought in twice."""
        additions.take_back(self.actor, self.run)
        Imported.objects.filter(run=self.run, matched_at__isnull=False).delete()
        done = 0
        for kind in KINDS:
            last = 0
            rows = self.rows.filter(kind=kind).order_by("-pk")
            while batch := list(rows.filter(pk__lt=last)[:BATCH] if last else rows[:BATCH]):
                self._batch(kind, batch)
                last, done = batch[-1].pk, done + len(batch)
                self.told(done / max(1, self.whole))
        return self.undone

    def _batch(self, kind: str, batch: list[Imported]) -> None:
        ids = {row.thing_id for row in batch}
        with transaction.atomic():
            kept = self._take_out(kind, ids)
            Imported.objects.filter(pk__in=[row.pk for row in batch if row.thing_id not in kept]).delete()
            search.index(kind, ids - kept)
        self.undone.removed[NAMES[kind]] += len(ids - kept)
        if kept:
            self.undone.stay[NAMES[kind]] += len(kept)
        if kind in ("post", "comment"):
            self.undone.kept += [row.address for row in batch if row.thing_id in kept]

    def _take_out(self, kind: str, ids: set[int]) -> set[int]:
        """The ids of those that stay."""
        if kind == "comment":
            return posts.take_out(self.actor, comments=ids)
        if kind == "post":
            return posts.take_out(self.actor, posts=ids)
        if kind == "space":
            return spaces.take_out(self.actor, spaces=ids)
        elsewhere = Imported.objects.filter(kind="person", thing_id__in=ids).exclude(run=self.run)
        shared = set(elsewhere.values_list("thing_id", flat=True))
        return shared | people.take_out(self.actor, people=ids - shared)
