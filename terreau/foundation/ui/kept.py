"""Parts of pages that look the same for many: drawn once for each language and set of values, then kept.

The key of what is kept is all it was drawn from, so nothing has to be thrown away when something changes: another
value is another drawing. A feed page of twenty posts that somebody has seen before is put together from twenty of them.
"""

import time
from collections.abc import Callable, Hashable, Iterable
from datetime import datetime
from functools import lru_cache, partial
from typing import Any, Protocol

from django.utils import timezone, translation
from jinja2 import Environment
from markupsafe import Markup

MOST = 1_000
MOST_ROWS = 1_500  # about 6 kB each; as many again wait to be forgotten


def speech() -> str:
    """The language of the page being drawn."""
    return translation.get_language() or "en"


class Row(Protocol):
    """Something drawn again and again, such as a post in a feed."""

    def face(self) -> Hashable:
        """Everything that may show, as one value."""

    def moments(self) -> Iterable[datetime]:
        """The times that are shown as “25 minutes ago”: their words change while the row does not."""


class Kept:
    """Called by templates: `kept("places", entries=frame.entries)` draws `ui/kept/places.html`, or finds it drawn.

    A name that ends in `.html` is a whole one: a room’s own part.
    `kept.rows("posts/kept/card.html", posts, in_space=true)` does the same with each of a room’s rows, there `row`.
    What is shown must follow from the values alone: no request, no form token, no time but a row’s moments.
    """

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self.find = lru_cache(maxsize=MOST)(self.draw)
        self.drawn: dict[Hashable, Markup] = {}
        self.older: dict[Hashable, Markup] = {}

    def __call__(self, name: str, **values: Any) -> Markup:
        given = tuple((key, tuple(value) if isinstance(value, list) else value) for key, value in values.items())
        draw = self.draw if self.environment.auto_reload else self.find
        return draw(speech(), name, given)

    def draw(self, language: str, name: str, given: tuple[tuple[str, Hashable], ...]) -> Markup:
        name = name if name.endswith(".html") else f"ui/kept/{name}.html"
        return Markup(self.environment.get_template(name).render(dict(given)))

    def rows(self, name: str, rows: Iterable[Row], **values: Hashable) -> Markup:
        """Rows as `name` draws them, one after another; `values` are the same for all."""
        said = self.environment.filters["said_when"]
        when = partial(said, zone=timezone.get_current_timezone(), language=speech(), minute=int(time.time() // 60))
        common = (speech(), name, *values.items())
        return Markup("".join(self.row(common, row, when, values) for row in rows))

    def row(
        self, common: tuple[Hashable, ...], row: Row, when: Callable[[datetime], str], values: dict[str, Hashable]
    ) -> Markup:
        key = (common, row.face(), *map(when, row.moments()))
        # Its hash is reckoned from every word of the row: it is looked up once where it was drawn lately.
        drawn = self.drawn.get(key)
        if drawn is None or self.environment.auto_reload:
            drawn = self.older.get(key)
            if drawn is None or self.environment.auto_reload:
                drawn = Markup(self.environment.get_template(str(common[1])).render(row=row, **values))
            self.keep(key, drawn)
        return drawn

    def keep(self, key: Hashable, drawn: Markup) -> None:
        """Remember it; what nobody asked for since the last time it grew full is forgotten."""
        if len(self.drawn) >= MOST_ROWS:
            self.drawn, self.older = {}, self.drawn
        self.drawn[key] = drawn
