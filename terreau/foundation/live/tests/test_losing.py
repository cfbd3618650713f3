"""A03, on a page that is already open: a space lost is silent at the next word, a pass lost ends the stream.

The bus looks once a `TICK`; how soon a page hears is counted in ticks, so that no clock decides.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from terreau.foundation.identity.models import Person, Scope, Session, Token
from terreau.foundation.identity.tokens import digest_of, new_secret
from terreau.foundation.live import bus as buses
from terreau.foundation.live import watch as watches
from terreau.foundation.live.streams import Live
from terreau.foundation.live.tests.driving import Page, done, until
from terreau.foundation.live.tests.test_nudge import happen
from terreau.foundation.live.watch import watch_here

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Person], Client]
SPACE_WITHIN, PASS_WITHIN = 1.0, 2.0  # seconds, as promised


def test_a03_rights_are_asked_often_enough() -> None:
    """Every look asks for the rights of that moment; two of them fit into what is promised."""
    assert 2 * max(watches.SQLITE_LOOK, watches.POSTGRESQL_LOOK) < SPACE_WITHIN
    assert 3 * buses.TICK < PASS_WITHIN


def test_a03_who_loses_a_space_hears_nothing_of_it_from_then_on(
    play: Any, secret: Any, alice: Person, bob: Person, signed_in: SignIn
) -> None:
    """Not even what happened while they were still in it and was not told yet."""
    browsers = [signed_in(alice), signed_in(bob)]

    async def story(live: Live) -> None:
        kept, lost = [await Page(live, browser).opened() for browser in browsers]
        first = await done(happen, secret)
        await live.bus.catch_up()
        await done(happen, secret)
        await done(secret.memberships.filter(person=bob).delete)
        later = await done(happen, secret)
        await live.bus.catch_up()
        await until(lambda: kept.ids() == [first, later])
        assert lost.ids() == [first]
        assert not lost.over

    play(story)


def test_a03_who_comes_back_to_a_lost_space_is_replayed_nothing_of_it(
    play: Any, secret: Any, bob: Person, signed_in: SignIn
) -> None:
    browser = signed_in(bob)
    seen, _ = happen(secret), happen(secret, post_id=1)
    secret.memberships.filter(person=bob).delete()

    async def story(live: Live) -> None:
        page = await Page(live, browser, last_event_id=str(seen)).opened()
        assert page.ids() == []

    play(story)


def loses_the_session(person: Person) -> None:
    Session.objects.filter(person=person).delete()


def loses_the_token(person: Person) -> None:
    Token.objects.filter(person=person).update(revoked_at=timezone.now())


def loses_the_account(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(suspended_at=timezone.now())


def leaves_the_company(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(left_at=timezone.now())


def token_of(person: Person) -> str:
    secret, until_then = new_secret(), timezone.now() + timedelta(days=1)
    Token.objects.create(person=person, name="x", digest=digest_of(secret), scope=Scope.READ, expires_at=until_then)
    return secret


@pytest.fixture
def ticks(monkeypatch: pytest.MonkeyPatch) -> int:
    """How often the bus ticks in the time that is promised; here nobody waits in between."""
    many = int(PASS_WITHIN / buses.TICK) - 1
    monkeypatch.setattr(buses, "TICK", 0)
    return many


async def closes_in_time(live: Live, page: Page, kept: Page, ticks: int, loss: Callable[[], None]) -> None:
    """The page that lost its pass is over within the ticks that are promised; another’s goes on."""
    watch = watch_here()
    await live.bus.tick(watch)
    assert not page.over
    await done(loss)
    await watch.changed()
    for _ in range(ticks):
        await live.bus.tick(watch)
    watch.close()
    await until(lambda: page.over)
    assert not kept.over
    assert len(live.bus.all_streams()) == 1


@pytest.mark.parametrize("loss", [loses_the_session, loses_the_account, leaves_the_company])
def test_a03_an_open_page_ends_with_its_session_and_its_account(
    play: Any, alice: Person, bob: Person, signed_in: SignIn, ticks: int, loss: Callable[[Person], None]
) -> None:
    browser, other = signed_in(bob), signed_in(alice)

    async def story(live: Live) -> None:
        page, kept = await Page(live, browser).opened(), await Page(live, other).opened()
        await closes_in_time(live, page, kept, ticks, lambda: loss(bob))

    play(story)


@pytest.mark.parametrize("loss", [loses_the_token, loses_the_account, leaves_the_company])
def test_a03_an_open_stream_ends_with_its_token_and_its_account(
    play: Any, alice: Person, bob: Person, signed_in: SignIn, ticks: int, loss: Callable[[Person], None]
) -> None:
    secret, other = token_of(bob), signed_in(alice)

    async def story(live: Live) -> None:
        page = await Page(live, None, authorization=f"Bearer {secret}").opened()
        kept = await Page(live, other).opened()
        assert page.status == 200
        await closes_in_time(live, page, kept, ticks, lambda: loss(bob))

    play(story)


def test_a03_an_open_stream_ends_with_the_last_day_of_its_token(play: Any, bob: Person) -> None:
    secret = token_of(bob)

    async def story(live: Live) -> None:
        page = await Page(live, None, authorization=f"Bearer {secret}").opened()
        await done(lambda: Token.objects.update(expires_at=timezone.now()))
        await live.bus.check_passes()
        await until(lambda: page.over)

    play(story)
