"""One open page, from the request to the end of the stream. The application is driven as a server would drive it."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from prometheus_client import REGISTRY

from terreau.foundation.identity.models import Person, Session
from terreau.foundation.live import bus as buses
from terreau.foundation.live import streams
from terreau.foundation.live.streams import Live
from terreau.foundation.live.tests.driving import Page, Still, done, until
from terreau.foundation.live.tests.test_nudge import happen

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Person], Client]


def test_a_visitor_is_turned_away(play: Any) -> None:
    async def story(live: Live) -> None:
        assert (await Page(live, None).opened()).status == 401

    play(story)


def test_an_open_page_hears_what_happens(play: Any, secret: Any, bob: Person, signed_in: SignIn) -> None:
    browser = signed_in(bob)

    async def story(live: Live) -> None:
        page = await Page(live, browser).opened()
        first = await done(happen, secret)
        await live.bus.catch_up()
        second = await done(happen, secret)
        await live.bus.catch_up()
        await until(lambda: len(page.ids()) == 2)
        assert page.status == 200
        assert page.ids() == [first, second]

    play(story)


def test_b02_who_loses_the_space_hears_no_more(
    play: Any, secret: Any, alice: Person, bob: Person, signed_in: SignIn
) -> None:
    browsers = [signed_in(alice), signed_in(bob)]

    async def story(live: Live) -> None:
        kept, lost = [await Page(live, browser).opened() for browser in browsers]
        first = await done(happen, secret)
        await live.bus.catch_up()
        await done(secret.memberships.filter(person=bob).delete)
        second = await done(happen, secret)
        await live.bus.catch_up()
        await until(lambda: kept.ids() == [first, second])
        assert lost.ids() == [first]

    play(story)


@pytest.mark.parametrize("loss", ["session", "account"])
def test_b02_who_loses_the_session_or_the_account_loses_the_stream(
    play: Any, secret: Any, bob: Person, signed_in: SignIn, loss: str
) -> None:
    browser = signed_in(bob)

    async def story(live: Live) -> None:
        page = await Page(live, browser).opened()
        await live.bus.check_passes()
        assert not page.over
        if loss == "session":
            await done(Session.objects.filter(person=bob).delete)
        else:
            await done(lambda: Person.objects.filter(pk=bob.pk).update(suspended_at=timezone.now()))
        await live.bus.check_passes()
        await until(lambda: page.over)
        assert live.bus.streams == {}

    play(story)


def test_coming_back_replays_what_was_missed_and_doubles_nothing(
    play: Any, secret: Any, bob: Person, signed_in: SignIn
) -> None:
    browser = signed_in(bob)
    seen, missed = happen(secret), happen(secret, post_id=1)

    async def story(live: Live) -> None:
        page = await Page(live, browser, last_event_id=str(seen)).opened()
        await live.bus.catch_up()
        assert page.ids() == [missed]
        later = await done(happen, secret)
        await live.bus.catch_up()
        await until(lambda: page.ids() == [missed, later])

    play(story)


def test_a_page_ahead_of_this_process_is_not_told_twice(play: Any, secret: Any, bob: Person, signed_in: SignIn) -> None:
    browser = signed_in(bob)

    async def story(live: Live) -> None:
        seen = await done(happen, secret)
        page = await Page(live, browser, last_event_id=str(seen)).opened()
        later = await done(
            happen,
            secret,
        )
        await live.bus.catch_up()
        await until(lambda: bool(page.ids()))
        assert page.ids() == [later]

    play(story)


def test_a_page_that_knows_a_future_starts_over(play: Any, bob: Person, signed_in: SignIn) -> None:
    browser = signed_in(bob)

    async def story(live: Live) -> None:
        page = await Page(live, browser, last_event_id="999").opened()
        assert "event: reset" in page.text

    play(story)


def test_who_leaves_is_forgotten(play: Any, bob: Person, signed_in: SignIn) -> None:
    browser = signed_in(bob)

    async def story(live: Live) -> None:
        before = REGISTRY.get_sample_value("terreau_streams_open") or 0
        page = await Page(live, browser).opened()
        assert len(live.bus.all_streams()) == 1
        assert REGISTRY.get_sample_value("terreau_streams_open") == before + 1
        page.left.set()
        await until(page.task.done)
        assert live.bus.streams == {}
        assert REGISTRY.get_sample_value("terreau_streams_open") == before

    play(story)


def test_streams_hear_the_end_of_the_process(play: Any, bob: Person, signed_in: SignIn) -> None:
    browser = signed_in(bob)

    async def story(live: Live) -> None:
        page = await Page(live, browser).opened()
        live.end()
        await until(lambda: page.over)
        assert (await Page(live, browser).opened()).status == 503

    play(story)


def test_one_person_has_a_handful_of_streams(play: Any, bob: Person, signed_in: SignIn) -> None:
    browser = signed_in(bob)

    async def story(live: Live) -> None:
        for _ in range(streams.PER_PERSON):
            assert (await Page(live, browser).opened()).status == 200
        assert (await Page(live, browser).opened()).status == 429

    play(story)


def test_a_full_process_says_so(play: Any, settings: Any, bob: Person, alice: Person, signed_in: SignIn) -> None:
    settings.CONFIGURATION = settings.CONFIGURATION.model_copy(update={"live_streams": 1})
    browsers = [signed_in(bob), signed_in(alice)]

    async def story(live: Live) -> None:
        assert (await Page(live, browsers[0]).opened()).status == 200
        assert (await Page(live, browsers[1]).opened()).status == 503

    play(story)


def test_silence_is_broken_and_life_has_an_end(
    play: Any, bob: Person, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = signed_in(bob)
    monkeypatch.setattr(buses, "TICK", 0)

    async def story(live: Live) -> None:
        page = await Page(live, browser).opened()
        stream = live.bus.all_streams()[0]
        stream.spoke -= buses.KEEP_ALIVE + 1
        await live.bus.tick(Still())
        await until(lambda: ": still here" in page.text)
        stream.born -= buses.LIFE + 1
        await live.bus.tick(Still())
        await until(lambda: page.over)

    play(story)


def test_a_page_that_does_not_read_is_let_go(play: Any, bob: Person, signed_in: SignIn) -> None:
    browser = signed_in(bob)

    async def story(live: Live) -> None:
        page = await Page(live, browser).opened()
        live.bus.all_streams()[0].tell([(seq, b"x") for seq in range(1, buses.UNHEARD + 2)])
        await until(lambda: page.over)

    play(story)


def test_slow_listeners_hold_back_the_news_for_a_moment_only(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        bus = buses.Bus()
        assert bus.patient(head=5, heard=3) == 3
        bus.last = 3
        assert bus.patient(head=5, heard=3) == 3
        assert bus.held_since is not None
        bus.held_since -= buses.PATIENCE + 1
        assert bus.patient(head=5, heard=3) == 5

    asyncio.run(story())


def test_a_database_that_is_away_ends_no_stream_and_fills_no_log(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(buses, "AFTER_FAILURE", 0)

    async def story() -> None:
        bus, steps = buses.Bus(), iter([OSError, OSError, None, OSError])

        async def step() -> None:
            fault = next(steps, "over")
            if fault == "over":
                bus.closing = True
            elif fault:
                raise fault

        await bus.forever(step)

    asyncio.run(story())
    assert len(caplog.records) == 2
