"""Pages take turns, and a slow one holds up nobody."""

import asyncio
import threading
from collections.abc import Awaitable, Callable

import pytest

from terreau.project.turns import Turns

LONG = 60.0  # a patience that no test waits for


def in_a_loop(what: Callable[[], Awaitable[None]]) -> None:
    async def bounded() -> None:
        async with asyncio.timeout(LONG):
            await what()

    asyncio.run(bounded())


def test_quick_pages_come_one_after_another_in_their_order() -> None:
    seen: list[str] = []

    def page(name: str) -> str:
        seen.append(f"{name} begins")
        seen.append(f"{name} ends")
        return name

    async def some() -> None:
        turns = Turns(4, patience=LONG)
        assert await asyncio.gather(*(turns.run(page, name) for name in "abcde")) == list("abcde")
        turns.shut()

    in_a_loop(some)
    assert seen == [f"{name} {what}" for name in "abcde" for what in ("begins", "ends")]


def test_a_slow_page_lets_the_next_one_in() -> None:
    """The first ends only when the second has: both would wait for ever if it kept its turn."""
    answered = threading.Event()

    async def some() -> None:
        turns = Turns(2, patience=0.001)
        assert await asyncio.gather(turns.run(answered.wait, LONG), turns.run(answered.set)) == [True, None]
        assert await turns.run(str, 7) == "7", "it works on as before"
        turns.shut()

    in_a_loop(some)


def test_two_turns_are_two_pages_at_once() -> None:
    met = threading.Barrier(2)

    async def some() -> None:
        turns = Turns(4, turns=2, patience=LONG)
        assert sorted(await asyncio.gather(turns.run(met.wait, LONG), turns.run(met.wait, LONG))) == [0, 1]
        turns.shut()

    in_a_loop(some)


def test_a_failure_is_raised_where_the_answer_is_awaited() -> None:
    async def some() -> None:
        turns = Turns(1)
        with pytest.raises(ZeroDivisionError):
            await turns.run(divmod, 1, 0)
        assert await turns.run(divmod, 7, 2) == (3, 1)
        turns.shut()

    in_a_loop(some)


def test_who_no_longer_waits_is_not_told() -> None:
    may_end = threading.Event()

    async def some() -> None:
        turns = Turns(1, patience=LONG)
        gone = turns.run(may_end.wait, LONG)
        gone.cancel()
        may_end.set()
        assert await turns.run(str, 7) == "7"
        turns.shut()

    in_a_loop(some)
