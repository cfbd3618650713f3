import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from terreau.foundation.access.words import Refused
from terreau.foundation.accounts import actions
from terreau.foundation.identity import credentials
from terreau.foundation.identity.models import Person
from terreau.foundation.ui.terminal import DONE, Command, Mistake, say, whole

LONGEST = 3650  # days a token of the terminal lets in


def token_arguments(parser: ArgumentParser) -> None:
    """What `token create` takes."""
    parser.add_argument("login", metavar="LOGIN", help="user name or e-mail address")
    parser.add_argument("--scope", choices=["read", "write"], default="read", help="what it may do (read)")
    parser.add_argument("--days", type=whole(1, LONGEST), default=90, metavar="N", help="how long it lets in (90)")
    parser.add_argument("--name", default="terminal", help="how its person recognises it in their list")


def create_token(given: Namespace) -> int:
    """Print a new token, alone on standard output."""
    person = found(given.login)
    if not person.is_active:
        raise Mistake(f"{person.name} may not sign in, so no token acts for them.", given.login)
    token, secret = actions.create_token(None, person=person, name=given.name, scope=given.scope, days=given.days)
    sys.stdout.write(f"{secret}\n")
    say(f"Acts as {person.name} ({given.scope}) until {token.expires_at:%Y-%m-%d}. It is shown once.")
    return DONE


def login_argument(parser: ArgumentParser) -> None:
    parser.add_argument("login", metavar="LOGIN", help="user name or e-mail address")


def on_person(action: Callable[..., Person], said: str) -> Callable[[Namespace], int]:
    """A command that does this to one person; `said` goes on after their name."""

    def run(given: Namespace) -> int:
        person = found(given.login)
        action(None, person=person)
        say(f"{person.name} {said}")
        return DONE

    return run


SHUT_OUT = "is shut out: sessions, tokens and open pages have ended."
LET_IN = "may sign in again."
GONE = "has left: what they wrote stays, mail stops, the keys of their spaces are handed on."
BACK = "is back and may sign in. Memberships are given anew."


def operator_arguments(parser: ArgumentParser) -> None:
    """What `operator make` takes."""
    parser.add_argument("login", metavar="EMAIL", help="e-mail address, or the user name of somebody who is here")
    parser.add_argument("--name", default="", help="how colleagues know somebody who is not here yet")


def make_operator(given: Namespace) -> int:
    """Let somebody run the network; print where a newcomer chooses a password, alone on standard output."""
    if credentials.person_by_login(given.login) is None:
        refuse_newcomer(given)
    try:
        person = actions.make_operator(None, login=given.login, name=given.name.strip())
    except Refused as refused:
        raise Mistake(refused.why, given.login) from refused
    if person.has_usable_password():
        say(f"{person.name} operates this network, and signs in as before.")
        return DONE
    sys.stdout.write(f"{settings.PUBLIC_URL}{actions.reset_path(person)}\n")
    days = settings.PASSWORD_RESET_TIMEOUT // 86_400
    say(f"{person.name} operates this network. This address opens once, within {days} days: choose a password there.")
    return DONE


def refuse_newcomer(given: Namespace) -> None:
    """A newcomer has an address, in plain letters, and a name."""
    try:
        validate_email(given.login)
        shaped = given.login.isascii() and bool(given.name.strip())
    except ValidationError:
        shaped = False
    if not shaped:
        raise Mistake(
            "Nobody has this user name or address yet.", given.login, mend="Give an e-mail address and --name."
        )


def found(login: str) -> Person:
    person = credentials.person_by_login(login)
    if person is None:
        raise Mistake("There is nobody with this user name or e-mail address.", login)
    return person


COMMANDS = [
    Command("operator make", "let somebody run the network: the first operator", operator_arguments, make_operator),
    Command("token create", "print a new token of the API for a person", token_arguments, create_token),
    Command("person deactivate", "shut a person out at once", login_argument, on_person(actions.deactivate, SHUT_OUT)),
    Command(
        "person reactivate", "let a deactivated person in again", login_argument, on_person(actions.reactivate, LET_IN)
    ),
    Command(
        "person leave",
        "note that somebody has left: content stays, mail stops",
        login_argument,
        on_person(actions.leave, GONE),
    ),
    Command(
        "person return", "note that somebody who left has come back", login_argument, on_person(actions.come_back, BACK)
    ),
]
