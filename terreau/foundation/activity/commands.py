from argparse import ArgumentParser, Namespace

from terreau.foundation.activity import chain, numbers
from terreau.foundation.ui.terminal import DONE, FAILED, Command, print_report, progress, say, whole, with_json


def verify_arguments(parser: ArgumentParser) -> None:
    """What `journal verify` takes."""
    many = whole(1, 10**12)
    parser.add_argument("--newest", type=many, default=0, metavar="N", help="look at the last N activities only")
    with_json(parser)


def verify(given: Namespace) -> int:
    """Follow the whole chain; exit 1 and name every place where it does not hold."""
    total = numbers.newest()
    with progress("Following the chain", given.newest or total) as advance:
        breaks = chain.chain_breaks(newest=given.newest, advance=advance)
    found = [{"number": one.seq, "what": one.what} for one in breaks]
    print_report({"activities": total, "breaks": found} if given.json else found, as_json=given.json)
    say(f"The journal of {total} activities is {'not whole' if breaks else 'whole'}.")
    return FAILED if breaks else DONE


COMMANDS = [
    Command("journal verify", "prove that nobody changed the journal", verify_arguments, verify),
]
