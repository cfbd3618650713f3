"""Rule 12 and the shape of a room: what fits a screen, what a file may be called."""

import ast
from collections.abc import Iterator

from tests.house.law import Breach, keep
from tests.house.tree import (
    ENGINES,
    FLATS,
    FOLDERS,
    PACKAGE,
    ROOT,
    Function,
    Room,
    everything,
    product,
    read,
    rooms,
    source,
)

FUNCTION_LINES = 40
FILE_LINES = 400
BEHAVIOUR_LINES = 88  # “under ~80”: a tenth of leave
BIN_LINES = 60
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "core", "misc", "manager", "service", "services"}
SHADOWS = {"platform", "messages", "auth", "sites", "sessions", "admin"}


def test_functions_fit_a_screen() -> None:
    keep(
        f"A function has at most {FUNCTION_LINES} lines (aim at 8).",
        "give its parts names of their own, callers above callees.",
        (
            Breach(item.at(node), f"{node.name} has {length(node)} lines", f"{item.module}.{node.name}")
            for item in [*product(), *map(source, python_tests())]
            for node in ast.walk(item.tree)
            if isinstance(node, Function) and length(node) > FUNCTION_LINES
        ),
    )


def python_tests() -> Iterator[object]:
    return (path for path in everything() if path.suffix == ".py" and "tests" in path.relative_to(ROOT).parts)


def length(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_files_are_short() -> None:
    code = [path for path in everything() if path.suffix in {".py", ".css", ".jinja", ".html", ".sh"}]
    kept = [path for path in code if not {"vendor", "migrations"} & set(path.parts)]
    keep(
        f"A file has at most {FILE_LINES} lines.",
        "make it a folder of that name, split by noun (actions/comments.py), never by kind.",
        (
            Breach(str(path.relative_to(ROOT)), f"{lines} lines", str(path.relative_to(ROOT)))
            for path in kept
            if (lines := read(path).count("\n")) > FILE_LINES
        ),
    )


def test_behaviours_are_small() -> None:
    scripts = [path for path in everything() if path.suffix == ".js" and "vendor" not in path.parts]
    keep(
        f"A behaviour in JavaScript has at most {BEHAVIOUR_LINES} lines.",
        "one module a behaviour; let the server do the rest.",
        (
            Breach(str(path.relative_to(ROOT)), f"{lines} lines", str(path.relative_to(ROOT)))
            for path in scripts
            if (lines := read(path).count("\n")) > BEHAVIOUR_LINES
        ),
    )


def test_commands_of_the_house_are_short() -> None:
    scripts = [path for path in everything() if path.relative_to(ROOT).parts[0] == "bin" and path.name[0] != "."]
    keep(
        f"A command in bin/ has fewer than {BIN_LINES} lines, and its first comment is its help.",
        "what it does belongs into a room or into tests/; the command calls it.",
        (breach for path in scripts for breach in bad_script(str(path.relative_to(ROOT)), read(path))),
    )


def bad_script(where: str, text: str) -> Iterator[Breach]:
    lines = text.splitlines()
    if len(lines) >= BIN_LINES:
        yield Breach(where, f"{len(lines)} lines", where)
    if len(lines) < 2 or not lines[0].startswith("#!") or not lines[1].startswith(("# ", '"""')):
        yield Breach(f"{where}:2", "the first comment is not its help", where)
    if "--help" not in text:
        yield Breach(where, "does not answer --help", where)


def test_rooms_have_one_shape() -> None:
    keep(
        "A room holds the files of the table and no others.",
        f"one of {', '.join(FLATS)} (or a folder of that name, split by noun). Engine rooms are listed in "
        "tests/house/tree.py.",
        (breach for room in rooms() for breach in odd_files(room)),
    )


def odd_files(room: Room) -> Iterator[Breach]:
    for path in sorted(room.path.iterdir()):
        name = path.name.removesuffix(".py")
        if name in {*FLATS, *FOLDERS, "__init__", "__pycache__", "apps"} or room.name in ENGINES:
            continue
        yield Breach(str(path.relative_to(ROOT)), "is none of a room’s files", f"{room.package}.{name}")


def test_names_say_what_a_thing_is() -> None:
    code = [path for path in everything() if path.suffix in {".py", ".css", ".js", ".html"}]
    paths = [path.relative_to(ROOT) for path in code if path.is_relative_to(PACKAGE)]
    keep(
        "No file or folder has a name that says nothing, or that shadows another’s.",
        "name it after the thing it is about.",
        (
            Breach(str(path), "has a name that says nothing", str(path))
            for path in paths
            if VAGUE & {part.split(".")[0] for part in path.parts} - {"base"}
            or ("base" in {part.split(".")[0] for part in path.parts} and path.suffix == ".py")
            or SHADOWS & set(path.parts[:3])
        ),
    )


def test_labels_are_the_rooms_own() -> None:
    keep(
        "A room’s app label is its name.",
        "write label = the folder’s name in apps.py.",
        (
            Breach(str(config.relative_to(ROOT)), "has another label", room.package)
            for room in rooms()
            if (config := room.path / "apps.py").exists() and f'label = "{room.name}"' not in read(config)
        ),
    )
