"""`bin/terreau COMMAND …`: finds the command among those the rooms offer in their `commands.py`, and runs it."""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import django
from django.conf import settings
from django.utils.module_loading import module_has_submodule

from terreau.foundation.ui.terminal import FAILED, WRONG_USE, Command, run_command, say
from terreau.project import prepare

# These run in a folder of their own, which goes when they end: one becomes DIR when all is in, one is only looked at.
ON_THEIR_OWN = {"restore", "verify"}
# This one looks also at a network that cannot be made ready: it names what helps.
LOOKS_ANYWAY = {"doctor"}
NOT_KEPT = "for the length of one process"


def main(words: list[str]) -> int:
    choose_data(words)
    os.umask(0o077)
    if words and words[0] in ON_THEIR_OWN and not {"-h", "--help"} & set(words):
        with folder_apart(words[0]):
            return dispatch(words)
    return dispatch(words)


def dispatch(words: list[str]) -> int:
    """Find and run the command, in the data folder that the environment names."""
    fresh = not (prepare.data_folder() / "secret_key").exists() and "TERREAU_SECRET_KEY" not in os.environ
    if fresh:
        os.environ["TERREAU_SECRET_KEY"] = NOT_KEPT
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terreau.project.settings")
    django.setup()
    commands = all_commands()
    if not words or words[0] in ("-h", "--help", "help"):
        return list_commands(commands)
    command = find(commands, words)
    if command is None:
        return no_command(commands, words)
    options = parser_of(command).parse_args(words[len(command.name.split()) :])
    if command.name not in ON_THEIR_OWN:
        ready(command, again=fresh)
    return run_command(command, options)


def choose_data(words: list[str]) -> None:
    """`--data DIR` decides which settings are read, so it is looked at before anything else."""
    before = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    before.add_argument("--data")
    data = before.parse_known_args(words)[0].data
    if data:
        os.environ["TERREAU_DATA"] = str(Path(data).resolve())


@contextmanager
def folder_apart(command: str) -> Iterator[None]:
    """A scratch network on SQLite to verify in, or the draft of a folder to restore, which must not exist yet."""
    if command == "verify":
        os.environ["TERREAU_DATABASE_URL"] = ""
        draft = Path(tempfile.mkdtemp(prefix="terreau-verify-"))
    else:
        final = prepare.data_folder()
        if final.exists() and (not final.is_dir() or any(final.iterdir())):
            raise prepare.CannotStart(
                f"{final} is not empty: restore into a new folder (--data DIR). Nothing was changed."
            )
        os.environ["TERREAU_RESTORED"] = str(final)
        final.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{final.name}-restoring-", dir=final.parent))
    os.environ["TERREAU_DATA"] = str(draft)
    try:
        yield
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def all_commands() -> dict[str, Command]:
    found: dict[str, Command] = {}
    for room in [*settings.ROOMS, "terreau.project"]:
        if module_has_submodule(import_module(room), "commands"):
            found |= {command.name: command for command in import_module(f"{room}.commands").COMMANDS}
    return found


def find(commands: dict[str, Command], words: list[str]) -> Command | None:
    """The command with the longest name that the words begin with."""
    for count in range(len(words), 0, -1):
        if " ".join(words[:count]) in commands:
            return commands[" ".join(words[:count])]
    return None


def no_command(commands: dict[str, Command], words: list[str]) -> int:
    """Wrong use; those that begin with the same word are named."""
    near = ", ".join(name for name in sorted(commands) if name.split()[0] == words[0])
    others = f"There are: {near}." if near else "bin/terreau lists them all."
    say(f"There is no command “{' '.join(words[:2])}”. {others}")
    return WRONG_USE


def list_commands(commands: dict[str, Command]) -> int:
    sys.stdout.write("bin/terreau COMMAND … [--data DIR]   (COMMAND --help explains one)\n\n")
    for name in sorted(commands):
        sys.stdout.write(f"  {name:<24} {commands[name].help}\n")
    return 0


def parser_of(command: Command) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"bin/terreau {command.name}", description=command.help, allow_abbrev=False)
    parser.add_argument("--data", metavar="DIR", help="the folder that holds what must be kept (var/)")
    if command.arguments:
        command.arguments(parser)
    return parser


def ready(command: Command, *, again: bool) -> None:
    """Make the folder a network, or let those look that look anyway."""
    try:
        make_network(again=again)
    except prepare.CannotStart as problem:
        if command.name not in LOOKS_ANYWAY:
            raise
        say(str(problem))


def make_network(*, again: bool) -> None:
    """Make the folder a network of this version. Where it was none yet, start over with the secret it now has."""
    if again:
        del os.environ["TERREAU_SECRET_KEY"]
    prepare.prepare_data(prepare.data_folder())
    if again:
        os.execv(sys.executable, [sys.executable, "-P", "-m", "terreau.project.terminal", *sys.argv[1:]])


if __name__ == "__main__":
    try:
        prepare.compile_catalogues()
        sys.exit(main(sys.argv[1:]))
    except prepare.CannotStart as problem:
        say(str(problem))
        sys.exit(FAILED)
    except BrokenPipeError:
        sys.exit(FAILED)
