"""What the law looks at: districts, rooms, their files and the code in them. Read once, from the disk."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "terreau"
DISTRICTS = ("bridges", "programme", "network", "foundation")
FLATS = ("actions", "activities", "api", "cards", "commands", "demo", "forms", "models", "queries", "rules")
FLATS += ("schemas", "urls", "views")
FOLDERS = ("migrations", "tests", "templates", "static", "locale")

# Rooms that are engines: they may have further modules, named by noun. One place, with what they are.
ENGINES = {
    "access": "the words rules are written in",
    "accounts": "who comes in, by what, until when",
    "activity": "journal, sequencer, listeners",
    "cards": "how a thing looks from outside its room",
    "doctor": "settings, their checks and remedies",
    "identity": "sessions, the entrance, tokens",
    "jobs": "queue, schedule, workers",
    "live": "streams",
    "mail": "what leaves as mail, the outbox",
    "policies": "what may be ruled, quiet hours",
    "storage": "files, previews, links",
    "text": "pure functions on words",
    "ui": "layout, components, behaviours",
    "search": "the full-text index of both engines",
    "staging": "what every import stands on",
    "api": "what stands before and around the rooms’ endpoints",
    "slack": "reads a Slack export",
    "discourse": "reads a forum",
}


Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Room:
    """One room: `terreau/<district>/<name>`, or a source’s own inside `bridges/imports`."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def package(self) -> str:
        return ".".join(self.path.relative_to(ROOT).parts)

    @property
    def district(self) -> str:
        return self.path.relative_to(PACKAGE).parts[0]

    def sources(self, flat: str) -> list["Source"]:
        """The files of one flat (`actions` is `actions.py` or the folder `actions/`)."""
        single, folder = self.path / f"{flat}.py", self.path / flat
        found = [single] if single.exists() else []
        return [source(path) for path in [*found, *sorted(folder.glob("**/*.py"))]]

    def code(self) -> list["Source"]:
        """Every module of the room that is neither a test nor a migration."""
        return [item for item in product() if item.path.is_relative_to(self.path)]


@dataclass(frozen=True)
class Source:
    """One Python file, parsed."""

    path: Path

    @property
    def where(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def module(self) -> str:
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def text(self) -> str:
        return read(self.path)

    @property
    def tree(self) -> ast.Module:
        return parse(self.path)

    @property
    def room(self) -> Room | None:
        return room_of(self.path)

    @property
    def flat(self) -> str:
        """Which kind of room file this is: `actions` for `actions.py` and for `actions/comments.py`."""
        return flat_of(self.path)

    def functions(self) -> list[Function]:
        """Top-level functions, in order."""
        return [node for node in self.tree.body if isinstance(node, Function)]

    def at(self, node: ast.AST) -> str:
        return f"{self.where}:{getattr(node, 'lineno', 1)}"


@cache
def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(read(path), filename=str(path))


def source(path: Path) -> Source:
    return Source(path)


@cache
def rooms() -> tuple[Room, ...]:
    """Every room on disk. A package that only holds rooms (imports, connectors) is none itself."""
    found: list[Room] = []
    for district in DISTRICTS:
        for path in packages(PACKAGE / district):
            inner = [child for child in packages(path) if (child / "apps.py").exists()]
            found += [Room(child) for child in inner] if inner else [Room(path)]
    return tuple(found)


@cache
def room_of(path: Path) -> Room | None:
    """The room a file belongs to."""
    return next((room for room in rooms() if path.is_relative_to(room.path)), None)


@cache
def flat_of(path: Path) -> str:
    """Which kind of room file a file is, "" outside rooms."""
    room = room_of(path)
    return path.relative_to(room.path).parts[0].removesuffix(".py") if room else ""


def packages(folder: Path) -> list[Path]:
    return sorted(path.parent for path in folder.glob("*/__init__.py"))


@cache
def product() -> tuple[Source, ...]:
    """The product’s own code: no tests, no migrations."""
    paths = sorted(PACKAGE.glob("**/*.py"))
    return tuple(source(path) for path in paths if not {"tests", "migrations"} & set(path.parts[len(ROOT.parts) :]))


@cache
def everything() -> tuple[Path, ...]:
    """Every file the repository keeps or would keep (nothing that is ignored)."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\0")
    return tuple(ROOT / name for name in sorted(set(names)) if name and (ROOT / name).is_file())


def imports(item: Source) -> Iterator[tuple[ast.AST, str, str]]:
    """Each import of a file: the node, the module named, the name taken from it (or "")."""
    for node in ast.walk(item.tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            dots = "." * node.level
            yield from ((node, dots + (node.module or ""), alias.name) for alias in node.names)


@cache
def named_elsewhere() -> frozenset[tuple[str, str]]:
    """(module, name) of everything that one file takes from another flat or room: what is public in earnest."""
    found: set[tuple[str, str]] = set()
    for item in product():
        aliases: dict[str, str] = {}
        for node, module, name in imports(item):
            given = next((a.asname for a in getattr(node, "names", []) if a.name == (name or module)), None)
            aliases[given or name or module] = f"{module}.{name}" if name else module
            if not module.startswith(flat_package(item)):
                found.add((module, name))
        for node in ast.walk(item.tree):
            if isinstance(node, ast.Attribute) and (target := aliases.get(dotted(node.value), "")):
                if not target.startswith(flat_package(item)):
                    found.add((target, node.attr))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("terreau."):
                found.add((node.value.rpartition(".")[0], node.value.rpartition(".")[2]))
    return frozenset(found)


def flat_package(item: Source) -> str:
    return f"{item.room.package}.{item.flat}" if item.room else item.module


def public(item: Source, function: Function) -> bool:
    """Is the function called from another flat or another room? Its folder may pass it on under the same name."""
    homes = {item.module, flat_package(item)}
    return any((home, function.name) in named_elsewhere() for home in homes) or offered(item, function)


def offered(item: Source, function: Function) -> bool:
    """Does the folder’s `__init__` pass it on, or is it an action of a single file?"""
    front = item.path.parent / "__init__.py"
    if item.room is None or item.path.parent == item.room.path:
        return item.flat == "actions" and parameters(function)[:1] == ["actor"]
    return front.exists() and f'"{function.name}"' in read(front)


def parameters(function: Function) -> list[str]:
    """Names of all parameters, in order."""
    given = function.args
    return [argument.arg for argument in [*given.posonlyargs, *given.args, *given.kwonlyargs]]


def called(node: ast.AST) -> Iterator[ast.Call]:
    """Every call below `node`."""
    return (found for found in ast.walk(node) if isinstance(found, ast.Call))


def dotted(node: ast.AST) -> str:
    """`rules.may_join` for such an expression, "" for anything that is not a dotted name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""
