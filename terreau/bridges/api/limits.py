"""How much one token may ask: a bucket that fills steadily and holds what is given in a minute.

In process, and across nodes where there is a Redis. What comes over the bucket waits; nothing is punished.
"""

import math
import threading
import time

from django.conf import settings
from django.core.cache import cache

MOST = 10_000  # buckets remembered by a process


class Limits:
    """`take` says how many seconds to wait; 0 means go on."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.buckets: dict[str, tuple[float, float]] = {}

    def take(self, who: str, drops: int) -> int:
        """Take `drops` from the bucket of `who`. Reading costs one, writing and failing five."""
        most = settings.CONFIGURATION.api_requests_per_minute
        if not most:
            return 0
        if settings.CONFIGURATION.redis_url:
            return self.take_everywhere(who, drops, most)
        now = time.monotonic()
        with self.lock:
            left, then = self.buckets.get(who, (float(most), now))
            left = min(float(most), left + (now - then) * most / 60)
            if left < drops:
                return max(1, math.ceil((drops - left) * 60 / most))
            if len(self.buckets) >= MOST:
                self.buckets.clear()
            self.buckets[who] = (left - drops, now)
        return 0

    def take_everywhere(self, who: str, drops: int, most: int) -> int:
        """The same across nodes, by whole minutes."""
        minute, second = divmod(int(time.time()), 60)
        key = f"api {who} {minute}"
        cache.add(key, 0, timeout=120)
        return 60 - second if cache.incr(key, drops) > most else 0

    def forget(self) -> None:
        """For tests."""
        with self.lock:
            self.buckets.clear()


LIMITS = Limits()
