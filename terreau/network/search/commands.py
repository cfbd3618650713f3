import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from terreau.foundation.ui.terminal import DONE, Command, print_report, progress, say, with_json
from terreau.network.search import rebuilding, terms

PAUSE = 0.02  # seconds between two batches


def rebuild_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--tables", action="store_true", help="first make the full-text tables again; writing waits meanwhile"
    )
    with_json(parser)


def rebuild(given: Namespace) -> int:
    """Make the index of search again, in batches, while people work."""
    left = rebuilding.remaining()
    if left is not None:
        say("Going on where it was stopped.")
    if given.tables:
        say("The full-text tables are made again; writing waits until they are.")
        terms.rebuild()
    with progress("Indexing", left) as advance:
        seen = rebuilding.rebuild(lambda count: breathe(advance, count))
    print_report(seen, as_json=given.json)
    return DONE


def breathe(advance: Callable[[int], None], count: int) -> None:
    """Tell how far it is, and let whoever waits to write go first."""
    advance(count)
    time.sleep(PAUSE)


COMMANDS = [
    Command("search rebuild", "make the index of search again, while people work", rebuild_arguments, rebuild),
]
