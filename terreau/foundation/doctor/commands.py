from argparse import Namespace
from collections import Counter
from dataclasses import asdict

from terreau.foundation.activity import numbers
from terreau.foundation.doctor import actions
from terreau.foundation.doctor.checks import examine
from terreau.foundation.doctor.findings import State
from terreau.foundation.text.masking import mask
from terreau.foundation.ui.terminal import DONE, FAILED, Command, print_report, say, with_json


def doctor(given: Namespace) -> int:
    """Print every setting and every check; exit 1 when one of them fails."""
    findings = examine()
    if given.json:
        print_report([asdict(one) for one in findings], as_json=True)
    else:
        print_report(
            [{"name": one.name, "state": one.state.value, "value": one.value, "found": one.detail} for one in findings]
        )
    for one in findings:
        if one.remedy:
            say(f"{one.state.value.capitalize()}: {one.name}: {one.detail}\n  {one.meaning}\n  mend: {one.remedy}")
    count = Counter(one.state for one in findings)
    say(f"{len(findings)} looked at: {count[State.FAILURE]} failures, {count[State.WARNING]} warnings.")
    return FAILED if count[State.FAILURE] else DONE


def hear_again(given: Namespace) -> int:
    """Give every listener what it could not take once more."""
    heard, failed = 0, 0
    for unheard in numbers.all_set_aside():
        try:
            actions.hear_again(None, unheard=unheard)
            heard += 1
        except Exception as error:  # whatever a listener raises concerns this one only
            failed += 1
            say(f"{unheard.listener}, number {unheard.seq}: {mask(str(error))}")
    say(f"{heard} heard, {failed} still set aside.")
    return FAILED if failed else DONE


COMMANDS = [
    Command("doctor", "look at every setting, and say what helps", with_json, doctor),
    Command("journal hear-again", "give listeners what they could not take once more", None, hear_again),
]
