import sys
from argparse import ArgumentParser, Namespace
from functools import partial
from pathlib import Path

from terreau.bridges.imports.staging import actions, lean, queries
from terreau.bridges.imports.staging.archive import ArchiveRefused
from terreau.bridges.imports.staging.report import Group, Report, place
from terreau.foundation.access.words import Refused
from terreau.foundation.identity.models import Person
from terreau.foundation.ui.terminal import DONE, Command, Mistake, print_report, say, share, with_json

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
        with share(f"Reading {given.file.name}") as told:
            report = actions.take(actor, kind=kind, path=given.file, dry_run=given.dry_run, told=told)
    except ArchiveRefused as refused:
        raise Mistake(f"This cannot be imported: {refused.reason}.", str(given.file), "Nothing was written.") from None
    except Refused as refused:
        mend = "bin/terreau import undo ID, then the same command again."
        raise Mistake(str(refused), str(given.file), "Nothing was written.", mend) from None
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


def show_report(report: Report, *, dry_run: bool, as_json: bool) -> None:
    """Figures as a table and the lists as lines, each thing said once; or all of it as JSON."""
    if as_json:
        report.write(sys.stdout, dry_run=dry_run)
        return
    told = report.printed(dry_run=dry_run, most=0)
    print_report({name: value for name, value in told.items() if name not in LISTS})
    for name, lines in (("not taken", report.skipped), ("worth knowing", report.warnings)):
        said = [words_of(group) for group in lines.groups(1)]
        show_lines(name, len(lines), said, len(said))
    for name in LISTS[2:]:
        entries = [line if isinstance(line, str) else "  ".join(map(str, line.values())) for line in told.get(name, [])]
        show_lines(name.replace("_", " "), len(entries), entries, len(entries))


def words_of(group: Group) -> str:
    """“message of the tool itself: channel_join  (597 times, first in general/2020-01-01.json, line 1, column 5)”."""
    file, position, _said = group.lines[0]
    where = place(file, position)
    if group.count == 1:
        return f"{group.said}  ({where})" if where else str(group.said)
    return f"{group.said}  ({group.count} times, first in {where})"


def show_lines(name: str, count: int, lines: list[str], whole: int) -> None:
    """The first of a list, and how many there are."""
    if count:
        sys.stdout.write(f"\n{name}: {count}\n")
    sys.stdout.writelines(f"  {line}\n" for line in lines[:SHOWN])
    if whole > SHOWN:
        sys.stdout.write(f"  … and {whole - SHOWN} more (--json prints all)\n")


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
    row = queries.row(actor, run.key)
    if row.stopped:
        raise stopped(row, row.stopped)
    if row.running:
        raise Mistake(
            "It is not all in yet.", f"{row.percent} % of the export", mend="Wait for the job that is at work."
        )
    if row.state not in ("staged", "shown"):
        why = "It was undone" if run.undone_at else "It was only looked at"
        raise Mistake("This import cannot be shown.", given.id, mend=f"{why}: import the same file again.")
    actions.show(actor, run=run)
    if given.json:
        print_report({"id": run.key, "shown": True}, as_json=True)
    say(f"Shown. Take it out again: bin/terreau import undo {run.key}")
    return DONE


def stopped(row: queries.Row, stop: queries.Stopped) -> Mistake:
    """That a step stopped: why, where, what is in so far, and how to go on."""
    doing = {"check": "looked at", "take": "brought in", "undo": "taken out"}[stop.step]
    where = f"{stop.percent} % of {'what is to go' if stop.step == 'undo' else 'the export'}"
    where += f", in {stop.place}" if stop.place and stop.step == "take" else ""
    held = ", ".join(f"{count} {name}" for name, count in stop.kept.items()) or "nothing"
    kept = f"{held}; nobody sees it." if stop.step == "take" else f"{held}."
    again = {
        "check": f"bin/terreau import {row.kind} FILE --dry-run",
        "take": f"bin/terreau import {row.kind} FILE with the same file: it adds what is missing",
        "undo": f"bin/terreau import undo {row.key}",
    }[stop.step]
    queued = f", or bin/terreau jobs run-again {stop.job}" if stop.job and stop.here else ""
    return Mistake(f"It stopped while it was {doing}: {stop.why}", where, kept, f"Go on: {again}{queued}.")


def undo(given: Namespace) -> int:
    """Take an import out again; what people added since stays."""
    actor = actions.at_terminal()
    run = queries.find(actor, given.id)
    if run is None:
        raise unknown(given.id)
    with share(f"Removing {run.name}") as told:
        undone = actions.undo(actor, run=run, told=told)
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
