"""Rule 1 (imports point down, at the top, by absolute name) and the models that stay at home."""

import ast
import configparser
import re
from collections.abc import Iterator

from django.apps import apps
from django.db.models import ForeignKey

from tests.house.law import Breach, keep
from tests.house.tree import PACKAGE, ROOT, Room, Source, dotted, imports, product, rooms

# What each file of a room may import from its own room (ARCHITECTURE, “Every room has one shape”).
MAY_IMPORT = {
    "urls": {"views"},
    "views": {"views", "actions", "queries", "forms", "cards"},
    "api": {"api", "actions", "queries", "forms", "schemas", "cards"},
    "forms": {"forms", "queries"},
    "actions": {"actions", "activities", "queries", "rules", "models"},
    "activities": {"activities", "queries"},
    "cards": {"cards", "queries"},
    "queries": {"queries", "rules", "models"},
    "rules": {"rules", "models"},
    "models": {"models"},
    "schemas": {"schemas"},
    "commands": {"commands", "actions", "queries"},
    # docs/decisions/006-the-demo-writes-rows.md
    "demo": {"demo", "actions", "queries", "models"},
}
# Words everybody speaks: who acts, and what sort of actor (docs/decisions/022-person-is-a-word.md).
WORDS = {("terreau.foundation.identity.models", "Person"), ("terreau.foundation.identity.models", "Kind")}
DISTRICT_FLOOR = {"foundation": 0, "network": 1, "programme": 2, "bridges": 3}


def declared() -> set[str]:
    """Rooms with a floor in `.importlinter`, as `district.room`."""
    config = configparser.ConfigParser()
    config.read(ROOT / ".importlinter")
    found = set()
    for section in config.sections():
        container = config.get(section, "containers", fallback="").strip().removeprefix("terreau").lstrip(".")
        if "\n" not in container and "*" not in container:
            names = re.findall(r"[\w.]+", config.get(section, "layers", fallback=""))
            found |= {f"{container}.{name}".lstrip(".") for name in names}
    return found


def floor_of(room: str) -> tuple[int, int]:
    """How high a room stands: its district, then its line in `.importlinter`; side by side is the same height."""
    config = configparser.ConfigParser()
    config.read(ROOT / ".importlinter")
    district, name = room.split(".", 1)
    section = f"importlinter:contract:{district}"
    prefix = f"{district}." if config.get(section, "containers").strip() == "terreau" else ""
    lines = [line for line in config.get(section, "layers").splitlines() if line.strip()]
    heights = {word: len(lines) - at for at, line in enumerate(lines) for word in re.findall(r"[\w.]+", line)}
    return DISTRICT_FLOOR[district], heights.get(prefix + name.split(".", maxsplit=1)[0], 0)


def test_every_room_declares_its_floor() -> None:
    known = declared()
    missing = [room for room in rooms() if ".".join(room.path.relative_to(PACKAGE).parts) not in known]
    keep(
        "Every room declares its floor.",
        "write its name into the layers of .importlinter, above what it uses.",
        (Breach(str(room.path.relative_to(ROOT)), "stands on no floor", room.package) for room in missing),
    )


def test_imports_are_absolute() -> None:
    relative = (
        Breach(item.at(node), f"from {module} import {name}", item.where)
        for item in product()
        for node, module, name in imports(item)
        if module.startswith(".")
    )
    keep("Imports are absolute.", "write the whole name, from terreau on.", relative)


def test_room_files_are_floors_too() -> None:
    keep(
        "Inside a room each file imports only what the table allows.",
        "move the lines to the file they belong to (ARCHITECTURE, table of a room’s files). The room’s row classes may "
        "be named in annotations everywhere, its words of state (enumerations) used everywhere.",
        (breach for item in product() for breach in upward_in_room(item)),
    )


def upward_in_room(item: Source) -> Iterator[Breach]:
    room, allowed = item.room, MAY_IMPORT.get(item.flat)
    if room is None or allowed is None:
        return
    for node, module, name in imports(item):
        whole = f"{module}.{name}" if module == room.package else module
        if not whole.startswith(room.package + "."):
            continue
        flat = whole.removeprefix(room.package + ".").split(".")[0]
        word = flat == "models" and (enumerates(room, name) or not used_beyond_annotations(item, name))
        if flat in MAY_IMPORT and flat not in allowed and not word:
            yield Breach(item.at(node), f"{item.flat} imports {flat}", f"{item.module} -> {flat}")


def enumerates(room: Room, name: str) -> bool:
    """Is this name of the room’s models one of its words of state (an enumeration)?"""
    classes = [node for item in room.sources("models") for node in item.tree.body if isinstance(node, ast.ClassDef)]
    bases = [dotted(base) for node in classes if node.name == name for base in node.bases]
    return any(base.endswith("Choices") for base in bases)


def test_models_stay_at_home() -> None:
    keep(
        "Models stay at home.",
        "ask the room’s queries, rules or actions. Person and Kind are words and may be used anywhere; any other row "
        "class may be named in a type annotation and nowhere else (docs/decisions/022-person-is-a-word.md).",
        (breach for item in product() for breach in strangers(item)),
    )


def strangers(item: Source) -> Iterator[Breach]:
    """Uses of another room’s models beyond the words and the annotations."""
    for node, module, name in imports(item):
        home, _, flat = module.partition(".models")
        taken = f"{module}.{name}" if name == "models" else module
        if not taken.startswith("terreau.") or ".models" not in f"{taken}.":
            continue
        if (item.room is not None and taken.startswith(item.room.package + ".")) or (module, name) in WORDS:
            continue
        if name in ("models", "*", ""):
            yield Breach(item.at(node), f"takes all of {home or flat}", f"{item.module} -> {taken}")
        elif used_beyond_annotations(item, name):
            yield Breach(item.at(node), f"uses {module}.{name}", f"{item.module} -> {module}.{name}")
    for node in ast.walk(item.tree):
        if isinstance(node, ast.Attribute) and node.attr == "get_model":
            yield Breach(item.at(node), "reaches a model by get_model", f"{item.module} -> get_model")


def used_beyond_annotations(item: Source, name: str) -> bool:
    uses = [node for node in ast.walk(item.tree) if isinstance(node, ast.Name) and node.id == name]
    return bool(uses) and not {id(node) for node in uses} <= annotated(item.tree)


def annotated(tree: ast.AST) -> set[int]:
    """Every node that stands inside a type annotation."""
    found: set[int] = set()
    for node in ast.walk(tree):
        roots = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        found |= {id(part) for root in roots if isinstance(root, ast.AST) for part in ast.walk(root)}
    return found


def test_foreign_keys_point_down() -> None:
    keep(
        "Foreign keys point down.",
        "let the row above point at the row below, or name the thing by kind and id.",
        upward_keys(),
    )


def upward_keys() -> Iterator[Breach]:
    ours = {config.label: config.name.removeprefix("terreau.") for config in apps.get_app_configs()}
    ours = {label: name for label, name in ours.items() if name.split(".")[0] in DISTRICT_FLOOR}
    for model in apps.get_models():
        here, there = ours.get(model._meta.app_label), ""
        for field in model._meta.local_fields:
            if not isinstance(field, ForeignKey) or here is None:
                continue
            if field.related_model._meta.label == "identity.Person":
                continue  # who acts is a word
            there = ours.get(field.related_model._meta.app_label, "")
            if there and there != here and floor_of(there) >= floor_of(here):
                yield Breach(here, f"{model.__name__}.{field.name} points at {there}", f"{here}.{field.name}")
