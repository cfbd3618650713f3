"""Rules 3, 4 and 5: who writes, who reads, and where rights live. Heuristics over the code."""

import ast
import re
from collections.abc import Iterator

from tests.house.law import Breach, keep
from tests.house.tree import (
    ENGINES,
    PACKAGE,
    ROOT,
    Function,
    Source,
    called,
    dotted,
    everything,
    imports,
    parameters,
    product,
    public,
    read,
    rooms,
)

FRAMEWORK_RIGHTS = {"is_superuser", "is_staff", "has_perm", "has_perms", "user_passes_test", "permission_required"}
STATES_OF_RIGHTS = re.compile(r"^(Role|Duty|Openness|Kind\.GUEST)\b")
DECIDING = {"views", "api", "forms", "cards", "activities", "commands"}
READING = {"views", "api", "forms", "cards", "activities", "commands", "queries", "rules", "schemas", "urls"}
WRITERS = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "update", "delete"}
ON_ROWS = re.compile(r"\.(objects|filter|exclude|all|select_for_update)\b")


def test_rights_live_in_rules() -> None:
    keep(
        "Rights live in rules.py only.",
        "write `may_x(actor, thing)` or `visible(viewer)` in the room’s rules.py and ask it.",
        (breach for item in product() if item.flat != "rules" for breach in decided_elsewhere(item)),
    )


def decided_elsewhere(item: Source) -> Iterator[Breach]:
    for node in ast.walk(item.tree):
        name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
        if name in FRAMEWORK_RIGHTS:
            yield Breach(item.at(node), f"asks {name}", f"{item.module}: {name}")
        if item.flat in DECIDING and isinstance(node, ast.Compare):
            words = [dotted(part) for part in [node.left, *node.comparators]]
            for word in words:
                if STATES_OF_RIGHTS.match(word):
                    yield Breach(item.at(node), f"decides by {word}", f"{item.module}: {word}")
    if item.flat in DECIDING:
        yield from (
            Breach(item.at(call), f"{dotted(call.func)} outside an action", f"{item.module}: demand")
            for call in called(item.tree)
            if dotted(call.func).split(".")[-1] in {"demand", "Refused", "PermissionDenied"}
        )


def test_templates_decide_nothing() -> None:
    asks = re.compile(
        r"{%-?\s*(?:el)?if[^%]*\b(role|kind|openness|duty)\s*(==|!=|in)\s*[\"'(\[]?(owner|manager|guest|bot|admin)"
    )
    pages = [path for path in everything() if path.suffix == ".html" and path.is_relative_to(PACKAGE)]
    keep(
        "A template shows; it does not decide who may.",
        "let the query hand over a yes or no (`may_edit`), answered by rules.py.",
        (
            Breach(f"{path.relative_to(ROOT)}:{number}", line.strip()[:100], str(path.relative_to(ROOT)))
            for path in pages
            for number, line in enumerate(read(path).splitlines(), 1)
            if asks.search(line)
        ),
    )


def test_rules_name_who_asks_first() -> None:
    keep(
        "A rule names who asks first: `may_x(actor, …)`, `visible(viewer)`.",
        "make `actor` (doing) or `viewer` (seeing) the first parameter.",
        (
            Breach(item.at(function), f"{function.name}{parameters(function)}", f"{item.module}.{function.name}")
            for room in rooms()
            for item in room.sources("rules")
            for function in item.functions()
            if wrong_first(function)
        ),
    )


def wrong_first(function: Function) -> bool:
    first = [*parameters(function), ""][0]
    if function.name.startswith("may_"):
        return first != "actor"
    return function.name in {"visible", "readable"} and first != "viewer"


def test_every_rule_has_both_directions() -> None:
    pairs = {"visible": "audience", "readable": "readers"}
    keep(
        "Every `visible(viewer)` has its `audience(thing)`, every `readable(viewer)` its `readers(thing)`.",
        "write the other direction beside it, and a row in tests/worlds/test_both_directions.py.",
        (
            Breach(room.package.replace(".", "/") + "/rules.py", f"{one} without {other}", f"{room.package}.{one}")
            for room in rooms()
            for one, other in pairs.items()
            if one in (names := {function.name for item in room.sources("rules") for function in item.functions()})
            and other not in names
        ),
    )


def actions() -> Iterator[tuple[Source, Function]]:
    """Every action of the house: a function of a room’s actions that others call and whose first word is `actor`."""
    for item, function in written():
        if parameters(function)[:1] == ["actor"]:
            yield item, function


def written() -> Iterator[tuple[Source, Function]]:
    """Every function that a room’s actions offer to others, jobs apart (they get ids and call actions)."""
    for room in rooms():
        for item in room.sources("actions"):
            for function in item.functions():
                decorators = {dotted(getattr(one, "func", one)) for one in function.decorator_list}
                if public(item, function) and "task" not in decorators:
                    yield item, function


def test_who_writes_comes_first() -> None:
    keep(
        "An action takes `actor` first.",
        "who opens a transaction, demands a right or records an activity is an action: `verb(actor, *, …)`.",
        (
            Breach(item.at(function), f"{function.name}{parameters(function)}", f"{item.module}.{function.name}")
            for item, function in written()
            if acts(function) and parameters(function)[:1] != ["actor"]
        ),
    )


def acts(function: Function) -> bool:
    """Does this function open a transaction, demand or record by itself?"""
    names = {dotted(call.func).split(".")[-1] for call in called(function)}
    names |= {dotted(decorator).split(".")[-1] for decorator in function.decorator_list}
    return bool(names & {"atomic", "demand", "record"})


def test_every_action_demands_a_right() -> None:
    keep(
        "Every action demands a right.",
        "`demand(rules.may_x(actor, thing))` before the change, also where the page already asked. Asking rules for "
        "the rows (`filter(rules.visible(actor))`) demands as well.",
        (
            Breach(item.at(function), f"{function.name} demands nothing", f"{item.module}.{function.name}")
            for item, function in actions()
            if not reaches(item, function, {"demand"}) and "rules." not in ast.unparse(function)
        ),
    )


def test_every_action_records_an_activity() -> None:
    keep(
        "Every action records its activity.",
        "`record(activities.x, actor, thing)` once, inside the transaction. What only its owner ever sees (a draft, "
        "a reading mark) may be listed in tests/house/exceptions.py.",
        (
            Breach(item.at(function), f"{function.name} records nothing", f"{item.module}.{function.name}")
            for item, function in actions()
            if not reaches(item, function, {"record"})
        ),
    )


def reaches(item: Source, function: Function, wanted: set[str], seen: frozenset[str] = frozenset()) -> bool:
    """Does the function call one of `wanted`, itself or through functions of its room’s actions or another action?"""
    room = item.room
    sources = room.sources("actions") if room else []
    home = {inner.name: (other, inner) for other in sources for inner in other.functions()}
    foreign = {name for _, module, name in imports(item) if ".actions" in f"{module}.{name}"}
    for call in called(function):
        words = dotted(call.func).split(".")
        if words[-1] in wanted or (words[0] in foreign and words[0] not in home and len(words) > 1):
            return True
        if words[-1] in home and words[-1] not in seen | {function.name}:
            other, inner = home[words[-1]]
            if reaches(other, inner, wanted, seen | {function.name}):
                return True
    return False


def test_questions_take_the_viewer_first() -> None:
    keep(
        "A question takes `viewer` first.",
        "who reads rows needs to know for whom: `question(viewer, *, …)`.",
        (
            Breach(item.at(function), f"{function.name}{parameters(function)}", f"{item.module}.{function.name}")
            for room in rooms()
            if room.name not in ENGINES
            for item in room.sources("queries")
            for function in item.functions()
            if ".objects" in ast.unparse(function) and public(item, function)
            if parameters(function)[:1] != ["viewer"]
        ),
    )


def test_only_actions_write() -> None:
    keep(
        "Only actions write.",
        "move the write into an action of the room that owns the row, and call that.",
        (
            Breach(item.at(call), f"{ast.unparse(call.func)[:60]}()", f"{item.module}: {call.func.attr}")
            for item in product()
            if item.flat in READING
            for call in called(item.tree)
            if isinstance(call.func, ast.Attribute) and writes(call.func)
        ),
    )


def writes(function: ast.Attribute) -> bool:
    if function.attr in {"save", "asave"}:
        return "form" not in ast.unparse(function.value).lower()
    return function.attr in WRITERS and bool(ON_ROWS.search(ast.unparse(function.value)))
