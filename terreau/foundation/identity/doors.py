"""Who stands at the door. Every page needs a signed-in person unless its view says that it is open to all."""

from collections.abc import Callable
from typing import TypeVar, cast

from django.http import HttpRequest

from terreau.foundation.identity.models import Person

View = TypeVar("View", bound=Callable[..., object])


def open_to_all(view: View) -> View:
    """This page is for visitors too: sign-in, health, errors. Everything else is closed by default."""
    view.open_to_all = True  # type: ignore[attr-defined]  # a function bears what it is told
    return view


def shows_secret(view: View) -> View:
    """What this page shows stands in one answer alone: it is kept nowhere, and not given again to who asks twice."""
    view.shows_secret = True  # type: ignore[attr-defined]  # a function bears what it is told
    return view


def viewer(request: HttpRequest) -> Person:
    """The signed-in person; the door lets nobody else through to a view that is not open to all."""
    return cast(Person, request.user)


def is_signed_in(request: HttpRequest) -> bool:
    """False also for requests that never passed the door, such as those that fail before it."""
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated
