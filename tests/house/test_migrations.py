"""Migrations are complete, and after a release they only widen: old code runs on the new schema (expand/contract).

Removing or renaming a column, narrowing a field, or requiring a value without a database default breaks the nodes that
still run the version before. After the first release such a step comes one release later than the code that stopped
needing it (docs/building/migrations.md).
"""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations import operations
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models.fields import NOT_PROVIDED
from django.utils import translation

from tests.house.law import Breach, keep

# App label -> its last migration in the latest release. Empty until the first release: nothing runs yet.
RELEASED: dict[str, str] = {}

LOSING = {
    operations.RemoveField: "removes a column",
    operations.RenameField: "renames a column",
    operations.DeleteModel: "drops a table",
    operations.RenameModel: "renames a table",
    operations.AlterModelTable: "renames a table",
}


def test_no_migration_is_missing() -> None:
    loader = MigrationLoader(None)
    with translation.override(None):  # as `makemigrations` does: names in no language
        changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(loader.graph)
    keep(
        "Every change of a table has its migration.",
        "python -m django makemigrations (with DJANGO_SETTINGS_MODULE=terreau.project.settings).",
        (
            Breach(label, "; ".join(step.describe() for step in migration.operations), label)
            for label, found in changes.items()
            for migration in found
        ),
    )


def test_one_leaf_each() -> None:
    conflicts = MigrationLoader(None).detect_conflicts()
    keep(
        "Every room has one last migration.",
        "renumber yours after the one that landed first.",
        (Breach(label, " and ".join(sorted(names)), label) for label, names in conflicts.items()),
    )


def test_migrations_only_widen_after_a_release() -> None:
    loader = MigrationLoader(None)
    keep(
        "After a release, migrations only widen.",
        "expand now (new nullable column, write both), contract one release later (docs/building/migrations.md).",
        (breach for key in loader.graph.nodes for breach in narrowing_of(loader, key)),
    )


def narrowing_of(loader: MigrationLoader, key: tuple[str, str]) -> Iterator[Breach]:
    label, name = key
    if label not in RELEASED or name <= RELEASED[label]:
        return
    before = loader.project_state(key, at_end=False)
    for step in loader.graph.nodes[key].operations:
        if what := narrows(step, label, before):
            yield Breach(f"{label}/migrations/{name}.py", what, f"{label}.{name}")


def narrows(step: Operation, label: str, before: ProjectState) -> str:
    """Why this step would break code that still runs; "" when it would not."""
    for kind, what in LOSING.items():
        if isinstance(step, kind):
            return f"{what}: {step.describe()}"
    if isinstance(step, operations.AddField) and not optional(step.field):
        return f"adds a column that old code does not fill: {step.describe()}"
    if isinstance(step, operations.AlterField):
        old = before.models[label, step.model_name_lower].fields.get(step.name)
        if old is not None and tighter(old, step.field):
            return f"narrows a column: {step.describe()}"
    return ""


def optional(field: "models.Field[object, object]") -> bool:
    """Does the database fill it by itself?"""
    return field.null or field.db_default is not NOT_PROVIDED or bool(field.many_to_many)


def tighter(old: "models.Field[object, object]", new: "models.Field[object, object]") -> bool:
    shorter = (new.max_length or 10**9) < (old.max_length or 10**9)
    requires = old.null and not new.null
    return shorter or requires or (new.unique and not old.unique) or old.get_internal_type() != new.get_internal_type()


def test_the_lint_sees_what_narrows() -> None:
    before = ProjectState.from_apps(apps)
    text = models.CharField(max_length=150)
    narrow: list[Operation] = [
        operations.RemoveField("person", "name"),
        operations.RenameField("person", "name", "title"),
        operations.AlterField("person", "name", models.CharField(max_length=20)),
        operations.AlterField("person", "name", models.IntegerField()),
        operations.AlterField("person", "left_at", models.DateTimeField()),
        operations.AddField("person", "motto", text),
        operations.DeleteModel("person"),
    ]
    wide: list[Operation] = [
        operations.AlterField("person", "name", models.CharField(max_length=300)),
        operations.AddField("person", "motto", models.CharField(max_length=10, null=True)),
        operations.AddField("person", "motto", models.CharField(max_length=10, db_default="")),
    ]
    assert all(narrows(step, "identity", before) for step in narrow)
    assert not any(narrows(step, "identity", before) for step in wide)


@pytest.mark.django_db
def test_tables_are_as_the_models_say() -> None:
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
    ours = {model._meta.db_table for model in apps.get_models() if model._meta.managed}
    assert ours <= there, f"no table for {sorted(ours - there)}"
