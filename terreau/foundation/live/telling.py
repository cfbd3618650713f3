"""Telling other nodes through Redis or Valkey that something is new. Nothing is kept in it, and it may be away."""

import asyncio
import contextlib
import logging
import random
from collections.abc import Sequence
from functools import cache

import redis
import redis.asyncio
from django.conf import settings

from terreau.foundation.activity.models import Activity
from terreau.foundation.live.watch import POSTGRESQL_LOOK

log = logging.getLogger(__name__)
CHANNEL = "terreau.live"
UNTOLD_LOOK = 2.0  # seconds; while Redis tells, a look at the database now and then all the same
PAUSE = 1.0
PING = 10.0


def tell(activities: Sequence[Activity]) -> None:
    """The last of the listeners: when it hears, all others have. Redis being away is no failure."""
    try:
        teller(settings.CONFIGURATION.redis_url).publish(CHANNEL, activities[-1].seq or 0)
    except redis.RedisError as problem:
        log.warning("redis is away: pages are told by looking at the database", extra={"reason": str(problem)})


@cache
def teller(url: str) -> redis.Redis:
    return redis.from_url(url, socket_connect_timeout=1, socket_timeout=1)


class RedisWatch:
    """Redis tells at once; while it is away, the database is looked at as if there were none."""

    def __init__(self, url: str) -> None:
        self.url, self.count, self.present = url, 0, False
        self.told = asyncio.Event()
        self.listening = asyncio.get_running_loop().create_task(self.listen())

    async def changed(self) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.told.wait(), UNTOLD_LOOK if self.present else POSTGRESQL_LOOK)
        self.told.clear()
        self.count += 1

    async def listen(self) -> None:
        while True:
            try:
                await self.hear()
            except (redis.RedisError, OSError, TimeoutError):
                self.present = False
                await asyncio.sleep(PAUSE * random.uniform(0.5, 1.5))

    async def hear(self) -> None:
        connection = redis.asyncio.from_url(self.url, socket_connect_timeout=2)
        async with connection, connection.pubsub() as channel:
            await channel.subscribe(CHANNEL)
            self.present = True
            self.told.set()
            while True:
                if await channel.get_message(ignore_subscribe_messages=True, timeout=PING):
                    self.told.set()
                else:
                    await channel.ping()

    def close(self) -> None:
        self.listening.cancel()
