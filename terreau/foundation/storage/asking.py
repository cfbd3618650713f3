"""What the file routes ask the database, asked in threads of their own: never a page’s thread, never the loop’s."""

import asyncio
import contextvars
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

from django.db import close_old_connections

from terreau.foundation.identity.asgi import person_of_scope
from terreau.foundation.identity.models import Person
from terreau.foundation.identity.sessions import asked_language
from terreau.foundation.identity.writers import request_of

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
P = ParamSpec("P")
R = TypeVar("R")

RIGHTS = ThreadPoolExecutor(4, thread_name_prefix="rights")
# Pictures are written anew while the sender waits; no question of rights waits with them.
KEEPING = ThreadPoolExecutor(4, thread_name_prefix="keeping")


async def in_thread(threads: Executor, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run something that asks the database. The thread’s connection is checked before and after."""

    def asked() -> R:
        close_old_connections()
        try:
            return function(*args, **kwargs)
        finally:
            close_old_connections()

    context = contextvars.copy_context()
    return await asyncio.get_running_loop().run_in_executor(threads, context.run, asked)


def reader_of(scope: Scope) -> Person | None:
    """Who asks to read; None for a visitor. Asks the database."""
    person = person_of_scope(scope)
    return person if isinstance(person, Person) else None


def language_of(scope: Scope, person: Person | None) -> str:
    """The person’s language, or what the browser asks for."""
    return person.language if person else asked_language(request_of(scope))
