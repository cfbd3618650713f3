import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from terreau.bridges.imports.staging import actions, lean, queries
from terreau.bridges.imports.staging.archive import ArchiveRefused
from terreau.bridges.imports.staging.report import Report
from terreau.foundation.identity.models import Person
from terreau.foundation.ui.terminal import DONE, Command, Mistake, print_report, progress, say, with_json

STEPS = 1000
SHOWN = 20  # lines of each list at the terminal; --json prints all
LISTS = ("skipped", "warnings", "people_doubtful", "spaces_same_name", "spaces_overlapping")


def take_arguments(parser: ArgumentParser) -> None:
    """What `import slack` and `import discourse` take."""
    parser.add_argument("file", metavar="FILE|DIR", type=Path, help="the export: an archive, a folder or one JSON file")
    parser.add_argument("--dry-run", action="store_true", help="write nothing; report what would come")
    parser.add_argument("--hold", action="store_true", help="leave it staged: `import show ID` shows it")
    with_json(parser)


def take(given: Namespace, *, kind: str) -> int:
    """Import an export and, unless held back, show it in one step."""
    if not given.file.exists():
        raise Mistake("There is no such file or folder.", str(given.file), kept="Nothing was written.")
    with lean.unmapped():
        return take_all(given, actions.at_terminal(), kind)


def take_all(given: Namespace, actor: Person, kind: str) -> int:
    """From the first look to the switch."""
    try:
        with progress(f"Reading {given.file.name}", STEPS) as advance:
            report = actions.take(actor, kind=kind, path=given.file, dry_run=given.dry_run, told=steps(advance))
    except ArchiveRefused as refused:
        raise Mistake(f"This cannot be imported: {refused.reason}.", str(given.file), "Nothing was written.") from None
    show_report(report, dry_run=given.dry_run, as_json=given.json)
    if not given.dry_run:
        conclude(actor, report.id, hold=given.hold)
    return DONE


def conclude(actor: Person, key: str, *, hold: bool) -> None:
    """Show it, or say how to. An export that held nothing left nothing to show."""
    run = queries.find(actor, key)
    if run is None:
        say("Nothing was imported.")
    elif hold and run.shown_at is None:
        say(f"Staged; nobody sees it. Show it: bin/terreau import show {run.key}")
    else:
        actions.show(actor, run=run)
        say(f"Shown. Take it out again: bin/terreau import undo {run.key}")


def steps(advance: Callable[[int], None]) -> Callable[[float], None]:
    """From a share of the whole to steps of the bar."""
    done = 0

    def told(share: float) -> None:
        nonlocal done
        now = int(share * STEPS)
        advance(max(0, now - done))
        done = max(done, now)

    return told


def show_report(report: Report, *, dry_run: bool, as_json: bool) -> None:
    """Figures as a table and the lists as lines; or all of it as JSON."""
    if as_json:
        report.write(sys.stdout, dry_run=dry_run)
        return
    told = report.printed(dry_run=dry_run, most=SHOWN)
    counts = {"skipped": len(report.skipped), "warnings": len(report.warnings)}
    print_report({name: value for name, value in told.items() if name not in LISTS})
    for name in LISTS:
        show_lines(name, told.get(name, []), counts.get(name, len(told.get(name, []))))


def show_lines(name: str, lines: list[Any], count: int) -> None:
    """The first of a list, and how many there are."""
    if count:
        sys.stdout.write(f"\n{name.replace('_', ' ')}: {count}\n")
    for line in lines[:SHOWN]:
        words = "  ".join(str(value) for value in line.values() if value) if isinstance(line, dict) else line
        sys.stdout.write(f"  {words}\n")
    if count > SHOWN:
        sys.stdout.write(f"  … and {count - SHOWN} more (--json prints all)\n")


def id_argument(parser: ArgumentParser) -> None:
    """What `import show` and `import undo` take."""
    parser.add_argument("id", metavar="ID", help="the id an import printed")
    with_json(parser)


def unknown(key: str) -> Mistake:
    """No import has this id."""
    return Mistake("There is no such import.", key, mend="Importing prints the id.")


def show(given: Namespace) -> int:
    """Show a staged import to those who may see its spaces."""
    actor = actions.at_terminal()
    run = queries.find(actor, given.id)
    if run is None:
        raise unknown(given.id)
    if run.staged_at is None or run.undone_at is not None:
        why = "It was undone." if run.undone_at else "It is not all in yet: import the same file again."
        raise Mistake("This import cannot be shown.", given.id, mend=why)
    actions.show(actor, run=run)
    if given.json:
        print_report({"id": run.key, "shown": True}, as_json=True)
    say(f"Shown. Take it out again: bin/terreau import undo {run.key}")
    return DONE


def undo(given: Namespace) -> int:
    """Take an import out again; what people added since stays."""
    actor = actions.at_terminal()
    run = queries.find(actor, given.id)
    if run is None:
        raise unknown(given.id)
    with progress(f"Removing {run.name}", STEPS) as advance:
        undone = actions.undo(actor, run=run, told=steps(advance))
    print_report(undone.printed(run.key), as_json=given.json)
    if undone.stay:
        say("What people added since was kept, with what it hangs on.")
    return DONE


COMMANDS = [
    Command("import slack", "bring in a Slack export", take_arguments, partial(take, kind="slack")),
    Command("import discourse", "bring in a Discourse forum", take_arguments, partial(take, kind="discourse")),
    Command("import show", "show an import that was held back", id_argument, show),
    Command("import undo", "take an import out again, keep what people added", id_argument, undo),
]
