"""Rule 8 (no hidden consequences) and rule 14 (one test file a verb)."""

import ast
import re
from collections.abc import Iterator

from tests.house.law import Breach, keep
from tests.house.test_rights import actions
from tests.house.tree import ROOT, Function, Source, called, dotted, imports, product, read

HIDDEN = ("django.db.models.signals", "django.dispatch", "django.core.signals", "django.contrib.auth.signals")
AMBIENT = re.compile(r"user|person|actor|viewer|request(?!_id)", re.I)
KEEPERS = {"ContextVar", "local", "Local"}


def test_no_signals() -> None:
    keep(
        "No signals.",
        "what follows from a write listens to its activity (ACTIVITY_LISTENERS in the settings).",
        (
            Breach(item.at(node), f"imports {module} {name}".strip(), item.module)
            for item in product()
            for node, module, name in imports(item)
            if module.startswith(HIDDEN) or (module == "django.db.models" and name == "signals")
        ),
    )


def test_no_save_overrides() -> None:
    keep(
        "No `save()` or `delete()` overrides.",
        "the action that writes the row says what follows.",
        (
            Breach(item.at(inner), f"{node.name}.{inner.name}", f"{item.module}.{node.name}.{inner.name}")
            for item in product()
            if item.flat == "models"
            for node in ast.walk(item.tree)
            if isinstance(node, ast.ClassDef)
            for inner in node.body
            if isinstance(inner, ast.FunctionDef) and inner.name in {"save", "delete", "asave", "adelete"}
        ),
    )


def test_no_ambient_person() -> None:
    keep(
        "Nobody is known by being in the air: no ambient current user.",
        "hand over `actor` or `viewer`.",
        (breach for item in product() for breach in ambient(item)),
    )


def ambient(item: Source) -> Iterator[Breach]:
    for node in ast.walk(item.tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Call):
            kept = dotted(node.value.func).split(".")[-1] in KEEPERS and len(node.value.args) < 2
            if kept and AMBIENT.search(ast.unparse(node)):
                yield Breach(item.at(node), ast.unparse(node)[:80], item.module)


def test_one_test_file_a_verb() -> None:
    keep(
        "Every action has its tests/test_<verb>.py.",
        "it works, who may, who may not, who is told, what it costs in queries: one file a verb, never one a noun.",
        (breach for item, function in actions() for breach in untested(item, function)),
    )


def untested(item: Source, function: Function) -> Iterator[Breach]:
    room = item.room
    if room is None:
        return
    expected = room.path / "tests" / f"test_{function.name}.py"
    if not expected.exists() or function.name not in read(expected):
        yield Breach(item.at(function), f"no {expected.relative_to(ROOT)}", f"{item.module}.{function.name}")


def test_nothing_slow_inside_a_transaction() -> None:
    slow = ("urllib3", "smtplib", "requests", "subprocess", "socket", "http.client", "PIL")
    keep(
        "Nothing but SQL inside the transaction.",
        "an action leaves slow work to a job, which starts after commit.",
        (
            Breach(item.at(node), f"imports {module}", f"{item.module}: {module}")
            for item in product()
            if item.flat in {"actions", "queries", "rules", "models"}
            for node, module, _ in imports(item)
            if module.split(".")[0] in slow or module in slow
        ),
    )


def test_no_input_or_sleep() -> None:
    keep(
        "No sleeping in rooms.",
        "wait for a condition in an engine, or schedule a job.",
        (
            Breach(item.at(call), ast.unparse(call)[:60], item.module)
            for item in product()
            if item.flat in {"actions", "queries", "rules", "models", "views", "api", "cards", "forms"}
            for call in called(item.tree)
            if dotted(call.func) in {"time.sleep", "sleep", "input"}
        ),
    )
