from argparse import ArgumentParser, Namespace

from terreau.foundation.jobs import actions, backlog
from terreau.foundation.ui.terminal import DONE, Command, Mistake, print_report, say, with_json

SHOWN = 50


def list_arguments(parser: ArgumentParser) -> None:
    """What `jobs list` takes."""
    parser.add_argument("--state", choices=backlog.STATES, help="only jobs in this state")
    parser.add_argument("--all", action="store_true", help=f"all of them, not only the newest {SHOWN}")
    with_json(parser)


def list_jobs(given: Namespace) -> int:
    """Print jobs, the newest first."""
    found = backlog.newest(given.state or "")
    rows = [backlog.row_of(job) for job in (found if given.all else found[:SHOWN])]
    print_report(rows, as_json=given.json)
    say(f"{len(rows)} of {found.count()} jobs.")
    return DONE


def again_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("key", help="the key of a failed job, as `jobs list` shows it")


def run_again(given: Namespace) -> int:
    """Send one dead letter back to the queue."""
    job = backlog.find(given.key)
    if job is None:
        raise Mistake("There is no such job.", given.key, mend="See `bin/terreau jobs list --state failed`.")
    if job.state != "failed":
        raise Mistake(f"This job is {job.state}; only failed jobs can be run again.", given.key)
    actions.run_again(None, job=job)
    say(f"{job.key} waits in the lane “{job.lane}” and runs within seconds while a worker is alive.")
    return DONE


COMMANDS = [
    Command("jobs list", "show jobs and why they failed", list_arguments, list_jobs),
    Command("jobs run-again", "send a failed job back to the queue", again_arguments, run_again),
]
